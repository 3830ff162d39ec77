package org.isoflop.stdlib.judge;

import java.util.Arrays;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.jspecify.annotations.Nullable;

/**
 * How well a fit predicts rows that it has not seen. Residuals are in the residual's space.
 *
 * @param rows how many there are
 * @param rmse root of the mean of their squared residuals
 * @param worst which of them has the largest residual; -1 if there are none
 * @param coverage the share that lies within its own prediction interval, which has the uncertainty of the coefficients and
 *     the spread of the fit's own residuals; NaN without draws
 */
public record HeldOut(int rows, double rmse, double meanResidual, int worst, double worstResidual, double coverage) {

    /**
     * Predicts each row at the optimum and, for the coverage, at each draw.
     *
     * @param columns {@code columns[input][row]} in the order of the problem's
     * @param draws {@code draws[coefficient][draw]}, NaN where one failed; null if there are none
     * @param level of the prediction intervals
     */
    public static HeldOut of(FitResult fit, double[][] columns, double[] target, double @Nullable [][] draws, double level) {
        Predictor predictor = new Predictor(fit.problem());
        double square = 0;
        double sum = 0;
        int worst = -1;
        double largest = 0;
        int covered = 0;
        double[] noise = draws == null ? new double[0] : noise(fit);
        for (int row = 0; row < target.length; row++) {
            double residual = predictor.residual(columns, row, target[row], fit.coefficients());
            square += residual * residual;
            sum += residual;
            if (worst < 0 || Math.abs(residual) > Math.abs(largest)) {
                worst = row;
                largest = residual;
            }
            covered += draws != null && isCovered(predictor, columns, row, target[row], draws, noise, level) ? 1 : 0;
        }
        int n = target.length;
        return new HeldOut(n, Math.sqrt(square / n), sum / n, worst, worst < 0 ? Double.NaN : largest,
                draws == null || n == 0 ? Double.NaN : (double) covered / n);
    }

    /** The fit's residuals as those of new rows, in order: centred, and as large as before the coefficients took up some of them. */
    private static double[] noise(FitResult fit) {
        double[] noise = fit.residuals().clone();
        double mean = Arrays.stream(noise).average().orElse(0);
        double n = noise.length;
        double inflation = Math.sqrt(n / Math.max(1, n - fit.coefficients().length));
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (noise[i] - mean) * inflation;
        }
        Arrays.sort(noise);
        return noise;
    }

    /** Whether what was observed lies between the outer parts of all that draws and noise together might have given. */
    private static boolean isCovered(Predictor predictor, double[][] columns, int row, double observed, double[][] draws, double[] noise,
            double level) {
        double[] point = new double[draws.length];
        double below = 0;
        int known = 0;
        for (int k = 0; k < draws[0].length; k++) {
            for (int j = 0; j < point.length; j++) {
                point[j] = draws[j][k];
            }
            double residual = predictor.residual(columns, row, observed, point);
            if (!Double.isNaN(residual)) {
                int place = Arrays.binarySearch(noise, residual);
                below += (place >= 0 ? place + 0.5 : -place - 1) / noise.length;
                known++;
            }
        }
        double tail = (1 - level) / 2;
        return below / known >= tail && below / known <= 1 - tail;
    }

    /** Residuals of single rows at any coefficients. */
    static final class Predictor {
        private final FitProblem problem;
        private final double[] inputs;
        private final double[] results = new double[1];
        private final double[] workspace;

        Predictor(FitProblem problem) {
            this.problem = problem;
            inputs = new double[problem.prediction().inputCount()];
            workspace = problem.prediction().newWorkspace();
        }

        double predicted(double[][] columns, int row, double[] coefficients) {
            for (int column = 0; column < columns.length; column++) {
                inputs[column] = columns[column][row];
            }
            System.arraycopy(coefficients, 0, inputs, columns.length, coefficients.length);
            problem.prediction().evaluate(inputs, results, workspace);
            return results[0];
        }

        double residual(double[][] columns, int row, double observed, double[] coefficients) {
            return problem.residual().of(observed, predicted(columns, row, coefficients));
        }
    }
}
