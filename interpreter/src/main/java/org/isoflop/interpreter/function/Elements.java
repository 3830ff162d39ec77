package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate runs over: the rows of a packed column, the items of a list, or the parts of a vector. Items and parts
 * may be columns themselves; then the aggregate works at each of their cells.
 */
sealed interface Elements {
    Unit unit();

    int size();

    /** How many cells each element has, -1 for single numbers. */
    int cells();

    /** The draws that all uncertain elements have, zero if none is uncertain. */
    int drawCount();

    /** An element's point at a cell, or its draw {@code k} where that is not negative. */
    double at(int element, int cell, int k);

    /** The same of many elements, one after the other. */
    default void at(int[] elements, int cell, int k, double[] into) {
        for (int i = 0; i < elements.length; i++) {
            into[i] = at(elements[i], cell, k);
        }
    }

    /** The rows of a column. */
    record Packed(Unit unit, Numbers numbers) implements Elements {
        @Override
        public int size() {
            return numbers.rows();
        }

        @Override
        public int cells() {
            return -1;
        }

        @Override
        public int drawCount() {
            return numbers.drawCount();
        }

        @Override
        public double at(int element, int cell, int k) {
            return k < 0 ? numbers.point(element) : numbers.draw(element, k);
        }

        /** A column may be long, and the quick compiler puts no call of an interface in its place. */
        @Override
        public void at(int[] elements, int cell, int k, double[] into) {
            if (k >= 0 || numbers.rows() == 1) {
                for (int i = 0; i < elements.length; i++) {
                    into[i] = at(elements[i], cell, k);
                }
                return;
            }
            double[] points = numbers.points();
            for (int i = 0; i < elements.length; i++) {
                into[i] = points[elements[i]];
            }
        }
    }

    /** Items of a list or parts of a vector. */
    record Stacked(Unit unit, List<Numbers> items, int cells, int drawCount) implements Elements {
        Stacked(Unit unit, List<Numbers> items) {
            this(unit, items, Numbers.commonRows(items.toArray(new Numbers[0])), Numbers.commonDraws(items.toArray(new Numbers[0])));
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public double at(int element, int cell, int k) {
            Numbers item = items.get(element);
            return k < 0 ? item.point(cell) : item.draw(cell, k);
        }
    }

    /**
     * The elements of a column, list or vector, null for anything else. Truths count as 1 and 0.
     *
     * @throws Numbers.LengthMismatch if the items are columns of different lengths
     */
    static @Nullable Elements of(Value value) {
        return switch (value) {
            case Quantity quantity when quantity.numbers().isColumn() -> new Packed(quantity.unit(), quantity.numbers());
            case Truth truth when truth.numbers().isColumn() -> new Packed(Unit.NONE, truth.numbers());
            case ListValue list when isOfVectors(list) -> of(Columns.of(list.items()));
            case ListValue list -> stacked(list.items());
            case RecordValue vector -> stacked(vector.members().values());
            default -> null;
        };
    }

    private static boolean isOfVectors(ListValue list) {
        return list.items().stream().anyMatch(item -> item instanceof RecordValue vector && vector.isVector());
    }

    private static @Nullable Elements stacked(Collection<Value> items) {
        List<Numbers> numbers = new ArrayList<>(items.size());
        Unit unit = null;
        for (Value item : items) {
            switch (item) {
                case Quantity quantity -> {
                    numbers.add(quantity.numbers());
                    unit = unit == null || unit.isNone() ? quantity.unit() : unit;
                }
                case Truth truth -> numbers.add(truth.numbers());
                case Missing missing -> numbers.add(Numbers.of(Double.NaN));
                default -> {
                    return null;
                }
            }
        }
        return new Stacked(unit == null ? Unit.NONE : unit, numbers);
    }

    /** Whether something that is aggregated belongs to the trace of a law or an allocation and is not computed yet. */
    static boolean isTraced(Value value) {
        return switch (value) {
            case Symbolic symbolic -> true;
            case SymbolicTruth truth -> true;
            case ListValue list -> list.items().stream().anyMatch(Elements::isTraced);
            case RecordValue record -> record.members().values().stream().anyMatch(Elements::isTraced);
            default -> false;
        };
    }

    /**
     * A reduction of the given rows, at each cell, by points and draw by draw. Rows that lack an element in one of the
     * samples are skipped.
     *
     * @throws Numbers.LengthMismatch if the samples have different numbers of cells
     */
    static Numbers reduced(Reduction reduction, int[] rows, List<Elements> samples) {
        int cells = -1;
        int drawCount = 0;
        for (Elements sample : samples) {
            cells = Math.max(cells, sample.cells());
            if (sample.drawCount() > 0) {
                drawCount = drawCount == 0 ? sample.drawCount() : Math.min(drawCount, sample.drawCount());
            }
        }
        double[] points = new double[cells < 0 ? 1 : cells];
        double[] draws = drawCount == 0 ? null : new double[points.length * drawCount];
        for (int cell = 0; cell < points.length; cell++) {
            points[cell] = reduction.reduce(known(rows, samples, cell, -1));
            for (int k = 0; draws != null && k < drawCount; k++) {
                draws[cell * drawCount + k] = reduction.reduce(known(rows, samples, cell, k));
            }
        }
        return Numbers.shaped(cells >= 0, points, draws, drawCount);
    }

    private static double[][] known(int[] rows, List<Elements> samples, int cell, int k) {
        double[][] known = new double[samples.size()][rows.length];
        for (int i = 0; i < known.length; i++) {
            samples.get(i).at(rows, cell, k, known[i]);
        }
        int count = known.length == 1 ? compacted(known[0]) : compacted(known, rows.length);
        if (count < rows.length) {
            for (int i = 0; i < known.length; i++) {
                known[i] = Arrays.copyOf(known[i], count);
            }
        }
        return known;
    }

    /** Moves what is not missing to the front, and gives how much that is. */
    private static int compacted(double[] elements) {
        int count = 0;
        for (double element : elements) {
            elements[count] = element;
            count += element == element ? 1 : 0;
        }
        return count;
    }

    /** The same of the rows in which nothing is missing. */
    private static int compacted(double[][] elements, int rows) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            boolean complete = true;
            for (double[] sample : elements) {
                sample[count] = sample[row];
                complete &= sample[row] == sample[row];
            }
            count += complete ? 1 : 0;
        }
        return count;
    }
}
