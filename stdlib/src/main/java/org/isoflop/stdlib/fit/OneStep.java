package org.isoflop.stdlib.fit;

import org.jspecify.annotations.Nullable;

/**
 * Where the optimum of rows taken other numbers of times is to be expected: one Newton step from the fit's own, with the smooth curvature
 * of all its rows. It is the sum of the rows' influences, so that it takes a product of a matrix with the counts and no evaluation
 * (Schucany and Wang 1991). Safe to share between threads.
 */
final class OneStep {
    /** Numbers of influences that are kept, at most: 32 MiB. */
    private static final int KEPT = 1 << 22;

    /** By row and search variable; empty where they would be too many, or the rows do not determine them. */
    private final double[] influences;
    private final double[] losses;
    private final int rows;
    private final int size;
    private final double objective;

    OneStep(FitResult fit) {
        FitProblem problem = fit.problem();
        rows = problem.rows();
        size = fit.coefficients().length;
        objective = fit.objective();
        losses = new double[rows];
        for (int row = 0; row < rows; row++) {
            losses[row] = (problem.weights() == null ? 1 : problem.weights()[row]) * problem.loss().of(fit.residuals()[row]);
        }
        influences = (long) rows * size > KEPT ? new double[0] : byRow(Curvature.of(fit));
    }

    private double[] byRow(Curvature curvature) {
        if (!curvature.isDetermined()) {
            return new double[0];
        }
        double[][] of = curvature.influences();
        double[] result = new double[rows * size];
        for (int j = 0; j < size; j++) {
            for (int row = 0; row < rows; row++) {
                result[row * size + j] = of[j][row];
            }
        }
        return result;
    }

    /** The point in search variables, within the bounds; null if nothing is known or it is too far away to be believed. */
    double @Nullable [] point(Objective within, double[] optimum, int[] counts) {
        if (influences.length == 0) {
            return null;
        }
        double[] step = new double[size];
        for (int row = 0; row < rows; row++) {
            double more = counts[row] - 1.0;
            for (int j = 0; j < size; j++) {
                step[j] += more * influences[row * size + j];
            }
        }
        for (int j = 0; j < size; j++) {
            if (!(Math.abs(step[j]) <= within.reach(j))) {
                return null;
            }
            step[j] = Math.max(within.lower(j), Math.min(optimum[j] + step[j], within.upper(j)));
        }
        return step;
    }

    /** The objective of the counted rows at the fit's optimum. */
    double objective(int[] counts) {
        double sum = objective;
        for (int row = 0; row < rows; row++) {
            sum += (counts[row] - 1.0) * losses[row];
        }
        return sum;
    }
}
