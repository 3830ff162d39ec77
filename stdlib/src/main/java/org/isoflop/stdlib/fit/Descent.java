package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.Cancellation;

/**
 * Newton's method with exact second derivatives, kept downhill by a multiple of the metric of reweighted least squares
 * (Levenberg 1944, Marquardt 1963, in a metric that does not depend on how coefficients are scaled). Bounds are held by
 * stepping only along coefficients that may move. It ends when the step it would take next is predicted to gain less than
 * {@link #GAIN} of the objective, whatever the objective's size.
 */
final class Descent {
    private static final double GAIN = 1e-12;
    private static final int STEPS = 300;
    /** Damping beyond which a step is lost in rounding. */
    private static final double MOST = 1e14;

    private final Objective objective;
    private final int size;
    private final double[] point;
    private final double[] trial;
    private final double[] gradient;
    private final double[][] hessian;
    private final double[][] metric;
    private final double[][] matrix;
    private final double[] step;
    private final int[] free;
    private int freeCount;
    private double value;
    private boolean converged;
    private int evaluations;

    Descent(Objective objective) {
        this.objective = objective;
        size = objective.size();
        point = new double[size];
        trial = new double[size];
        gradient = new double[size];
        hessian = new double[size][size];
        metric = new double[size][size];
        matrix = new double[size][size];
        step = new double[size];
        free = new int[size];
    }

    double value() {
        return value;
    }

    boolean converged() {
        return converged;
    }

    int evaluations() {
        return evaluations;
    }

    double[] point() {
        return point.clone();
    }

    /**
     * Descends from a point.
     *
     * @param damping how much of the metric is added at first: 0 near an optimum, about 0.1 far from it
     * @param floor the objective that rounding errors alone may leave
     */
    void from(double[] start, double damping, double floor, Cancellation cancellation) {
        System.arraycopy(start, 0, point, 0, size);
        converged = false;
        evaluations = 1;
        objective.measured = true;
        objective.evaluate(point, true);
        if (!take()) {
            value = Double.POSITIVE_INFINITY;
            return;
        }
        double lambda = damping;
        while (evaluations < STEPS && lambda < MOST) {
            cancellation.poll();
            findFree();
            if (value <= floor || freeCount == 0) {
                converged = true;
                return;
            }
            lambda = solve(lambda);
            double gain = gain();
            if (gain < -GAIN * value) {
                lambda = Math.max(8 * lambda, 1e-3);
                continue;
            }
            boolean last = lambda <= 1 && gain <= GAIN * value;
            // Undamped steps do not ask for the metric; one of a point nearby serves as well.
            objective.measured = lambda > 0;
            objective.evaluate(trial, true);
            evaluations++;
            double better = value - objective.value;
            if (better >= 0 || last && better >= -GAIN * value) {
                System.arraycopy(trial, 0, point, 0, size);
                take();
                lambda = next(lambda, better, gain);
            } else {
                lambda = Math.max(8 * lambda, 1e-4);
            }
            if (last) {
                converged = true;
                return;
            }
        }
    }

    private static double next(double lambda, double better, double gain) {
        if (better > 0.75 * gain) {
            return lambda < 1e-6 ? 0 : lambda / 8;
        }
        return better < 0.25 * gain ? Math.max(4 * lambda, 1e-4) : lambda;
    }

    private boolean take() {
        value = objective.value;
        boolean finite = value <= Double.MAX_VALUE;
        for (int j = 0; j < size; j++) {
            gradient[j] = objective.gradient[j];
            finite &= Math.abs(gradient[j]) <= Double.MAX_VALUE;
            System.arraycopy(objective.hessian[j], 0, hessian[j], 0, j + 1);
            System.arraycopy(objective.metric[j], 0, metric[j], 0, j + 1);
        }
        return finite;
    }

    private void findFree() {
        freeCount = 0;
        for (int j = 0; j < size; j++) {
            boolean held = point[j] <= objective.lower(j) && gradient[j] >= 0 || point[j] >= objective.upper(j) && gradient[j] <= 0;
            if (!held && metric[j][j] > 0) {
                free[freeCount++] = j;
            }
        }
    }

    /**
     * Solves for the step, with more of the metric until the matrix is positive definite; returns how much. What the step
     * would carry over a bound is held there and the rest solved again.
     */
    private double solve(double damping) {
        double lambda = damping;
        System.arraycopy(point, 0, trial, 0, size);
        while (freeCount > 0) {
            for (int i = 0; i < freeCount; i++) {
                int row = free[i];
                for (int k = 0; k <= i; k++) {
                    matrix[i][k] = entry(hessian, row, free[k]) + lambda * entry(metric, row, free[k]) * (i == k ? 1 + 1e-9 : 1);
                }
                step[i] = -gradient[row];
                for (int j = 0; j < size; j++) {
                    double moved = trial[j] - point[j];
                    step[i] -= moved == 0 ? 0 : (entry(hessian, row, j) + lambda * entry(metric, row, j)) * moved;
                }
            }
            if (!Matrices.factor(matrix, freeCount, 1e-15)) {
                if (lambda > MOST) {
                    return lambda;
                }
                lambda = Math.max(4 * lambda, 1e-3);
                continue;
            }
            Matrices.solve(matrix, step, freeCount);
            if (!hold()) {
                break;
            }
        }
        for (int i = 0; i < freeCount; i++) {
            trial[free[i]] = point[free[i]] + step[i];
        }
        return lambda;
    }

    /** Puts what leaves its range on the bound and takes it out of the step; returns whether there was any. */
    private boolean hold() {
        int kept = 0;
        for (int i = 0; i < freeCount; i++) {
            int j = free[i];
            double target = point[j] + step[i];
            if (target < objective.lower(j) || target > objective.upper(j)) {
                trial[j] = target < objective.lower(j) ? objective.lower(j) : objective.upper(j);
            } else {
                free[kept++] = j;
            }
        }
        boolean held = kept < freeCount;
        freeCount = kept;
        return held;
    }

    /** By how much the quadratic model falls from the point to the trial. */
    private double gain() {
        double gain = 0;
        for (int j = 0; j < size; j++) {
            double moved = trial[j] - point[j];
            double slope = gradient[j] + 0.5 * hessian[j][j] * moved;
            for (int k = 0; k < j; k++) {
                slope += hessian[j][k] * (trial[k] - point[k]);
            }
            gain -= slope * moved;
        }
        return gain;
    }

    private static double entry(double[][] lower, int i, int k) {
        return i >= k ? lower[i][k] : lower[k][i];
    }

    /**
     * The length of the projected gradient in the metric's dual norm, relative to the objective: the square root of what a
     * step of reweighted least squares would gain, as a part of the objective.
     */
    double gradientNorm() {
        findFree();
        for (int i = 0; i < freeCount; i++) {
            for (int k = 0; k <= i; k++) {
                matrix[i][k] = metric[free[i]][free[k]] * (i == k ? 1 + 1e-12 : 1);
            }
            step[i] = gradient[free[i]];
        }
        if (!Matrices.factor(matrix, freeCount, 0)) {
            return Double.NaN;
        }
        Matrices.solve(matrix, step, freeCount);
        double gain = 0;
        for (int i = 0; i < freeCount; i++) {
            gain += step[i] * gradient[free[i]] / 2;
        }
        return value == 0 ? 0 : Math.sqrt(Math.max(0, gain) / value);
    }
}
