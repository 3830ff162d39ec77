package org.isoflop.stdlib.allocate;

/** What a program reads besides its variables: one number for all rows, or one for each row. */
public sealed interface Parameter {
    /** The value in a row. */
    double at(int row);

    /** The same value in every row. */
    record Constant(double value) implements Parameter {
        @Override
        public double at(int row) {
            return value;
        }
    }

    /** A value for each row; the array is not copied. */
    record Column(double[] values) implements Parameter {
        @Override
        public double at(int row) {
            return values[row];
        }
    }

    /** A constant. */
    static Parameter of(double value) {
        return new Constant(value);
    }

    /** A column. */
    static Parameter of(double[] values) {
        return new Column(values);
    }
}
