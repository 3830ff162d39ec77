package org.isoflop.stdlib.fit;

/**
 * How well a fit describes its rows.
 *
 * @param r2 the part of the target's variance that is predicted, in the target's own unit, weighted; NaN for a target that does
 *     not vary, of which no part can be
 * @param rmse root of the weighted mean of squared residuals, in the residual's space
 * @param meanResidual weighted mean of the residuals, in the residual's space
 * @param aic Akaike's criterion for the density proportional to {@code exp(-w loss(r) / t)} of a row with weight w, with {@code t} at its most
 *     likely value and counted as a parameter, on the target's own scale, so that laws fitted with different residuals
 *     to the same rows can be compared
 * @param aicc the same, corrected for few rows (Hurvich and Tsai 1989); infinite if there are not two more rows than parameters
 * @param bic Schwarz's criterion for that density
 */
public record FitStatistics(double r2, double rmse, double meanResidual, double aic, double aicc, double bic) {

    /** At coefficients whose residuals are known, by several threads where the table is long. */
    public static FitStatistics of(FitProblem problem, double[] coefficients, double[] residuals, int threads) {
        return Likelihood.statistics(problem, coefficients, residuals, threads);
    }

    /** At any coefficients, not only the best. */
    public static FitStatistics of(FitProblem problem, double[] coefficients) {
        double[] residuals = problem.predictions(coefficients);
        for (int row = 0; row < residuals.length; row++) {
            residuals[row] = problem.residual().of(problem.target()[row], residuals[row]);
        }
        return of(problem, coefficients, residuals, 1);
    }
}
