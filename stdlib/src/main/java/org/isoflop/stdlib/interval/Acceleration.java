package org.isoflop.stdlib.interval;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitResult;
import org.jspecify.annotations.Nullable;

/**
 * Bias-corrected and accelerated percentiles (Efron 1987): the bias from how many draws lie below the point, the acceleration
 * from the skewness of rows' influences (Efron 1987, eq. 7.3), the infinitesimal jackknife.
 */
public final class Acceleration {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private Acceleration() {
    }

    /**
     * The acceleration of each coefficient, about a sixth of the skewness of its estimator; 0 where influences are all zero.
     *
     * @param clusterOf what rows are resampled together, from 0 to {@code clusters - 1}; null for single rows
     */
    public static double[] of(FitResult fit, int @Nullable [] clusterOf, int clusters) {
        double[][] influences = Curvature.of(fit).influences();
        double[] result = new double[influences.length];
        for (int j = 0; j < result.length; j++) {
            double[] sums = clusterOf == null ? influences[j] : new double[clusters];
            for (int row = 0; clusterOf != null && row < clusterOf.length; row++) {
                sums[clusterOf[row]] += influences[j][row];
            }
            double squares = 0;
            double cubes = 0;
            for (double sum : sums) {
                squares += sum * sum;
                cubes += sum * sum * sum;
            }
            result[j] = squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
        }
        return result;
    }

    /**
     * Moves draws, keeping their order, so that their percentiles are the ends of BCa intervals at every level. NaN stays.
     */
    public static double[] adjusted(double[] draws, double point, double acceleration) {
        int[] order = Ranks.order(draws);
        int known = order.length;
        double[] result = new double[draws.length];
        Arrays.fill(result, Double.NaN);
        if (known == 0) {
            return result;
        }
        double[] sorted = new double[known];
        double below = 0;
        for (int i = 0; i < known; i++) {
            sorted[i] = draws[order[i]];
            below += sorted[i] < point ? 1 : sorted[i] == point ? 0.5 : 0;
        }
        double bias = normalQuantile(Math.max(0.5, Math.min(below, known - 0.5)) / known);
        for (int i = 0; i < known; i++) {
            double probability = known == 1 ? 0.5 : (double) i / (known - 1);
            result[order[i]] = Ranks.quantile(sorted, shifted(probability, bias, acceleration));
        }
        return result;
    }

    /** The probability of the plain percentile that is BCa's at a probability. */
    static double shifted(double probability, double bias, double acceleration) {
        double sum = bias + normalQuantile(probability);
        double rest = 1 - acceleration * sum;
        if (rest <= 0) {
            return sum > 0 ? 1 : 0;
        }
        return Double.isInfinite(sum) && acceleration == 0 ? sum > 0 ? 1 : 0 : normal(bias + scaled(sum, rest, acceleration));
    }

    private static double scaled(double sum, double rest, double acceleration) {
        return Double.isInfinite(sum) ? -1 / acceleration : sum / rest;
    }

    static double normal(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    private static double normalQuantile(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }
}
