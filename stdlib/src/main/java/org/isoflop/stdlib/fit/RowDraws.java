package org.isoflop.stdlib.fit;

import org.jspecify.annotations.Nullable;

/**
 * Draws of what a problem's rows are not sure of. They lie row by row: of {@code n} draws of each row, draw {@code k} of row
 * {@code r} at {@code r * n + k}.
 *
 * @param columns by column its draws, null where it is certain
 * @param target the draws of the target, null if it is certain
 * @param rows how many rows there are
 */
public record RowDraws(double[] @Nullable [] columns, double @Nullable [] target, int rows) {
    /** Draws from which the size of errors is taken, at most. */
    private static final int MOST = 64;

    public RowDraws {
        for (double[] column : columns) {
            requireWhole(column, rows);
        }
        requireWhole(target, rows);
    }

    private static void requireWhole(double @Nullable [] draws, int rows) {
        if (draws != null && (draws.length < rows || draws.length % rows != 0)) {
            throw new IllegalArgumentException(draws.length + " draws of " + rows + " rows");
        }
    }

    /** How many draws all have that have any. */
    public int count() {
        int count = target == null ? Integer.MAX_VALUE : target.length / rows;
        for (double[] column : columns) {
            count = column == null ? count : Math.min(count, column.length / rows);
        }
        return count;
    }

    /** The draws of some of the rows, in the order given. */
    @SuppressWarnings("NullAway") // of a record's constructor it does not see which parameters may be null
    public RowDraws select(int[] chosen) {
        double[][] some = new double[columns.length][];
        for (int column = 0; column < some.length; column++) {
            some[column] = select(columns[column], chosen);
        }
        return new RowDraws(some, select(target, chosen), chosen.length);
    }

    private double @Nullable [] select(double @Nullable [] draws, int[] chosen) {
        if (draws == null) {
            return null;
        }
        int count = draws.length / rows;
        double[] result = new double[chosen.length * count];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(draws, chosen[i] * count, result, i * count, count);
        }
        return result;
    }

    /** The columns of draw k; certain ones as they are. */
    double[][] columns(int k, double[][] points) {
        double[][] result = points.clone();
        for (int column = 0; column < result.length; column++) {
            double[] draws = columns[column];
            result[column] = draws == null ? points[column] : drawn(draws, k);
        }
        return result;
    }

    /** The target of draw k. */
    double[] target(int k, double[] points) {
        return target == null ? points : drawn(target, k);
    }

    private double[] drawn(double[] draws, int k) {
        int count = draws.length / rows;
        double[] result = new double[rows];
        for (int row = 0; row < rows; row++) {
            result[row] = draws[row * count + k];
        }
        return result;
    }

    /**
     * By which part a slope over a column comes out too small, if its points err as its draws do: the share of the errors of single
     * rows in how the points vary, {@code 1 - reliability} (Fuller 1987, eq. 1.1.7). In logarithms where the column is above zero, as
     * power laws see it. An error that all rows have in common shifts the column and shrinks nothing. 0 if the column is certain.
     */
    public double attenuation(int column, double[] points) {
        double[] draws = columns[column];
        if (draws == null || rows < 2) {
            return 0;
        }
        int count = draws.length / rows;
        boolean logarithmic = true;
        for (double point : points) {
            logarithmic &= point > 0;
        }
        double[] seen = new double[rows];
        double varies = variance(seen(points, logarithmic, seen));
        double[] errors = new double[rows];
        double sum = 0;
        int known = 0;
        for (int k = 0; k < Math.min(count, MOST); k++) {
            seen(drawn(draws, k), logarithmic, errors);
            for (int row = 0; row < rows; row++) {
                errors[row] -= seen[row];
            }
            double own = variance(errors);
            sum += own == own ? own : 0;
            known += own == own ? 1 : 0;
        }
        return known == 0 || sum == 0 ? 0 : Math.min(1, sum / known / varies);
    }

    private static double[] seen(double[] values, boolean logarithmic, double[] result) {
        for (int row = 0; row < result.length; row++) {
            result[row] = logarithmic ? Math.log(values[row]) : values[row];
        }
        return result;
    }

    private static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
