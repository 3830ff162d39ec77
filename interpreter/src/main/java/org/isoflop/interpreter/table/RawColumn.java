package org.isoflop.interpreter.table;

import org.jspecify.annotations.Nullable;

/** The cells of a column from top to bottom. The arrays are the column's own and are not copied. */
public sealed interface RawColumn {
    /** The count of rows. */
    int size();

    /** Whether the cell of a row (from zero) is missing. */
    boolean isMissing(int row);

    /** Finite numbers; a missing cell is NaN. */
    record Numbers(double[] values) implements RawColumn {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }
    }

    /** Texts; a missing cell is null. */
    record Texts(@Nullable String[] values) implements RawColumn {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return values[row] == null;
        }
    }

    /** Truths: 1 is true, 0 is false, a missing cell is NaN. */
    record Truths(double[] values) implements RawColumn {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }
    }
}
