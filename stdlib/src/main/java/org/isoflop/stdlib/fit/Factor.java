package org.isoflop.stdlib.fit;

/** The factor {@code L L'} of a positive definite matrix in an envelope, over some of its coefficients. Made to be used again. */
final class Factor {
    private final double[][] rows;
    private final int[] first;
    private int[] before = {};
    private int size;
    /** Whether every row is whole. */
    private boolean dense;

    Factor(int most) {
        rows = new double[most][0];
        first = new int[most];
    }

    /** Takes the part of a matrix over some coefficients, which are in the order of its envelope. */
    void take(Symmetric matrix, int[] coefficients, int count) {
        size = count;
        Envelope shape = matrix.shape();
        if (count == shape.size()) {
            takeAll(matrix);
            return;
        }
        findFirst(shape, coefficients, count);
        double[] values = matrix.values();
        for (int i = 0; i < count; i++) {
            int from = first[i];
            if (rows[i].length <= i - from) {
                rows[i] = new double[i - from + 1];
            }
            int row = shape.place(coefficients[i]);
            for (int k = from; k <= i; k++) {
                rows[i][k - from] = values[shape.entry(row, shape.place(coefficients[k]))];
            }
        }
    }

    private void takeAll(Symmetric matrix) {
        Envelope shape = matrix.shape();
        dense = true;
        for (int i = 0; i < size; i++) {
            int from = shape.first(i);
            if (rows[i].length <= i - from) {
                rows[i] = new double[i - from + 1];
            }
            System.arraycopy(matrix.values(), shape.entry(i, from), rows[i], 0, i - from + 1);
            first[i] = from;
            dense &= from == 0;
        }
    }

    private void findFirst(Envelope shape, int[] coefficients, int count) {
        int next = 0;
        before = before.length < shape.size() ? new int[shape.size()] : before;
        for (int at = 0; at < shape.size(); at++) {
            before[at] = next;
            next += next < count && shape.place(coefficients[next]) == at ? 1 : 0;
        }
        dense = true;
        for (int i = 0; i < count; i++) {
            first[i] = before[shape.first(shape.place(coefficients[i]))];
            dense &= first[i] == 0;
        }
    }

    /** Multiplies the diagonal. */
    void raise(double by) {
        for (int i = 0; i < size; i++) {
            rows[i][i - first[i]] *= by;
        }
    }

    double diagonal(int i) {
        return rows[i][i - first[i]];
    }

    /** Factors; returns false if the matrix is not positive definite: if a pivot falls below {@code tolerance} times its entry. */
    boolean factor(double tolerance) {
        for (int i = 0; i < size; i++) {
            double[] row = rows[i];
            int from = first[i];
            double pivot = row[i - from];
            for (int j = from; j < i; j++) {
                double[] other = rows[j];
                int otherFrom = first[j];
                double sum = row[j - from];
                for (int k = Math.max(from, otherFrom); k < j; k++) {
                    sum -= row[k - from] * other[k - otherFrom];
                }
                sum /= other[j - otherFrom];
                row[j - from] = sum;
                pivot -= sum * sum;
            }
            if (!(pivot > tolerance * Math.abs(row[i - from])) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            row[i - from] = Math.sqrt(pivot);
        }
        return true;
    }

    /** Solves {@code L L' x = b} in place, where b is over the coefficients that were taken. */
    void solve(double[] b) {
        forward(b, 0);
        if (dense) {
            backward(b);
            return;
        }
        // In the order in which the factor lies in memory.
        for (int i = size - 1; i >= 0; i--) {
            double[] row = rows[i];
            int from = first[i];
            b[i] /= row[i - from];
            for (int k = from; k < i; k++) {
                b[k] -= row[k - from] * b[i];
            }
        }
    }

    private void backward(double[] b) {
        for (int i = size - 1; i >= 0; i--) {
            double sum = b[i];
            for (int k = i + 1; k < size; k++) {
                sum -= rows[k][i] * b[k];
            }
            b[i] = sum / rows[i][i];
        }
    }

    /** Solves {@code L x = b} in place, where b is zero before a place. */
    void forward(double[] b, int nonzero) {
        for (int i = nonzero; i < size; i++) {
            double[] row = rows[i];
            int from = first[i];
            double sum = b[i];
            for (int k = Math.max(from, nonzero); k < i; k++) {
                sum -= row[k - from] * b[k];
            }
            b[i] = sum / row[i - from];
        }
    }

    /** The inverse, in full. */
    double[][] inverse() {
        double[][] result = new double[size][size];
        for (int i = 0; i < size; i++) {
            result[i][i] = 1;
            solve(result[i]);
        }
        return result;
    }
}
