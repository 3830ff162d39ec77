package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Tables made of tables: joined, sorted, cut down to the rows that nothing beats. */
public final class Tables {
    private Tables() {
    }

    static List<Function> all() {
        return List.of(
                new Definition(head("pareto(table, low?:columns, high?:columns)",
                        "The rows that no other row beats: by being as good in all columns, small in `low` and large in `high`, and"
                                + " better in one.",
                        "pareto([{ cost: 1, loss: 3 }, { cost: 2, loss: 3 }], low: [cost, loss])"), Tables::typeOfPareto, Tables::pareto),
                new Definition(head("join(a, b, on:columns)",
                        "The rows of two tables that agree in a column, or in each of a list of columns, side by side.",
                        "join([{ N: 1, D: 20 }, { N: 2, D: 40 }], [{ N: 2, loss: 2.1 }], on: N)"), Tables::typeOfJoin, Tables::join),
                new Definition(head("sort(table, by:columns, descending?:)",
                        "The rows in the order of a column, or of several; what is missing comes last, equal rows keep their order.",
                        "sort([{ N: 1, loss: 3 }, { N: 2, loss: 2 }], by: loss, descending: true)"),
                        Tables::typeOfSorted, Tables::sorted));
    }

    /** The argument as a table, or null after a complaint or where nothing is known of it. */
    static Type.@Nullable TableOf table(Checked call, int argument) {
        Type type = call.argument(argument);
        Type.TableOf table = Type.TableOf.of(type);
        if (table == null && !Shapes.isUnknown(type)) {
            call.expects(argument, "a table or a list of records");
        }
        return table;
    }

    static TableValue table(ValueCall call, int argument) {
        TableValue table = of(call.argument(argument), call.place());
        if (table == null) {
            throw call.wrong(argument, "`" + call.argument(argument).text() + "` is no table");
        }
        return table;
    }

    /** A table, that of a fit, or a list of records as one, named as its random streams are; null for anything else. */
    public static @Nullable TableValue of(Value value, String place) {
        return switch (value) {
            case TableValue table -> table;
            case FitValue fit when fit.origin() != null -> fit.origin().table();
            case ListValue list when list.items().stream().allMatch(RecordValue.class::isInstance) -> ofRecords(list, place);
            case RecordValue packed when Columns.rows(packed) >= 0 -> ofColumns(packed, place);
            default -> null;
        };
    }

    /** @throws Numbers.LengthMismatch if they differ in length */
    private static TableValue ofColumns(RecordValue columns, String place) {
        int rows = Columns.rows(columns);
        columns.members().values().forEach(column -> {
            if (Columns.rows(column) != rows) {
                throw new Numbers.LengthMismatch(rows, Columns.rows(column));
            }
        });
        return new TableValue(columns.members(), Map.of(), rows, place, null);
    }

