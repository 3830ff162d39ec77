package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The principal axes of the metric at an end, over the coefficients that may move, and what a step there would gain. */
final class Axes {
    /** Axes flatter than this part of the steepest are not determined by the rows, in double precision. */
    private static final double FLAT = 1e-13;

    /** Axes that are tried where there are many. */
    private static final int FLATTEST = 4;

    private final Objective objective;
    private final double[] point;
    private final int[] free;
    /** Root of the diagonal, by which variables are scaled. */
    private final double[] scale;
    private final double[] values;
    private final double[][] vectors;
    /** The square of a standard error, per unit of the inverse metric. */
    private final double variance;
    private boolean determined;
    private double gradientNorm;
    private double step;

    Axes(Search search, Objective objective, Search.End end) {
        this.objective = objective;
        point = end.point();
        objective.measured = true;
        objective.evaluate(point, true);
        free = free();
        int count = free.length;
        scale = new double[count];
        double[][] scaled = new double[count][count];
        vectors = new double[count][count];
        for (int i = 0; i < count; i++) {
            scale[i] = Math.sqrt(objective.metric.diagonal(free[i]));
            vectors[i][i] = 1;
            for (int k = 0; k <= i; k++) {
                scaled[i][k] = objective.metric.get(free[i], free[k]) / scale[i] / scale[k];
                scaled[k][i] = scaled[i][k];
            }
        }
        values = Matrices.diagonalise(scaled, vectors);
        int rows = search.problem().rows();
        variance = 2 * end.value() / Math.max(1, rows - count);
        measure(end.value());
    }

    /** What is not held at a bound and has an influence; what has none is not determined. */
    private int[] free() {
        int[] result = new int[point.length];
        int count = 0;
        determined = true;
        for (int j = 0; j < point.length; j++) {
            boolean held = point[j] <= objective.lower(j) && objective.gradient[j] >= 0
                    || point[j] >= objective.upper(j) && objective.gradient[j] <= 0;
            boolean active = objective.metric.diagonal(j) > 0 && objective.metric.diagonal(j) <= Double.MAX_VALUE;
            if (!held && active) {
                result[count++] = j;
            }
            determined &= held || active;
        }
        return Arrays.copyOf(result, count);
    }

    private void measure(double value) {
        double most = 0;
        for (double each : values) {
            most = Math.max(most, each);
        }
        double[] moved = new double[free.length];
        double gained = 0;
        for (int axis = 0; axis < values.length; axis++) {
            determined &= values[axis] > FLAT * most;
            double along = 0;
            for (int i = 0; i < free.length; i++) {
                along += vectors[i][axis] * objective.gradient[free[i]] / scale[i];
            }
            double curvature = Math.max(values[axis], FLAT * most);
            gained += along * along / curvature / 2;
            for (int i = 0; i < free.length; i++) {
                moved[i] += vectors[i][axis] * along / curvature;
            }
        }
        gradientNorm = value == 0 ? 0 : Math.sqrt(gained / value);
        for (int i = 0; i < free.length; i++) {
            step = Math.max(step, variance == 0 ? 0 : Math.abs(moved[i]) / Math.sqrt(variance * inverse(i, most)));
        }
    }

    private double inverse(int i, double most) {
        double sum = 0;
        for (int axis = 0; axis < values.length; axis++) {
            sum += vectors[i][axis] * vectors[i][axis] / Math.max(values[axis], FLAT * most);
        }
        return sum;
    }

    boolean determined() {
        return determined;
    }

    double gradientNorm() {
        return gradientNorm;
    }

    double step() {
        return step;
    }

    /** Points a standard error away along each axis, or of many along the flattest, in both senses, within bounds. */
    List<double[]> around() {
        List<double[]> result = new ArrayList<>(2 * values.length);
        double most = 0;
        for (double each : values) {
            most = Math.max(most, each);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double flattest = values.length > Roles.FEW ? sorted[FLATTEST - 1] : most;
        for (int axis = 0; axis < values.length; axis++) {
            if (values[axis] > flattest) {
                continue;
            }
            double length = Math.sqrt(variance / Math.max(values[axis], FLAT * most));
            for (int sense = -1; sense <= 1; sense += 2) {
                double[] other = point.clone();
                for (int i = 0; i < free.length; i++) {
                    int j = free[i];
                    double moved = other[j] + sense * length * vectors[i][axis] / scale[i];
                    other[j] = Math.max(objective.lower(j), Math.min(moved, objective.upper(j)));
                }
                result.add(other);
            }
        }
        return result;
    }
}
