package org.isoflop.stdlib.judge;

import java.util.Arrays;

/**
 * What a column of the fitted rows covers.
 *
 * @param decades the logarithm to base 10 of the largest over the smallest value; NaN unless all are above zero
 * @param distinct how many different values there are
 */
public record Span(double lower, double upper, double decades, int distinct) {
    /** Of values of which none is NaN. */
    public static Span of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        double lower = sorted[0];
        double upper = sorted[sorted.length - 1];
        return new Span(lower, upper, lower > 0 ? Math.log10(upper / lower) : Double.NaN, distinct);
    }
}
