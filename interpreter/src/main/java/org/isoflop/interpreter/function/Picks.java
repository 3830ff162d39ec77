package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.interpreter.function.Function.Signature;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;

/** Aggregates that count or choose elements, which may be of any type. */
final class Picks {
    private static final String ANY = "a column, a list or a vector";

    private Picks() {
    }

    /** Chooses one of the given rows, -1 for none. */
    private interface Choice {
        int of(int[] rows);
    }

    static List<Function> all() {
        return List.of(
                new Definition(head("count(x, per?:)", "How many are true, of a condition; of anything else, how many are not missing;"
                        + " of a table, its rows.", "count([1, missing, 3])"), Picks::typeOfCount, Picks::count),
                picking(head("first(x, per?:)", "The first element that is not missing.", "first([\"a\", \"b\"])"), false),
                picking(head("last(x, per?:)", "The last element that is not missing.", "last([\"a\", \"b\"])"), true),
                new Definition(head("unique(x)", "The different elements in the order of their first appearance, without missing ones.",
                        "unique([3, 1, 3])"),
                        call -> call.argument(0) instanceof Type.ListOf || call.argument(0).equals(Type.UNKNOWN)
                                ? call.argument(0)
                                : call.expects(0, "a column or a list"),
                        Picks::unique),
                best(head("arg_min(x, y, per?:)", "The x that belongs to the smallest y.", "arg_min([\"a\", \"b\"], [2, 1])"), 1),
                best(head("arg_max(x, y, per?:)", "The x that belongs to the largest y.", "arg_max([\"a\", \"b\"], [2, 1])"), -1));
    }

    private static Type elementType(Checked call) {
        Type type = call.argument(0);
        Type element = type instanceof Type.ListOf(Type inner) ? inner : Shapes.elementOf(type);
        Type result = element == null ? call.expects(0, ANY) : element;
        return Aggregates.isGrouped(call) ? new Type.ListOf(result) : result;
    }

    private static Type typeOfCount(Checked call) {
        Type type = call.argument(0);
        if (type instanceof Type.TableOf) {
            return Type.NUMBER;
        }
        Type element = Shapes.elementOf(type);
        if (element == null) {
            return call.expects(0, ANY + ", or a table");
        }
        Type numeric = Shapes.mapped(element, leaf -> leaf instanceof Type.Quantity || leaf.equals(Type.TRUTH) ? Type.NUMBER : null);
        Type result = numeric == null || numeric.equals(Type.UNKNOWN) ? Type.NUMBER : numeric;
        return Aggregates.isGrouped(call) ? new Type.ListOf(result) : result;
    }

    private static Value count(ValueCall call) {
        Value x = call.argument(0);
        if (x instanceof TableValue table) {
            return Quantity.of(table.rows());
        }
        Elements elements = Elements.isTraced(x) ? null : Elements.of(x);
        if (elements == null) {
            List<Value> cells = cells(call, 0);
            return Aggregates.overGroups(call, cells.size(),
                    rows -> Quantity.of(Arrays.stream(rows).filter(row -> isKnown(cells.get(row))).count()));
        }
        boolean condition = isCondition(x);
        Reduction reduction = condition ? truths -> Statistics.sum(truths[0]) : known -> known[0].length;
        return Aggregates.overGroups(call, elements.size(), rows -> {
            Numbers count = Elements.reduced(reduction, rows, List.of(elements));
            return new Quantity(Unit.NONE, condition ? count : count.certain());
        });
    }

    private static boolean isCondition(Value x) {
        return switch (x) {
            case Truth truth -> true;
            case ListValue list -> list.items().stream().anyMatch(Picks::isCondition);
            case RecordValue vector -> vector.members().values().stream().anyMatch(Picks::isCondition);
            default -> false;
        };
    }

    private static Function picking(Signature head, boolean fromEnd) {
        return new Definition(head, Picks::elementType, call -> {
            List<Value> cells = cells(call, 0);
            return picked(call, cells, rows -> {
                IntStream places = IntStream.range(0, rows.length).map(i -> rows[fromEnd ? rows.length - 1 - i : i]);
                return places.filter(row -> isKnown(cells.get(row))).findFirst().orElse(-1);
            });
        });
    }

    private static Value picked(ValueCall call, List<Value> cells, Choice choice) {
        return Aggregates.overGroups(call, cells.size(), rows -> {
            int row = choice.of(rows);
            return row < 0 ? Missing.VALUE : cells.get(row);
        });
    }

    /** The elements one by one: rows of columns, items of lists, parts of vectors. */
    private static List<Value> cells(ValueCall call, int argument) {
        Value value = call.argument(argument);
        int rows = Columns.rows(value);
        if (rows >= 0) {
            return new AbstractList<>() {
                @Override
                public Value get(int row) {
                    return Columns.cell(value, row);
                }

                @Override
                public int size() {
                    return rows;
                }
            };
        }
        if (value instanceof RecordValue vector) {
            return List.copyOf(vector.members().values());
        }
        throw call.wrong(argument, "`" + value.text() + "` is no column, list or vector");
    }

    private static boolean isKnown(Value cell) {
        return !(Groups.key(cell) instanceof Double point && point.isNaN());
    }

    private static Value unique(ValueCall call) {
        List<Value> cells = cells(call, 0);
        Set<Object> seen = new HashSet<>();
        int[] first = IntStream.range(0, cells.size()).filter(row -> isKnown(cells.get(row)) && seen.add(Groups.key(cells.get(row))))
                .toArray();
        return Columns.select(call.argument(0), first);
    }

    private static Function best(Signature head, int sign) {
        return new Definition(head, call -> {
            Type y = Shapes.elementOf(call.argument(1));
            if (y == null || !Shapes.isUnknown(y) && Shapes.quantity(y) == null) {
                return call.expects(1, "a column, list or vector of quantities");
            }
            return elementType(call);
        }, call -> best(call, sign));
    }

    /** Numbers are chosen anew at each draw; of anything else the one where the point of y is best. */
    private static Value best(ValueCall call, int sign) {
        if (Elements.isTraced(call.argument(0)) || Elements.isTraced(call.argument(1))) {
            throw call.wrong(1, "the best of what a law or an allocation still has to work out cannot be told");
        }
        Elements y = Aggregates.elements(call, 1);
        boolean vectors = call.argument(0) instanceof RecordValue && !(call.argument(1) instanceof RecordValue);
        Elements x = vectors ? null : Elements.of(call.argument(0));
        List<Value> cells = x == null ? cells(call, 0) : List.of();
        int size = x == null ? cells.size() : x.size();
        if (y.size() != size || y.cells() >= 0) {
            throw call.wrong(1, Aggregates.counted(y.size()) + " cannot be set against " + Aggregates.counted(size));
        }
        if (x == null || x.drawCount() == 0 && y.drawCount() == 0) {
            List<Value> choices = x == null ? cells : cells(call, 0);
            return picked(call, choices, rows -> {
                double[] judged = Arrays.stream(rows).mapToDouble(row -> isKnown(choices.get(row)) ? y.at(row, 0, -1) : Double.NaN)
                        .toArray();
                int at = Statistics.extreme(judged, sign);
                return at < 0 ? -1 : rows[at];
            });
        }
        Reduction reduction = known -> {
            int at = Statistics.extreme(known[1], sign);
            return at < 0 ? Double.NaN : known[0][at];
        };
        return Aggregates.overGroups(call, size, rows -> new Quantity(x.unit(), Elements.reduced(reduction, rows, List.of(x, y))));
    }
}
