package org.isoflop.stdlib.fit;

import java.util.Arrays;

/**
 * Whether a point where the objective has a kink, as laws with minima, maxima and choices give it, is a minimum nevertheless:
 * zero then lies in the convex hull of the gradients close around it (Goldstein 1977; the gradients are sampled as in Burke,
 * Lewis and Overton 2005, along the axes).
 */
final class Kink {
    /** How far around gradients are taken, in standard errors: as little as it takes. */
    private static final double[] RADII = {1e-9, 1e-7, 1e-5};

    private final Objective objective;
    private final double[] point;
    private final double[][] factor;
    private final int[] free;
    private final double value;

    private double gradientNorm = Double.POSITIVE_INFINITY;
    private double[] step = {};
    private double[] downhill = {};

    Kink(Objective objective, double[] point) {
        this.objective = objective;
        this.point = point;
        objective.measured = true;
        objective.evaluate(point, true);
        value = objective.value;
        free = free();
        factor = new double[free.length][free.length];
        for (int i = 0; i < free.length; i++) {
            for (int k = 0; k <= i; k++) {
                factor[i][k] = objective.metric.get(free[i], free[k]) * (i == k ? 1 + 1e-13 : 1);
            }
        }
        double[] lengths = lengths();
        if (value > 0 && free.length > 0 && point.length <= Roles.FEW && Matrices.factor(factor, free.length, 1e-13)) {
            for (double radius : RADII) {
                look(lengths, radius);
            }
        }
    }

    /**
     * Root of the part of the objective that a step of reweighted least squares would gain along the shortest vector among the
     * gradients around: zero at a minimum. Infinite where there are too many coefficients, or the rows do not determine them.
     */
    double gradientNorm() {
        return gradientNorm;
    }

    /** That step: along the kink to where the objective is less; none if it cannot be told. */
    double[] step() {
        return step.clone();
    }

    private int[] free() {
        int[] result = new int[point.length];
        int count = 0;
        for (int j = 0; j < point.length; j++) {
            boolean inside = point[j] > objective.lower(j) && point[j] < objective.upper(j);
            if (inside && objective.metric.diagonal(j) > 0 && objective.metric.diagonal(j) <= Double.MAX_VALUE) {
                result[count++] = j;
            }
        }
        return Arrays.copyOf(result, count);
    }

    /** The step against the gradient of the point itself: towards the kink, a part of it. */
    double[] downhill() {
        return downhill.clone();
    }

    /** A standard error of each free variable alone. */
    private double[] lengths() {
        double variance = 2 * value / Math.max(1, objective.rows() - free.length);
        double[] result = new double[free.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.sqrt(variance / factor[i][i]);
        }
        return result;
    }

    private void look(double[] lengths, double radius) {
        double[][] around = new double[2 * free.length + 1][];
        around[0] = gradient(point);
        for (int i = 0; i < free.length; i++) {
            for (int sense = 0; sense < 2; sense++) {
                double[] other = point.clone();
                double moved = other[free[i]] + (2 * sense - 1) * radius * lengths[i];
                other[free[i]] = Math.max(objective.lower(free[i]), Math.min(moved, objective.upper(free[i])));
                around[1 + 2 * i + sense] = gradient(other);
            }
        }
        double[] shortest = shortest(around);
        double norm = Math.sqrt(Matrices.dot(shortest, shortest) / 2 / value);
        if (norm < gradientNorm) {
            gradientNorm = norm;
            step = against(shortest);
            downhill = against(around[0]);
        }
    }

    /** The step of reweighted least squares against a gradient in units in which the metric is one. */
    private double[] against(double[] gradient) {
        double[] result = new double[point.length];
        for (int i = free.length - 1; i >= 0; i--) {
            double sum = -gradient[i];
            for (int k = i + 1; k < free.length; k++) {
                sum -= factor[k][i] * result[free[k]];
            }
            result[free[i]] = sum / factor[i][i];
        }
        return result;
    }

    /** The gradient in units in which the metric is one. */
    private double[] gradient(double[] at) {
        objective.evaluate(at, true);
        double[] result = new double[free.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = objective.gradient[free[i]];
            for (int k = 0; k < i; k++) {
                result[i] -= factor[i][k] * result[k];
            }
            result[i] /= factor[i][i];
        }
        return result;
    }

    /**
     * The shortest vector in a convex hull, of no numbers if it cannot be found. Its parts are proportional to those that make the vector's square and
     * the square of what their sum lacks of one least together, whatever the weight of the latter.
     */
    private static double[] shortest(double[][] vectors) {
        int count = vectors.length;
        double longest = Arrays.stream(vectors).mapToDouble(each -> Matrices.dot(each, each)).max().orElse(0);
        double[] normal = new double[count * (count + 1) / 2];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k <= i; k++) {
                normal[i * (i + 1) / 2 + k] = Matrices.dot(vectors[i], vectors[k]) + longest;
            }
        }
        double[] right = new double[count];
        Arrays.fill(right, longest);
        double[] most = new double[count];
        Arrays.fill(most, Double.POSITIVE_INFINITY);
        double[] parts = new BoundedSquares(new Symmetric(Envelope.dense(count), normal), right, new double[count], most).solve();
        if (parts == null) {
            return new double[] {Double.NaN};
        }
        double total = Arrays.stream(parts).sum();
        double[] sum = new double[vectors[0].length];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += parts[i] / total * vectors[i][j];
            }
        }
        return sum;
    }
}
