package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The principal axes of the metric at an end, over the coefficients that may move, and what a step there would gain. */
final class Axes {
    private final Objective objective;
    private final double[] point;
    private final int[] free;
    private final Spectrum spectrum;
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
        free = objective.shape().ordered(free());
        spectrum = new Spectrum(objective.metric, free);
        int rows = search.problem().rows();
        variance = 2 * end.value() / Math.max(1, rows - free.length);
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
        for (int axis = 0; axis < spectrum.values.length; axis++) {
            determined &= spectrum.isDetermined(axis);
        }
        double[] slopes = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            slopes[i] = objective.gradient[free[i]] / spectrum.scale[i];
        }
        double[] moved = spectrum.solved(slopes);
        double gained = 0;
        for (int i = 0; i < free.length; i++) {
            gained += slopes[i] * moved[i] / 2;
        }
        gradientNorm = value == 0 ? 0 : Math.sqrt(Math.max(0, gained) / value);
        double[] inverses = variance == 0 ? moved : spectrum.inverses();
        for (int i = 0; i < free.length; i++) {
            step = Math.max(step, variance == 0 ? 0 : Math.abs(moved[i]) / Math.sqrt(variance * inverses[i]));
        }
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
        List<double[]> result = new ArrayList<>(2 * spectrum.values.length);
        for (int axis = 0; axis < spectrum.values.length; axis++) {
            double length = Math.sqrt(variance * spectrum.inverse(axis));
            for (int sense = -1; sense <= 1; sense += 2) {
                double[] other = point.clone();
                for (int i = 0; i < free.length; i++) {
                    int j = free[i];
                    double moved = other[j] + sense * length * spectrum.vectors[i][axis] / spectrum.scale[i];
                    other[j] = Math.max(objective.lower(j), Math.min(moved, objective.upper(j)));
                }
                result.add(other);
            }
        }
        return result;
    }
}
