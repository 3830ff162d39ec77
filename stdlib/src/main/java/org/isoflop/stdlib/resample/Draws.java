package org.isoflop.stdlib.resample;

import java.util.Arrays;

/**
 * Coefficients of the refits: {@code values[coefficient][draw]}, NaN where the refit did not converge.
 *
 * @param failures how many did not
 */
public record Draws(double[][] values, int failures) {
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
        return sorted[below] + (place - below) * (above - sorted[below]);
    }
}
