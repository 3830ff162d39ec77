package org.isoflop.stdlib.judge;

import org.isoflop.stdlib.fit.FitProblem;

/**
 * How well each row is predicted by the fit to the others; rows of one cluster by the fit to the other clusters (Stone 1974).
 * Residuals are in the residual's space and weighted as the fit weights them.
 *
 * @param groups how many rows or clusters were left out, each in its turn
 * @param isExact whether each fit was made; else worked out from the curvature at the optimum
 * @param failures how many fits did not converge; their rows count for nothing
 * @param rmse root of the mean of the squared residuals
 * @param worst the row with the largest residual, -1 if there is none
 */
public record CrossValidation(int groups, boolean isExact, int failures, double rmse, double meanResidual, int worst,
        double worstResidual) {

    /** From the fits without each group. */
    public static CrossValidation of(LeaveOneOut without) {
        FitProblem problem = without.fit().problem();
        HeldOut.Predictor predictor = new HeldOut.Predictor(problem);
        double[] weights = problem.weights();
        double square = 0;
        double sum = 0;
        double total = 0;
        int worst = -1;
        double largest = Double.NaN;
        for (int row = 0; row < problem.rows(); row++) {
            double[] coefficients = without.coefficients()[without.groupOf()[row]];
            double residual = predictor.residual(problem.columns(), row, problem.target()[row], coefficients);
            double weight = weights == null ? 1 : weights[row];
            if (Double.isNaN(residual) || weight == 0) {
                continue;
            }
            square += weight * residual * residual;
            sum += weight * residual;
            total += weight;
            if (worst < 0 || Math.abs(residual) > Math.abs(largest)) {
                worst = row;
                largest = residual;
            }
        }
        return new CrossValidation(without.groups(), without.isExact(), without.failures(), Math.sqrt(square / total), sum / total, worst,
                largest);
    }
}
