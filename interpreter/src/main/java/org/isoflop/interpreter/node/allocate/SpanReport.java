package org.isoflop.interpreter.node.allocate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Allocation;
import org.isoflop.stdlib.allocate.Allocator;
import org.isoflop.stdlib.allocate.Options;

/**
 * How far each variable may move while the objective stays within a tolerance of the best: an interval of numbers, the values that are as
 * good of a list. Choices that are nearly the best widen the intervals, too.
 */
final class SpanReport {
    private final List<AllocateNode.Traced> traced;
    private final AllocateNode.VariableNode[] variables;
    private final SolvedCells cells;
    private final double tolerance;
    /** {@code [choice][variable][0 lower, 1 upper][cell]}; null for a choice that is nowhere good enough. */
    private final double[][][][] spans;

    /** @param options how work of so many evaluations of a row is done */
    SpanReport(List<AllocateNode.Traced> traced, AllocateNode.VariableNode[] variables, SolvedCells cells, double tolerance,
            DoubleFunction<Options> options) {
        this.traced = traced;
        this.variables = variables;
        this.cells = cells;
        this.tolerance = tolerance;
        spans = new double[cells.choices()][][][];
        for (int choice = 0; choice < spans.length; choice++) {
            double[] limits = limits(choice);
            Allocation allocation = cells.allocation(choice);
            spans[choice] = limits.length == 0
                    ? new double[0][][]
                    : Allocator.spanTo(allocation, limits, options.apply(Allocator.spanWork(allocation)));
        }
    }

    RecordValue value() {
        Map<String, Value> ranges = new LinkedHashMap<>();
        int input = 0;
        for (AllocateNode.VariableNode variable : variables) {
            if (traced.getFirst().chosen().containsKey(variable.name)) {
                ranges.put(variable.name, chosen(variable.name));
            } else if (variable.parts.isEmpty()) {
                ranges.put(variable.name, range(variable.unit, input++));
            } else {
                Map<String, Value> parts = new LinkedHashMap<>();
                for (String part : variable.parts) {
                    parts.put(part, range(variable.unit, input++));
                }
                ranges.put(variable.name, new RecordValue(parts, true));
            }
        }
        return new RecordValue(ranges, false);
    }

    /** What the objective may become, where a choice can be as good; NaN elsewhere, empty where it never is. */
    private double[] limits(int choice) {
        Allocation allocation = cells.allocation(choice);
        double[] limits = new double[allocation.rows()];
        boolean some = false;
        for (int cell = 0; cell < limits.length; cell++) {
            boolean good = isGood(choice, cell);
            limits[cell] = good ? limit(cell) : Double.NaN;
            some |= good;
        }
        return some ? limits : new double[0];
    }

    private double limit(int cell) {
        double best = cells.allocation(cells.best(cell)).objective()[cell];
        return best + (cells.isMaximum() ? -1 : 1) * tolerance * Math.abs(best);
    }

    private boolean isGood(int choice, int cell) {
        double value = cells.allocation(choice).objective()[cell];
        return choice == cells.best(cell) && !Double.isNaN(value) || (cells.isMaximum() ? value >= limit(cell) : value <= limit(cell));
    }

    private RangeValue range(Unit unit, int input) {
        return new RangeValue(unit, new Quantity(unit, cells.numbers((allocation, choice, cell) -> end(input, 0, cell))),
                new Quantity(unit, cells.numbers((allocation, choice, cell) -> end(input, 1, cell))));
    }

    /** The outermost end among the choices that are good enough. */
    private double end(int input, int side, int cell) {
        double outermost = spans[cells.best(cell)].length == 0 ? Double.NaN : spans[cells.best(cell)][input][side][cell];
        for (double[][][] span : spans) {
            double end = span.length == 0 ? Double.NaN : span[input][side][cell];
            boolean further = side == 0 ? end < outermost : end > outermost;
            outermost = further ? end : outermost;
        }
        return outermost;
    }

    private Value chosen(String name) {
        if (traced.getFirst().chosen().get(name) instanceof Quantity first) {
            return new RangeValue(first.unit(),
                    new Quantity(first.unit(), cells.numbers((allocation, choice, cell) -> extreme(name, cell, -1))),
                    new Quantity(first.unit(), cells.numbers((allocation, choice, cell) -> extreme(name, cell, 1))));
        }
        List<Value> lists = new ArrayList<>();
        for (int row = 0; row < cells.rows(); row++) {
            List<Value> good = new ArrayList<>();
            List<String> known = new ArrayList<>();
            for (int choice = 0; choice < cells.choices(); choice++) {
                Value value = traced.get(choice).chosen().get(name);
                if (value != null && isGood(choice, cells.point(row)) && !known.contains(value.text())) {
                    known.add(value.text());
                    good.add(value);
                }
            }
            lists.add(Columns.of(good));
        }
        return cells.isColumn() ? new ListValue(lists) : lists.getFirst();
    }

    private double extreme(String name, int cell, int sign) {
        double most = Double.NaN;
        for (int choice = 0; choice < cells.choices(); choice++) {
            if (isGood(choice, cell) && traced.get(choice).chosen().get(name) instanceof Quantity quantity) {
                double value = quantity.point();
                most = Double.isNaN(most) || sign * value > sign * most ? value : most;
            }
        }
        return most;
    }
}
