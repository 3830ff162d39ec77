package org.isoflop.stdlib.curves;

import org.jspecify.annotations.Nullable;

/**
 * Finished runs, a row each, grouped by what was spent on them.
 *
 * @param budgets what each run's budget was, in FLOP; equal numbers are one budget
 * @param sizes parameters
 * @param tokens what was trained on, null where it follows from budget and size
 * @param losses of any unit
 */
public record IsoFlopRuns(double[] budgets, double[] sizes, double @Nullable [] tokens, double[] losses) {
    /** @throws IllegalArgumentException if lengths differ or a number is not positive */
    public IsoFlopRuns {
        int rows = budgets.length;
        if (rows == 0 || sizes.length != rows || losses.length != rows || tokens != null && tokens.length != rows) {
            throw new IllegalArgumentException("columns of different lengths, or no rows");
        }
        requirePositive(budgets);
        requirePositive(sizes);
        requirePositive(losses);
        if (tokens != null) {
            requirePositive(tokens);
        }
    }

    double[] sizesOf(int[] rows) {
        return pick(sizes, rows);
    }

    double[] lossesOf(int[] rows) {
        return pick(losses, rows);
    }

    static double[] pick(double[] column, int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = column[rows[i]];
        }
        return picked;
    }

    /** Runs whose tokens follow from budget and size. */
    public static IsoFlopRuns of(double[] budgets, double[] sizes, double[] losses) {
        return new IsoFlopRuns(budgets, sizes, null, losses);
    }

    /** The same runs with tokens of their own. */
    public IsoFlopRuns withTokens(double[] seen) {
        return new IsoFlopRuns(budgets, sizes, seen, losses);
    }

    private static void requirePositive(double[] numbers) {
        for (int row = 0; row < numbers.length; row++) {
            if (!(numbers[row] > 0 && numbers[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("row " + row + " has " + numbers[row]);
            }
        }
    }
}
