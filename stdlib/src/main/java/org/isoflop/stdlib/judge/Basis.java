package org.isoflop.stdlib.judge;

import java.util.Arrays;

/**
 * An orthonormal basis of the space that some columns span, by Gram and Schmidt's process done twice, with the triangle that
 * makes the columns, scaled to unit length, from it. Columns that the ones before them span add nothing to the basis.
 */
final class Basis {
    /** What is left of a unit column if it depends on the others: rounding alone. */
    private static final double DEPENDENT = 1e-11;

    /** The lengths that the columns had. */
    final double[] lengths;
    private final double[][] unit;
    private final double[][] triangle;
    private int rank;

    Basis(double[][] columns, int rows) {
        int size = columns.length;
        lengths = new double[size];
        unit = new double[size][];
        triangle = new double[size][size];
        for (int j = 0; j < size; j++) {
            lengths[j] = length(columns[j]);
            if (lengths[j] > 0 && rank < rows) {
                add(j, columns[j]);
            }
        }
    }

    private void add(int j, double[] column) {
        double[] left = new double[column.length];
        for (int row = 0; row < left.length; row++) {
            left[row] = column[row] / lengths[j];
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < rank; k++) {
                double part = dot(unit[k], left);
                triangle[k][j] += part;
                subtract(left, part, unit[k]);
            }
        }
        double rest = length(left);
        if (rest > DEPENDENT) {
            for (int row = 0; row < left.length; row++) {
                left[row] /= rest;
            }
            triangle[rank][j] = rest;
            unit[rank++] = left;
        }
    }

    int rank() {
        return rank;
    }

    /** What of a column lies outside the space. */
    double[] outside(double[] column) {
        double[] left = column.clone();
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < rank; k++) {
                subtract(left, dot(unit[k], left), unit[k]);
            }
        }
        return left;
    }

    /** The part of each row's own value in what is projected onto the space: 0 to 1, in all the rank. */
    double[] leverages(int rows) {
        double[] leverages = new double[rows];
        for (int k = 0; k < rank; k++) {
            for (int row = 0; row < rows; row++) {
                leverages[row] += unit[k][row] * unit[k][row];
            }
        }
        return leverages;
    }

    /**
     * Singular values of the unit columns, ascending, and the combinations of columns that belong to them.
     *
     * @param combinations {@code combinations[k][j]}, what column j adds to the k-th
     */
    record Directions(double[] values, double[][] combinations) {
    }

    /** By Jacobi's rotations of the triangle's columns (Hestenes 1958), which keep small singular values exact. */
    Directions directions() {
        int size = lengths.length;
        double[][] columns = new double[size][size];
        double[][] combinations = new double[size][size];
        for (int j = 0; j < size; j++) {
            combinations[j][j] = 1;
            for (int k = 0; k < size; k++) {
                columns[j][k] = triangle[k][j];
            }
        }
        boolean turning = true;
        for (int sweep = 0; sweep < 40 && turning; sweep++) {
            turning = false;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    turning |= rotate(columns, combinations, i, j);
                }
            }
        }
        Integer[] order = new Integer[size];
        double[] values = new double[size];
        for (int j = 0; j < size; j++) {
            order[j] = j;
            values[j] = length(columns[j]);
        }
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double[] sorted = new double[size];
        double[][] sortedCombinations = new double[size][];
        for (int k = 0; k < size; k++) {
            sorted[k] = values[order[k]];
            sortedCombinations[k] = combinations[order[k]];
        }
        return new Directions(sorted, sortedCombinations);
    }

    private static boolean rotate(double[][] columns, double[][] combinations, int i, int j) {
        double product = dot(columns[i], columns[j]);
        double own = dot(columns[i], columns[i]);
        double other = dot(columns[j], columns[j]);
        if (Math.abs(product) <= 1e-15 * Math.sqrt(own * other)) {
            return false;
        }
        double theta = (other - own) / (2 * product);
        double t = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
        double c = 1 / Math.sqrt(t * t + 1);
        turn(columns[i], columns[j], c, c * t);
        turn(combinations[i], combinations[j], c, c * t);
        return true;
    }

    private static void turn(double[] x, double[] y, double c, double s) {
        for (int k = 0; k < x.length; k++) {
            double before = x[k];
            x[k] = c * before - s * y[k];
            y[k] = s * before + c * y[k];
        }
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    private static double length(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static void subtract(double[] from, double factor, double[] what) {
        for (int k = 0; k < from.length; k++) {
            from[k] -= factor * what[k];
        }
    }
}
