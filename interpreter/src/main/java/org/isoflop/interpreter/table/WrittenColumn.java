package org.isoflop.interpreter.table;

import org.jspecify.annotations.Nullable;

/** A column to be written: its name, its unit where it has one, and its cells. */
public record WrittenColumn(String name, @Nullable String unit, Cells cells) {
    /** The cells of a column from top to bottom. The arrays are not copied. */
    public sealed interface Cells {
        /** The count of rows. */
        int size();
    }

    /** Finite numbers; NaN is a missing cell. */
    public record Numbers(double[] values) implements Cells {
        @Override
        public int size() {
            return values.length;
        }
    }

    /**
     * Uncertain numbers: a column {@code x} is written as {@code x}, {@code x_lower} and {@code x_upper}. The three
     * arrays have the same length; NaN is a missing cell.
     */
    public record Intervals(double[] points, double[] lower, double[] upper) implements Cells {
        public Intervals {
            if (lower.length != points.length || upper.length != points.length) {
                throw new IllegalArgumentException("points and limits differ in number");
            }
        }

        @Override
        public int size() {
            return points.length;
        }
    }

    /** Texts; null is a missing cell. */
    public record Texts(@Nullable String[] values) implements Cells {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Truths: 1 is true, 0 is false, NaN is a missing cell. */
    public record Truths(double[] values) implements Cells {
        @Override
        public int size() {
            return values.length;
        }
    }
}
