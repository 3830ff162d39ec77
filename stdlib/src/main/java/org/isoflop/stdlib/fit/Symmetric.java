package org.isoflop.stdlib.fit;

/** A symmetric matrix over coefficients, in an envelope. */
record Symmetric(Envelope shape, double[] values) {
    Symmetric(Envelope shape) {
        this(shape, new double[shape.length()]);
    }

    /** The entry of two coefficients, in any order. */
    double get(int j, int k) {
        int at = shape.at(j, k);
        return at < 0 ? 0 : values[at];
    }

    double diagonal(int j) {
        return values[shape.at(j, j)];
    }

    void add(int j, int k, double what) {
        values[shape.at(j, k)] += what;
    }

    void set(Symmetric other) {
        System.arraycopy(other.values, 0, values, 0, values.length);
    }

    /** What a vector over coefficients is multiplied to, and with another vector: {@code x' A y}. */
    double product(double[] x, double[] y) {
        double sum = 0;
        for (int row = 0; row < shape.size(); row++) {
            int j = shape.coefficient(row);
            double along = values[shape.entry(row, row)] * y[j];
            double across = 0;
            for (int column = shape.first(row); column < row; column++) {
                int k = shape.coefficient(column);
                double entry = values[shape.entry(row, column)];
                along += entry * y[k];
                across += x[k] * entry;
            }
            sum += x[j] * along + across * y[j];
        }
        return sum;
    }

    /** A multiple of the rows of this matrix, in full: {@code A x}. */
    double[] times(double[] x) {
        double[] result = new double[x.length];
        for (int row = 0; row < shape.size(); row++) {
            int j = shape.coefficient(row);
            result[j] += values[shape.entry(row, row)] * x[j];
            for (int column = shape.first(row); column < row; column++) {
                int k = shape.coefficient(column);
                double entry = values[shape.entry(row, column)];
                result[j] += entry * x[k];
                result[k] += entry * x[j];
            }
        }
        return result;
    }
}
