package org.isoflop.stdlib.judge;

import java.util.Arrays;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.kernel.BlockEvaluator;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;

/**
 * A fit at its optimum, row by row: predictions, residuals, and how the residuals answer to the coefficients that may move.
 * Of long tables an even choice of rows stands for all.
 */
final class Linearisation {
    /** Rows beyond which a choice is judged: more do not change a verdict, and take time. */
    static final int MOST = 20_000;
    private static final double STEP = 1e-6;

    final FitResult fit;
    final FitProblem problem;
    /** The rows of the problem that are judged. */
    final int[] rows;
    /** The coefficients that are not at a bound. */
    final int[] free;
    final double[] predictions;
    final double[] residuals;
    final double[] weights;
    /** {@code slopes[i][row]}: by how much the residual falls per unit of the coefficient {@code free[i]}. */
    final double[][] slopes;

    private Linearisation(FitResult fit, int most) {
        this.fit = fit;
        problem = fit.problem();
        rows = strided(problem.rows(), most);
        free = free(fit.atBound());
        predictions = new double[rows.length];
        residuals = pick(fit.residuals(), rows);
        weights = new double[rows.length];
        slopes = new double[free.length][rows.length];
        double[] given = problem.weights();
        for (int i = 0; i < rows.length; i++) {
            weights[i] = given == null ? 1 : given[rows[i]];
        }
        evaluate();
    }

    static Linearisation of(FitResult fit) {
        return new Linearisation(fit, MOST);
    }

    /** Whether every row of the problem is there. */
    boolean isWhole() {
        return rows.length == problem.rows();
    }

    int count() {
        return rows.length;
    }

    double[] column(int input) {
        return pick(problem.columns()[input], rows);
    }

    private void evaluate() {
        int columns = problem.columns().length;
        int[] by = new int[free.length];
        for (int i = 0; i < by.length; i++) {
            by[i] = columns + free[i];
        }
        Kernel kernel = problem.prediction().withGradient(by);
        double[][] inputs = new double[columns][];
        for (int column = 0; column < columns; column++) {
            inputs[column] = column(column);
        }
        double[] numbers = new double[kernel.inputCount()];
        System.arraycopy(fit.coefficients(), 0, numbers, columns, fit.coefficients().length);
        BoundKernel bound = kernel.bind(Arrays.copyOf(inputs, kernel.inputCount()), rows.length);
        BlockEvaluator evaluator = bound.evaluator();
        evaluator.set(numbers);
        for (int block = 0; block < bound.blocks(); block++) {
            int n = evaluator.run(block);
            int first = block * BoundKernel.BLOCK;
            System.arraycopy(evaluator.output(0), 0, predictions, first, n);
            for (int i = 0; i < free.length; i++) {
                System.arraycopy(evaluator.output(1 + i), 0, slopes[i], first, n);
            }
        }
        for (int row = 0; row < rows.length; row++) {
            double factor = slope(problem.residual(), problem.target()[rows[row]], predictions[row]);
            for (double[] slope : slopes) {
                slope[row] *= factor;
            }
        }
    }

    /** By a difference, which serves every kind of residual and, being the same for all coefficients of a row, distorts nothing. */
    private static double slope(Residual residual, double observed, double predicted) {
        double step = STEP * Math.max(Math.abs(predicted), STEP * Math.abs(observed));
        double slope = (residual.of(observed, predicted - step) - residual.of(observed, predicted + step)) / (2 * step);
        return Double.isFinite(slope) ? slope : 0;
    }

    /** What each row pulls with: its weight times the slope of its loss. */
    double[] scores() {
        double[] scores = new double[rows.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = weights[row] * problem.loss().slope(residuals[row]);
        }
        return scores;
    }

    static int[] strided(int rows, int most) {
        int count = Math.min(rows, most);
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            result[i] = (int) ((i + 0.5) * rows / count);
        }
        return result;
    }

    static double[] pick(double[] from, int[] rows) {
        double[] result = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            result[i] = from[rows[i]];
        }
        return result;
    }

    private static int[] free(boolean[] atBound) {
        int[] free = new int[atBound.length];
        int count = 0;
        for (int j = 0; j < free.length; j++) {
            if (!atBound[j]) {
                free[count++] = j;
            }
        }
        return Arrays.copyOf(free, count);
    }
}
