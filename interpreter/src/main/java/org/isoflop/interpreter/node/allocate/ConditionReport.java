package org.isoflop.interpreter.node.allocate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Allocation;
import org.jspecify.annotations.Nullable;

/** What an allocation has to say of its conditions: which bind, what is spent of which limit, what the limit is worth. */
final class ConditionReport {
    /** Stands for what was asked for and is the same in all draws. */
    private static final double[] NO_OUTCOMES = {};

    private final SolvedCells cells;
    private final List<AllocateNode.Named> conditions;
    private final Unit objective;
    /** The comparisons by the names that they are reported under; a range is two of one name. */
    private final Map<String, List<Integer>> byName = new LinkedHashMap<>();
    /** How many draws the cells were decided over at once. */
    private final int together;
    private final double[][][][] known;
    private final double[][][][] outcomes;
    private final boolean[][][] binding;

    ConditionReport(SolvedCells cells, List<AllocateNode.Named> conditions, Unit objective, int together) {
        this.cells = cells;
        this.together = together;
        this.conditions = conditions;
        this.objective = objective;
        this.known = new double[5][cells.choices()][conditions.size()][];
        this.outcomes = new double[2][cells.choices()][conditions.size()][];
        this.binding = new boolean[cells.choices()][conditions.size()][];
        for (int i = 0; i < conditions.size(); i++) {
            byName.computeIfAbsent(conditions.get(i).name(), name -> new ArrayList<>()).add(i);
        }
    }

    /** The names of the conditions, in order. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** {@code binding slack price use}, each worked out when asked for. */
    Map<String, Supplier<? extends Value>> members() {
        Map<String, Supplier<? extends Value>> members = new LinkedHashMap<>();
        members.put("binding", this::binding);
        members.put("slack", () -> each(this::room));
        members.put("price", () -> each((unit, indices) -> price(indices)));
        members.put("use", () -> each(this::line));
        return members;
    }

    private RecordValue each(BiFunction<Unit, List<Integer>, Value> what) {
        Map<String, Value> values = new LinkedHashMap<>();
        byName.forEach((name, indices) -> values.put(name, what.apply(conditions.get(indices.getFirst()).condition().unit(), indices)));
        return new RecordValue(values, false);
    }

    private RecordValue line(Unit unit, List<Integer> indices) {
        Map<String, Value> line = new LinkedHashMap<>();
        line.put("spent", side(unit, indices, 0));
        line.put("limit", side(unit, indices, 1));
        line.put("price", price(indices));
        line.put("next_percent", quantity(unit, (allocation, choice, cell) -> next(choice, indices, cell)));
        return new RecordValue(line, false);
    }

    /** What is spent, or its limit; over draws that were decided at once what it comes to in each of them. */
    private Quantity side(Unit unit, List<Integer> indices, int side) {
        SolvedCells.Cell point = (allocation, choice, cell) -> (side == 0
                ? left(choice, tight(indices, choice, cell))
                : right(choice, tight(indices, choice, cell)))[cell];
        return together == 0
                ? quantity(unit, point)
                : new Quantity(unit, cells.numbers(point, (allocation, choice, row) -> outcomes(side, choice, tight(indices, choice, row)),
                        together));
    }

    private Quantity room(Unit unit, List<Integer> indices) {
        Quantity room = quantity(unit, (allocation, choice, cell) -> slack(choice, tight(indices, choice, cell))[cell]);
        Numbers spent = side(unit, indices, 0).numbers();
        Numbers limit = side(unit, indices, 1).numbers();
        if (together == 0 || !spent.isUncertain() && !limit.isUncertain()) {
            return room;
        }
        double[] all = new double[cells.rows() * together];
        for (int i = 0; i < all.length; i++) {
            int row = i / together;
            int tight = tight(indices, cells.best(row), row);
            double over = spent.draw(row, i % together) - limit.draw(row, i % together);
            all[i] = switch (conditions.get(tight).condition().relation()) {
                case AT_MOST -> -over;
                case AT_LEAST -> over;
                case EQUAL -> -Math.abs(over);
            };
        }
        return new Quantity(unit, Numbers.shaped(cells.isColumn(), room.numbers().points(), all, together));
    }

