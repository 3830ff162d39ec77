package org.isoflop.stdlib.compare;

import java.util.Arrays;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;

/**
 * A fit that is compared with others.
 *
 * @param heldColumns {@code heldColumns[input][row]} of rows that were not fitted, as in the fit's problem
 * @param heldTarget what was observed in them; empty if there are none
 * @param clusterOf for each fitted row which others belong to it, from 0; null if each stands by itself
 * @param resamples refits to resamples of the rows, null if there are none that could be paired with another fit's
 */
public record Contender(String name, FitResult fit, double[][] heldColumns, double[] heldTarget, int @Nullable [] clusterOf,
        @Nullable Resamples resamples) {

    /**
     * Refits to resamples of rows.
     *
     * @param key what the stream is named by: fits with one key, scheme and number of rows have the same resamples
     * @param stream from whose part k the k-th resample was drawn
     * @param values {@code values[coefficient][draw]}, NaN where a refit did not converge
     */
    public record Resamples(String key, Scheme.Counted scheme, RandomStream stream, double[][] values) {
        /** How many resamples there are. */
        public int count() {
            return values.length == 0 ? 0 : values[0].length;
        }

        /** The coefficients of a draw, null if it failed. */
        double @Nullable [] coefficients(int draw) {
            double[] coefficients = new double[values.length];
            for (int j = 0; j < coefficients.length; j++) {
                coefficients[j] = values[j][draw];
            }
            return Double.isNaN(Arrays.stream(coefficients).sum()) ? null : coefficients;
        }

        /** Whether draw k of both is a refit to the same rows. */
        boolean isPairedWith(Resamples other) {
            return key.equals(other.key) && scheme.getClass() == other.scheme.getClass();
        }
    }

    /** The held out rows as a problem of their own, null if there are none. */
    @SuppressWarnings("NullAway") // of a record's constructor in another package it does not see which parameters may be null
    @Nullable
    FitProblem heldOut() {
        FitProblem problem = fit.problem();
        return heldTarget.length == 0
                ? null
                : new FitProblem(problem.prediction(), heldColumns, heldTarget, null, problem.coefficients(), problem.residual(),
                        problem.loss(), problem.priors(), problem.starts());
    }

    /** Whether another was fitted to the same observations, and held out the same. */
    boolean hasRowsOf(Contender other) {
        return Arrays.equals(fit.problem().target(), other.fit.problem().target());
    }
}
