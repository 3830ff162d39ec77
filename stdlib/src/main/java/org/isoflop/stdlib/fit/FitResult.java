package org.isoflop.stdlib.fit;

import java.util.List;

/**
 * A fit and what is to be known of it. Arrays are in the order of the problem's coefficients or rows and must not be
 * written.
 *
 * @param coefficients their values at the best minimum found
 * @param objective the sum of weighted losses there, priors included
 * @param certificate why that counts as an optimum, or does not
 * @param startsTried descents made
 * @param startsAgreed how many of them ended within a relative 1e-6 of the objective
 * @param startsUnfinished how many were given up before they came to an end: many starts share a number of evaluations
 * @param minima distinct minima by objective, the best first
 * @param atBound whether a coefficient lies within 1e-6 of an end of its range
 * @param covariance of the coefficients where all rows err alike: for squares {@code s^2 (J'J)^-1}, else the inverse
 *     Hessian times {@link Curvature#scale}; 0 for coefficients at a bound, NaN where the rows do not determine it
 * @param condition ratio of the largest to the smallest singular value of the weighted Jacobian, its columns scaled to
 *     unit length (Belsley, Kuh and Welsch 1980)
 * @param residuals in the residual's space
 * @param spread {@code sum(w slope(r) r) / sum(w) * n / (n - p)}, what one row is worth where losses are compared with
 *     log-likelihoods
 * @param statistics how well the fit describes its rows
 */
public record FitResult(FitProblem problem, double[] coefficients, double objective, Certificate certificate,
        int startsTried, int startsAgreed, int startsUnfinished, List<LocalMinimum> minima, boolean[] atBound, double[][] covariance,
        double condition, double[] residuals, double spread, FitStatistics statistics) {

    /** The estimator in words, as {@code sum of Huber(0.001) losses of log residuals over 240 rows}. */
    public String estimator() {
        return problem.estimator();
    }

    /** Whether the best minimum found is an optimum: see {@link Certificate}. */
    public boolean converged() {
        return certificate.converged();
    }

    /** Root of the part of the objective that one more step of reweighted least squares would gain. */
    public double gradientNorm() {
        return certificate.gradientNorm();
    }

    /** The value of a coefficient by name. */
    public double coefficient(String name) {
        for (int j = 0; j < coefficients.length; j++) {
            if (problem.coefficients().get(j).name().equals(name)) {
                return coefficients[j];
            }
        }
        throw new IllegalArgumentException("no coefficient " + name);
    }

    /** The standard deviation of a coefficient, from the covariance. */
    public double deviation(int coefficient) {
        return Math.sqrt(covariance[coefficient][coefficient]);
    }
}