    private Quantity price(List<Integer> indices) {
        return quantity(objective, (allocation, choice, cell) -> price(choice, indices, cell));
    }

    private Quantity quantity(Unit unit, SolvedCells.Cell cell) {
        return new Quantity(unit, cells.numbers(cell));
    }

    private double price(int choice, List<Integer> indices, int cell) {
        double sum = 0;
        for (int index : indices) {
            sum += prices(choice, index)[cell];
        }
        return sum;
    }

    /** By how much the limit that binds would have to move for a hundredth of the objective, at the rate that it has there. */
    private double next(int choice, List<Integer> indices, int cell) {
        int index = tight(indices, choice, cell);
        double rate = rates(choice, index)[cell];
        if (!binds(choice, index)[cell] || rate == 0) {
            return Double.NaN;
        }
        Allocation allocation = cells.allocation(choice);
        return (cells.isMaximum() ? 0.01 : -0.01) * Math.abs(allocation.objective()[cell]) / rate;
    }

    /** Of several comparisons under one name the one with the least room, relative to its limit. */
    private int tight(List<Integer> indices, int choice, int cell) {
        int tightest = indices.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (int index : indices) {
            double room = Math.abs(slack(choice, index)[cell] / right(choice, index)[cell]);
            if (room < least) {
                least = room;
                tightest = index;
            }
        }
        return tightest;
    }

    private Value binding() {
        List<Value> lists = new ArrayList<>();
        for (int row = 0; row < cells.rows(); row++) {
            int at = cells.point(row);
            List<String> names = new ArrayList<>();
            byName.forEach((name, indices) -> {
                for (int index : indices) {
                    if (binds(cells.best(at), index)[at] && !names.contains(name)) {
                        names.add(name);
                    }
                }
            });
            lists.add(new Texts(names.toArray(new String[0])));
        }
        return cells.isColumn() ? new ListValue(lists) : lists.getFirst();
    }

    // What the library works out for a whole batch is asked once.

    private double[] left(int choice, int condition) {
        double[] values = known[0][choice][condition];
        return values != null ? values : (known[0][choice][condition] = cells.allocation(choice).left(condition));
    }

    private double[] right(int choice, int condition) {
        double[] values = known[1][choice][condition];
        return values != null ? values : (known[1][choice][condition] = cells.allocation(choice).right(condition));
    }

    private double @Nullable [] outcomes(int side, int choice, int condition) {
        double[] values = outcomes[side][choice][condition];
        if (values == null) {
            Allocation allocation = cells.allocation(choice);
            values = side == 0 ? allocation.leftOutcomes(condition) : allocation.rightOutcomes(condition);
            outcomes[side][choice][condition] = values == null ? NO_OUTCOMES : values;
        }
        return values == null || values.length == 0 ? null : values;
    }

    private double[] slack(int choice, int condition) {
        double[] values = known[2][choice][condition];
        return values != null ? values : (known[2][choice][condition] = cells.allocation(choice).slack(condition));
    }

    private double[] prices(int choice, int condition) {
        double[] values = known[3][choice][condition];
        return values != null ? values : (known[3][choice][condition] = cells.allocation(choice).price(condition));
    }

    private double[] rates(int choice, int condition) {
        double[] values = known[4][choice][condition];
        return values != null ? values : (known[4][choice][condition] = cells.allocation(choice).multipliers(condition));
    }

    private boolean[] binds(int choice, int condition) {
        boolean[] values = binding[choice][condition];
        return values != null ? values : (binding[choice][condition] = cells.allocation(choice).binding(condition));
    }
}