    private static TableValue ofRecords(ListValue records, String place) {
        Set<String> names = new LinkedHashSet<>();
        List<RecordValue> rows = records.items().stream().map(RecordValue.class::cast).toList();
        rows.forEach(row -> names.addAll(row.members().keySet()));
        Map<String, Value> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, Columns.of(rows.stream().map(row -> row.members().getOrDefault(name, Missing.VALUE)).toList()));
        }
        return new TableValue(columns, Map.of(), rows.size(), place, null);
    }

    /** The columns that a labelled argument gives: one, a list of them, or the name of one. */
    private static List<Value> columns(ValueCall call, TableValue table, String label) {
        Value given = call.labels().get(label);
        return given == null ? List.of() : given instanceof Text name ? List.of(key(call, 0, table, name.value())) : Groups.columns(given);
    }

    /** The columns of a table, without the members of what it was made by. */
    private static Type plain(Type.@Nullable TableOf table) {
        return table == null ? Type.UNKNOWN : new Type.TableOf(table.columns());
    }

    // pareto

    private static Type typeOfPareto(Checked call) {
        if (!call.has("low") && !call.has("high")) {
            return call.refuse(0, "`pareto` needs `low:` or `high:`, the columns that are to be small or large");
        }
        for (String label : List.of("low", "high")) {
            Type columns = call.label(label);
            Type element = columns instanceof Type.ListOf(Type inner) ? inner : null;
            Type cell = element instanceof Type.ListOf(Type inner) ? inner : element;
            boolean open = columns == null || columns.equals(Type.TEXT) || Shapes.isUnknown(columns);
            if (!open && (cell == null || Shapes.quantity(cell) == null)) {
                call.expects(label, "a column of quantities, or a list of them");
            }
        }
        return plain(table(call, 0));
    }

    private static Value pareto(ValueCall call) {
        TableValue table = table(call, 0);
        List<double[]> goals = new ArrayList<>();
        addGoals(call, table, "low", 1, goals);
        addGoals(call, table, "high", -1, goals);
        Comparator<Integer> order = (a, b) -> {
            int result = 0;
            for (int i = 0; i < goals.size() && result == 0; i++) {
                result = Double.compare(goals.get(i)[a], goals.get(i)[b]);
            }
            return result;
        };
        // In this order no row is beaten by one that comes later, so each need only be held against the survivors.
        List<Integer> rows = IntStream.range(0, table.rows())
                .filter(row -> goals.stream().noneMatch(goal -> Double.isNaN(goal[row]))).boxed().sorted(order).toList();
        List<Integer> unbeaten = new ArrayList<>();
        for (int row : rows) {
            if (unbeaten.stream().noneMatch(other -> beats(goals, other, row))) {
                unbeaten.add(row);
            }
        }
        return table.select(unbeaten.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    private static void addGoals(ValueCall call, TableValue table, String label, int sign, List<double[]> goals) {
        for (Value column : columns(call, table, label)) {
            if (!(column instanceof Quantity quantity) || !quantity.numbers().isColumn() || quantity.numbers().rows() != table.rows()) {
                throw call.wrong(-1, "`" + label + "` takes columns of quantities of the table");
            }
            // Adding zero makes -0.0 and 0.0 equal in every comparison.
            goals.add(Arrays.stream(quantity.numbers().points()).map(point -> sign * point + 0.0).toArray());
        }
    }

    private static boolean beats(List<double[]> goals, int one, int other) {
        boolean better = false;
        for (double[] goal : goals) {
            if (goal[one] > goal[other]) {
                return false;
            }
            better |= goal[one] < goal[other];
        }
        return better;
    }

    // join

    private static Type typeOfJoin(Checked call) {
        Type.TableOf a = table(call, 0);
        Type.TableOf b = table(call, 1);
        if (a == null || b == null) {
            return Type.UNKNOWN;
        }
        Map<String, Type> columns = new LinkedHashMap<>(a.columns());
        b.columns().forEach(columns::putIfAbsent);
        return new Type.TableOf(columns);
    }

    private static Value join(ValueCall call) {
        TableValue a = table(call, 0);
        TableValue b = table(call, 1);
        List<String> names = names(call, a);
        List<Value> keysOfA = new ArrayList<>();
        List<Value> keysOfB = new ArrayList<>();
        for (String name : names) {
            keysOfA.add(key(call, 0, a, name));
            keysOfB.add(key(call, 1, b, name));
            if (keysOfA.getLast() instanceof Quantity one && keysOfB.getLast() instanceof Quantity other
                    && !one.unit().sameDimension(other.unit())) {
                throw call.wrong(1, "`" + name + "` is in " + unit(other) + " here and in " + unit(one) + " in the first table");
            }
        }
        for (String name : b.columns().keySet()) {
            if (a.columns().containsKey(name) && !names.contains(name)) {
                throw call.wrong(1, "both tables have a column `" + name + "`; join on it too, or give it another name in one of them");
            }
        }
        int[][] pairs = pairs(call, keysOfA, a, keysOfB, b);
        if (pairs[0].length == 0) {
            throw call.wrong(1, "no row of one table agrees with a row of the other in `" + String.join("`, `", names) + "`");
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        a.columns().forEach((name, column) -> columns.put(name, Columns.select(column, pairs[0])));
        b.columns().forEach((name, column) -> columns.putIfAbsent(name, Columns.select(column, pairs[1])));
        return new TableValue(columns, Map.of(), pairs[0].length, call.place(), a.key());
    }

    private static String unit(Quantity quantity) {
        return quantity.unit().factors().isEmpty() ? "plain numbers" : quantity.unit().toString();
    }

    private static Value key(ValueCall call, int argument, TableValue table, String name) {
        Value column = table.columns().get(name);
        if (column == null) {
            throw call.wrong(argument, "the table has no column `" + name + "`; it has `"
                    + String.join("`, `", table.columns().keySet()) + "`");
        }
        return column;
    }

    /** The names of the columns to join on: texts, or columns of the first table, which are known again by identity. */
    private static List<String> names(ValueCall call, TableValue table) {
        Value on = call.labels().get("on");
        if (on instanceof Text text) {
            return List.of(text.value());
        }
        if (on == null) {
            throw call.wrong(-1, "`join` needs `on:`, the column in which the rows agree");
        }
        List<String> names = new ArrayList<>();
        for (Value column : Groups.columns(on)) {
            String name = nameOf(table, column);
            if (name != null) {
                names.add(name);
            } else if (column instanceof Texts texts) {
                texts(texts).forEach(names::add);
            } else {
                throw call.wrong(-1, "`on` takes the name of a column that both tables have, or a list of names");
            }
        }
        return names;
    }

    // A column is the very object that the table holds; equal contents do not make it the same column.
    @SuppressWarnings("ReferenceEquality")
    private static @Nullable String nameOf(TableValue table, Value column) {
        for (Map.Entry<String, Value> entry : table.columns().entrySet()) {
            if (entry.getValue() == column) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static List<String> texts(Texts texts) {
        return IntStream.range(0, texts.rows()).mapToObj(row -> String.valueOf(texts.row(row))).toList();
    }

    /** The rows of both sides that agree, in the order of the first; what is missing agrees with nothing. */
    private static int[][] pairs(ValueCall call, List<Value> keysOfA, TableValue a, List<Value> keysOfB, TableValue b) {
        Map<Object, List<Integer>> places = new HashMap<>();
        for (int row = 0; row < b.rows(); row++) {
            if (!Groups.isIncomplete(keysOfB, row)) {
                places.computeIfAbsent(Groups.key(keysOfB, row), key -> new ArrayList<>()).add(row);
            }
        }
        List<List<Integer>> partners = new ArrayList<>(a.rows());
        long count = 0;
        for (int row = 0; row < a.rows(); row++) {
            partners.add(Groups.isIncomplete(keysOfA, row) ? List.of() : places.getOrDefault(Groups.key(keysOfA, row), List.of()));
            count += partners.getLast().size();
        }
        call.makes("the joined table", (double) count * (a.columns().size() + b.columns().size()), Double.BYTES);
        if (count > Integer.MAX_VALUE - 8) {
            throw call.wrong(-1, "the joined table would have " + count + " rows");
        }
        int[] left = new int[(int) count];
        int[] right = new int[left.length];
        int at = 0;
        for (int row = 0; row < a.rows(); row++) {
            for (int partner : partners.get(row)) {
                left[at] = row;
                right[at++] = partner;
            }
        }
        return new int[][] {left, right};
    }

    // sort

    private static Type typeOfSorted(Checked call) {
        Type descending = call.label("descending");
        if (descending != null && !descending.equals(Type.TRUTH) && !descending.equals(Type.UNKNOWN)) {
            return call.expects("descending", "`true` or `false`");
        }
        Type by = call.label("by");
        if (by != null && !(by instanceof Type.ListOf || by.equals(Type.TEXT) || by.equals(Type.UNKNOWN))) {
            return call.expects("by", "a column, or a list of columns");
        }
        return plain(table(call, 0));
    }

    private static Value sorted(ValueCall call) {
        TableValue table = table(call, 0);
        boolean descending = call.labels().get("descending") instanceof Truth truth && truth.holds();
        Comparator<Integer> order = null;
        for (Value column : columns(call, table, "by")) {
            boolean ordered = column instanceof Quantity || column instanceof Truth || column instanceof Texts;
            if (!ordered || Columns.rows(column) != table.rows()) {
                throw call.wrong(-1, "`by` takes columns of the table with quantities, truths or texts");
            }
            Comparator<Integer> next = order(column, descending);
            order = order == null ? next : order.thenComparing(next);
        }
        List<Integer> rows = new ArrayList<>(IntStream.range(0, table.rows()).boxed().toList());
        if (order != null) {
            Collections.sort(rows, order);
        }
        return table.select(rows.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Comparator<Integer> order(Value column, boolean descending) {
        Comparator<Object> keys = (a, b) -> a instanceof String one && b instanceof String other
                ? one.compareTo(other)
                : Double.compare((Double) a, (Double) b);
        Comparator<Object> directed = descending ? keys.reversed() : keys;
        return (a, b) -> {
            boolean lacks = Groups.isIncomplete(List.of(column), a);
            boolean otherLacks = Groups.isIncomplete(List.of(column), b);
            return lacks || otherLacks
                    ? Boolean.compare(lacks, otherLacks)
                    : directed.compare(Groups.key(List.of(column), a), Groups.key(List.of(column), b));
        };
    }
}
