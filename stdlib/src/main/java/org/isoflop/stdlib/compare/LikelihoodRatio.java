package org.isoflop.stdlib.compare;

import java.util.Arrays;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.special.Gamma;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Loss;

/**
 * Whether the coefficients that a law has more than one nested in it are needed. For squares it is the F test, which is the
 * likelihood ratio with the distribution that it has where rows are few (exact for laws linear in their coefficients); for other
 * losses twice the difference of log-likelihoods against chi-square (Wilks 1938), under the density that
 * {@link org.isoflop.stdlib.fit.FitStatistics} takes.
 *
 * @param statistic F, or twice the difference of log-likelihoods
 * @param added coefficients that the full law has more
 * @param left rows less coefficients of the full law
 * @param pValue the chance of so much gain if the nested law holds
 */
public record LikelihoodRatio(double statistic, int added, int left, double pValue) {

    /**
     * Compares two fits of the same rows by the same estimator.
     *
     * @throws IllegalArgumentException if they are of different rows or estimators, or the nested law has as many coefficients
     */
    public static LikelihoodRatio of(FitResult full, FitResult nested) {
        requireComparable(full.problem(), nested.problem());
        int coefficients = full.problem().coefficients().size();
        int added = coefficients - nested.problem().coefficients().size();
        int left = full.problem().rows() - coefficients;
        if (added <= 0) {
            throw new IllegalArgumentException("the second fit is to have fewer coefficients than the first, which has "
                    + coefficients + " against " + (coefficients - added));
        }
        if (left <= 0) {
            throw new IllegalArgumentException("no rows are left over to say how far rows err");
        }
        if (full.problem().loss() instanceof Loss.Squared) {
            double f = Math.max(0, (nested.objective() - full.objective()) / added / (full.objective() / left));
            return new LikelihoodRatio(f, added, left, 1 - new FDistribution(null, added, left).cumulativeProbability(f));
        }
        double ratio = Math.max(0, nested.statistics().aic() - full.statistics().aic() + 2.0 * added);
        return new LikelihoodRatio(ratio, added, left, Gamma.regularizedGammaQ(added / 2.0, ratio / 2));
    }

    private static void requireComparable(FitProblem full, FitProblem nested) {
        if (!Arrays.equals(full.target(), nested.target())) {
            throw new IllegalArgumentException("the fits are of different rows");
        }
        boolean sameResidual = full.residual().words().equals(nested.residual().words());
        if (!sameResidual || !full.loss().equals(nested.loss()) || !Arrays.equals(full.weights(), nested.weights())) {
            throw new IllegalArgumentException("the fits minimise different things: the first the " + full.estimator() + ", the second the "
                    + nested.estimator());
        }
    }
}
