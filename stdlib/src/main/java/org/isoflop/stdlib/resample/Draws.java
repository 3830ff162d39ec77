package org.isoflop.stdlib.resample;

import java.util.Arrays;

/**
 * Coefficients of the refits: {@code values[coefficient][draw]}, NaN where the refit did not converge.
 *
 * @param failures how many did not
 * @param retried how many were tried from other starts besides the optimum
 * @param improved for how many of those the other starts led lower, or to a fit at all; these were kept
 */
public record Draws(double[][] values, int failures, int retried, int improved) {
    /** Draws that were not made by refits; NaN where the rows do not determine the coefficient. */
    public static Draws of(double[][] values) {
        return new Draws(values, 0, 0, 0);
    }

    /** The number of draws, failed ones included. */
    public int count() {
        return values.length == 0 ? 0 : values[0].length;
    }

    /** The quantile of a coefficient's draws, between neighbours by their distance; NaN if all failed. */
    public double quantile(int coefficient, double probability) {
        double[] sorted = values[coefficient].clone();
        Arrays.sort(sorted);
        int known = sorted.length;
        while (known > 0 && Double.isNaN(sorted[known - 1])) {
            known--;
        }
        if (known == 0) {
            return Double.NaN;
        }
        double place = probability * (known - 1);
        int below = (int) place;
        double above = sorted[Math.min(below + 1, known - 1)];
        return place == below || above == sorted[below] ? sorted[below] : sorted[below] + (place - below) * (above - sorted[below]);
    }
}
