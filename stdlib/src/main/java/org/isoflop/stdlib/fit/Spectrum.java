package org.isoflop.stdlib.fit;

import java.util.Arrays;

/**
 * Axes of the metric over the coefficients that may move, each scaled so that its own entry is one: of few all of them, of many the
 * flattest, by inverse iteration of a subspace (Bathe and Wilson 1972) on the factor, and the steepest.
 */
final class Spectrum {
    /** Axes that are found of many, and those iterated to find them. */
    private static final int FLATTEST = 4;
    private static final int ITERATED = 8;
    private static final int ROUNDS = 200;
    private static final double SAME = 1e-9;
    /** Pivots below this part of their entry are rounding. */
    private static final double FLAT = 1e-13;

    /** Root of the diagonal, by which variables are scaled. */
    final double[] scale;
    /** In no order, and with them the axes: {@code vectors[i][axis]}. */
    final double[] values;
    final double[][] vectors;
    final double most;
    private final Factor factor;
    private final boolean whole;

    /** @param free the coefficients that may move, in the order of the metric's envelope */
    Spectrum(Symmetric metric, int[] free) {
        int count = free.length;
        scale = new double[count];
        for (int i = 0; i < count; i++) {
            scale[i] = Math.sqrt(metric.diagonal(free[i]));
        }
        factor = new Factor(count);
        whole = count <= Roles.FEW || !factored(metric, free);
        if (whole) {
            double[][] scaled = new double[count][count];
            vectors = new double[count][count];
            for (int i = 0; i < count; i++) {
                vectors[i][i] = 1;
                for (int k = 0; k <= i; k++) {
                    scaled[i][k] = metric.get(free[i], free[k]) / scale[i] / scale[k];
                    scaled[k][i] = scaled[i][k];
                }
            }
            values = Matrices.diagonalise(scaled, vectors);
            most = Arrays.stream(values).reduce(0, Math::max);
        } else {
            vectors = new double[count][FLATTEST];
            values = flattest();
            most = steepest(metric, free);
        }
    }

    private boolean factored(Symmetric metric, int[] free) {
        factor.take(metric, free, free.length);
        return factor.factor(FLAT);
    }

    /** {@code A^-1 b} of the scaled metric A, in place. */
    private void solve(double[] b) {
        for (int i = 0; i < b.length; i++) {
            b[i] *= scale[i];
        }
        factor.solve(b);
        for (int i = 0; i < b.length; i++) {
            b[i] *= scale[i];
        }
    }

    private double[] flattest() {
        int count = scale.length;
        double[][] axes = new double[ITERATED][count];
        for (int axis = 0; axis < ITERATED; axis++) {
            for (int i = 0; i < count; i++) {
                axes[axis][i] = Math.cos((axis + 1) * (i + 1.0));
            }
        }
        double[] inverses = new double[ITERATED];
        boolean settled = false;
        for (int round = 0; round < ROUNDS && !settled; round++) {
            orthonormal(axes);
            double[][] images = Arrays.stream(axes).map(double[]::clone).toArray(double[][]::new);
            Arrays.stream(images).forEach(this::solve);
            double[] found = rotate(axes, images);
            settled = true;
            for (int axis = 0; axis < FLATTEST; axis++) {
                settled &= Math.abs(found[axis] - inverses[axis]) <= SAME * found[axis];
            }
            inverses = found;
        }
        orthonormal(axes);
        double[] result = new double[FLATTEST];
        for (int axis = 0; axis < FLATTEST; axis++) {
            result[axis] = 1 / inverses[axis];
            for (int i = 0; i < count; i++) {
                vectors[i][axis] = axes[axis][i];
            }
        }
        return result;
    }

    /** Replaces axes by the images of their best combinations, the largest value first; returns the values (Rayleigh and Ritz). */
    private static double[] rotate(double[][] axes, double[][] images) {
        int count = axes.length;
        double[][] small = new double[count][count];
        double[][] turned = new double[count][count];
        for (int a = 0; a < count; a++) {
            turned[a][a] = 1;
            for (int b = 0; b < count; b++) {
                small[a][b] = (Matrices.dot(axes[a], images[b]) + Matrices.dot(axes[b], images[a])) / 2;
            }
        }
        double[] values = Matrices.diagonalise(small, turned);
        Integer[] order = new Integer[count];
        Arrays.setAll(order, a -> a);
        Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        double[] sorted = new double[count];
        for (int a = 0; a < count; a++) {
            sorted[a] = values[order[a]];
            Arrays.fill(axes[a], 0);
            for (int b = 0; b < count; b++) {
                add(axes[a], turned[b][order[a]], images[b]);
            }
        }
        return sorted;
    }

    private static void orthonormal(double[][] axes) {
        for (int a = 0; a < axes.length; a++) {
            for (int b = 0; b < a; b++) {
                add(axes[a], -Matrices.dot(axes[a], axes[b]), axes[b]);
            }
            double length = Math.sqrt(Matrices.dot(axes[a], axes[a]));
            for (int i = 0; i < axes[a].length; i++) {
                axes[a][i] /= length;
            }
        }
    }

    private double steepest(Symmetric metric, int[] free) {
        double[] axis = new double[metric.shape().size()];
        for (int j : free) {
            axis[j] = 1;
        }
        double value = 0;
        boolean settled = false;
        for (int round = 0; round < ROUNDS && !settled; round++) {
            double length = Math.sqrt(Matrices.dot(axis, axis));
            for (int i = 0; i < free.length; i++) {
                axis[free[i]] /= length * scale[i];
            }
            double[] image = metric.times(axis);
            Arrays.fill(axis, 0);
            for (int i = 0; i < free.length; i++) {
                axis[free[i]] = image[free[i]] / scale[i];
            }
            double found = Math.sqrt(Matrices.dot(axis, axis));
            settled = Math.abs(found - value) <= SAME * found;
            value = found;
        }
        return value;
    }

    /** The least value. */
    double least() {
        return Arrays.stream(values).reduce(Double.POSITIVE_INFINITY, Math::min);
    }

    /** {@code A^-1 b}, where axes flatter than a part of the steepest count as that. */
    double[] solved(double[] b) {
        double[] result = new double[b.length];
        if (!whole) {
            System.arraycopy(b, 0, result, 0, b.length);
            solve(result);
            return result;
        }
        for (int axis = 0; axis < values.length; axis++) {
            double along = 0;
            for (int i = 0; i < b.length; i++) {
                along += vectors[i][axis] * b[i];
            }
            for (int i = 0; i < b.length; i++) {
                result[i] += vectors[i][axis] * along / Math.max(values[axis], FLAT * most);
            }
        }
        return result;
    }

    /** The diagonal of {@code A^-1}. */
    double[] inverses() {
        double[] result = new double[scale.length];
        if (!whole) {
            double[][] inverse = factor.inverse();
            for (int i = 0; i < result.length; i++) {
                result[i] = inverse[i][i] * scale[i] * scale[i];
            }
            return result;
        }
        for (int i = 0; i < result.length; i++) {
            for (int axis = 0; axis < values.length; axis++) {
                result[i] += vectors[i][axis] * vectors[i][axis] / Math.max(values[axis], FLAT * most);
            }
        }
        return result;
    }

    /** Whether the rows determine the axis, in double precision. */
    boolean isDetermined(int axis) {
        return values[axis] > FLAT * most;
    }

    /** What a variance along an axis is multiplied with. */
    double inverse(int axis) {
        return 1 / Math.max(values[axis], FLAT * most);
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }
}
