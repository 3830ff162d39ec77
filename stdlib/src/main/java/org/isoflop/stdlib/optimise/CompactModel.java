package org.isoflop.stdlib.optimise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The limited-memory BFGS matrix in its compact form {@code B = theta I - W M W'} (Byrd, Nocedal and Schnabel 1994), and the
 * step to the minimum of its model within bounds: along the projected gradient to the generalised Cauchy point, then in the
 * subspace of what no bound holds there (Byrd et al. 1995, sections 4 and 5).
 */
final class CompactModel {
    private final int size;
    private final int memory;
    private final List<double[]> steps = new ArrayList<>();
    private final List<double[]> changes = new ArrayList<>();
    private double theta = 1;
    /** Columns of W, and M. */
    private double[][] w = new double[0][];
    private double[][] m = new double[0][0];
    private double[] alongSoFar = new double[0];

    CompactModel(int size, int memory) {
        this.size = size;
        this.memory = memory;
    }

    /** Forgets everything but a curvature that is the same in all directions. */
    void clear(double curvature) {
        steps.clear();
        changes.clear();
        theta = curvature;
        w = new double[0][];
        m = new double[0][0];
    }

    /** Takes in a step and the change of the gradient over it, unless the function did not curve up along it. */
    void remember(double[] s, double[] y) {
        double product = dot(s, y);
        double square = dot(y, y);
        if (!(product > 2.2e-16 * Math.sqrt(dot(s, s)) * Math.sqrt(square))) {
            return;
        }
        if (steps.size() == memory) {
            steps.remove(0);
            changes.remove(0);
        }
        steps.add(s);
        changes.add(y);
        theta = square / product;
        build();
    }

    private void build() {
        int k = steps.size();
        w = new double[2 * k][];
        double[][] inverse = new double[2 * k][2 * k];
        for (int i = 0; i < k; i++) {
            w[i] = changes.get(i);
            w[k + i] = new double[size];
            for (int j = 0; j < size; j++) {
                w[k + i][j] = theta * steps.get(i)[j];
            }
            inverse[i][i] = -dot(steps.get(i), changes.get(i));
            for (int j = 0; j < k; j++) {
                inverse[k + i][k + j] = theta * dot(steps.get(i), steps.get(j));
                if (i > j) {
                    double below = dot(steps.get(i), changes.get(j));
                    inverse[k + i][j] = below;
                    inverse[j][k + i] = below;
                }
            }
        }
        m = inverted(inverse);
        if (m.length == 0) {
            clear(theta);
        }
    }

    /**
     * Writes the step to the model's minimum within bounds.
     *
     * @return the function's slope along it: below zero, or zero where nothing can move
     */
    double step(double[] point, double[] gradient, double[] lower, double[] upper, double[] step) {
        double[] cauchy = cauchy(point, gradient, lower, upper);
        double[] best = subspace(point, gradient, lower, upper, cauchy);
        double slope = fill(point, best, gradient, step);
        return slope < 0 ? slope : fill(point, cauchy, gradient, step);
    }

    private double fill(double[] point, double[] to, double[] gradient, double[] step) {
        for (int i = 0; i < size; i++) {
            step[i] = to[i] - point[i];
        }
        return dot(step, gradient);
    }

    private double[] cauchy(double[] point, double[] gradient, double[] lower, double[] upper) {
        double[] at = point.clone();
        double[] breaks = new double[size];
        double[] direction = new double[size];
        Integer[] order = new Integer[size];
        for (int i = 0; i < size; i++) {
            double room = gradient[i] < 0 ? (point[i] - upper[i]) / gradient[i] : (point[i] - lower[i]) / gradient[i];
            breaks[i] = gradient[i] == 0 ? Double.POSITIVE_INFINITY : room;
            direction[i] = breaks[i] <= 0 || gradient[i] == 0 ? 0 : -gradient[i];
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> breaks[i]));
        double[] p = across(direction);
        alongSoFar = new double[w.length];
        double slope = -dot(direction, direction);
        double bend = -theta * slope - dot(p, times(p));
        double before = 0;
        int next = 0;
        while (next < size && breaks[order[next]] <= 0) {
            next++;
        }
        double length = slope < 0 ? -slope / bend : 0;
        while (next < size && length >= breaks[order[next]] - before && slope < 0) {
            int b = order[next++];
            double part = breaks[b] - before;
            at[b] = direction[b] > 0 ? upper[b] : lower[b];
            double moved = at[b] - point[b];
            for (int i = 0; i < p.length; i++) {
                alongSoFar[i] += part * p[i];
            }
            double[] row = row(b);
            double g = gradient[b];
            slope += part * bend + g * g + theta * g * moved - g * dot(row, times(alongSoFar));
            bend += -theta * g * g - 2 * g * dot(row, times(p)) - g * g * dot(row, times(row));
            for (int i = 0; i < p.length; i++) {
                p[i] += g * row[i];
            }
            direction[b] = 0;
            before = breaks[b];
            length = slope < 0 ? -slope / Math.max(bend, Double.MIN_NORMAL) : 0;
        }
        length = Math.max(0, length);
        for (int i = 0; i < size; i++) {
            if (direction[i] != 0) {
                at[i] = Math.max(lower[i], Math.min(point[i] + (before + length) * direction[i], upper[i]));
            }
        }
        for (int i = 0; i < p.length; i++) {
            alongSoFar[i] += length * p[i];
        }
        return at;
    }

    private double[] subspace(double[] point, double[] gradient, double[] lower, double[] upper, double[] cauchy) {
        boolean[] free = new boolean[size];
        double[] rest = new double[size];
        double[] back = times(alongSoFar);
        for (int i = 0; i < size; i++) {
            free[i] = cauchy[i] > lower[i] && cauchy[i] < upper[i];
            rest[i] = free[i] ? gradient[i] + theta * (cauchy[i] - point[i]) - dot(row(i), back) : 0;
        }
        double[] v = times(across(rest));
        double[][] matrix = new double[w.length][w.length];
        double[][] products = new double[w.length][w.length];
        for (int a = 0; a < w.length; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += free[i] ? w[a][i] * w[b][i] : 0;
                }
                products[a][b] = sum / theta;
                products[b][a] = products[a][b];
            }
        }
        for (int a = 0; a < w.length; a++) {
            for (int b = 0; b < w.length; b++) {
                double sum = a == b ? 1 : 0;
                for (int c = 0; c < w.length; c++) {
                    sum -= m[a][c] * products[c][b];
                }
                matrix[a][b] = sum;
            }
        }
        double[] solved = solved(matrix, v);
        double[] result = cauchy.clone();
        for (int i = 0; i < size && solved.length == w.length; i++) {
            if (free[i]) {
                double moved = -rest[i] / theta - dot(row(i), solved) / (theta * theta);
                result[i] = Math.max(lower[i], Math.min(cauchy[i] + moved, upper[i]));
            }
        }
        return result;
    }

    private double[] row(int i) {
        double[] result = new double[w.length];
        for (int column = 0; column < w.length; column++) {
            result[column] = w[column][i];
        }
        return result;
    }

    private double[] across(double[] vector) {
        double[] result = new double[w.length];
        for (int column = 0; column < w.length; column++) {
            result[column] = dot(w[column], vector);
        }
        return result;
    }

    private double[] times(double[] vector) {
        double[] result = new double[m.length];
        for (int i = 0; i < m.length; i++) {
            result[i] = dot(m[i], vector);
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The inverse, empty if there is none. */
    private static double[][] inverted(double[][] matrix) {
        double[][] result = new double[matrix.length][];
        for (int column = 0; column < matrix.length; column++) {
            double[][] copy = new double[matrix.length][];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = matrix[i].clone();
            }
            double[] unit = new double[matrix.length];
            unit[column] = 1;
            result[column] = solved(copy, unit);
            if (result[column].length == 0) {
                return new double[0][];
            }
        }
        // Symmetric: rows of the inverse are its columns.
        return result;
    }

    /** Solves by elimination with row scaling and pivots; empty if singular. */
    private static double[] solved(double[][] matrix, double[] right) {
        int n = right.length;
        double[] b = right.clone();
        for (int i = 0; i < n; i++) {
            double most = 0;
            for (double entry : matrix[i]) {
                most = Math.max(most, Math.abs(entry));
            }
            if (!(most > 0 && most <= Double.MAX_VALUE)) {
                return new double[0];
            }
            for (int k = 0; k < n; k++) {
                matrix[i][k] /= most;
            }
            b[i] /= most;
        }
        for (int j = 0; j < n; j++) {
            int pivot = j;
            for (int i = j + 1; i < n; i++) {
                pivot = Math.abs(matrix[i][j]) > Math.abs(matrix[pivot][j]) ? i : pivot;
            }
            if (matrix[pivot][j] == 0) {
                return new double[0];
            }
            double[] row = matrix[pivot];
            matrix[pivot] = matrix[j];
            matrix[j] = row;
            double value = b[pivot];
            b[pivot] = b[j];
            b[j] = value;
            for (int i = j + 1; i < n; i++) {
                double factor = matrix[i][j] / row[j];
                for (int k = j; k < n; k++) {
                    matrix[i][k] -= factor * row[k];
                }
                b[i] -= factor * value;
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= matrix[i][k] * b[k];
            }
            b[i] /= matrix[i][i];
        }
        return b;
    }
}
