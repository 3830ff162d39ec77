package org.isoflop.stdlib.allocate;

import java.util.Arrays;

/**
 * The subproblem of one lane: minimise g'd + d'Wd/2 subject to J d + c &lt;= 0 (or = 0). It first tries the working set the caller guesses,
 * which near a solution is right, and otherwise runs the dual active-set method of Goldfarb and Idnani (1983), which needs no feasible
 * start, proves infeasibility, and lives with linearly dependent conditions. Reused for every lane of a thread.
 */
final class QuadraticStep {
    private static final double VIOLATED = 1e-11;
    private static final double DEPENDENT = 1e-9;

    private final int size;
    private final int total;
    /** Inputs: the Hessian row by row, the gradient, the normals row by row, the values, which are equalities. */
    final double[] hessian;
    final double[] gradient;
    final double[] normal;
    final double[] value;
    final boolean[] equality;
    /** In: the guessed working set. Out: the conditions that hold with equality. */
    final boolean[] active;
    /** Outputs. */
    final double[] step;
    final double[] multiplier;
    /** Whether the Hessian had to be changed in directions that matter, so that the step is no Newton step. */
    boolean shifted;

    private final ModelHessian model;
    private final double[] transformedNormal;
    private final double[] transformedGradient;
    private final double[] point;
    private final double[] basis;
    private final double[] triangle;
    private final double[] projected;
    private final double[] residue;
    private final double[] dual;
    private final double[] sign;
    private final double[] rate;
    private final int[] working;
    private int count;

    QuadraticStep(int size, int total) {
        this.size = size;
        this.total = total;
        model = new ModelHessian(size, total);
        hessian = model.entries;
        gradient = new double[size];
        normal = new double[total * size];
        value = new double[total];
        equality = new boolean[total];
        active = new boolean[total];
        step = new double[size];
        multiplier = new double[total];
        transformedNormal = new double[total * size];
        transformedGradient = new double[size];
        point = new double[size];
        basis = new double[size * size];
        triangle = new double[size * size];
        projected = new double[size + 1];
        residue = new double[size];
        dual = new double[size + 1];
        sign = new double[size + 1];
        rate = new double[size + 1];
        working = new int[size + 1];
    }

    /** Solves; false where the linearised conditions contradict each other. */
    boolean solve() {
        model.factorise(normal, active, equality, gradient);
        shifted = model.shifted;
        System.arraycopy(gradient, 0, transformedGradient, 0, size);
        model.forward(transformedGradient, 0);
        if (!guessed()) {
            for (int j = 0; j < total; j++) {
                transform(j);
            }
            if (!dualMethod()) {
                return false;
            }
            model.backward(point, step);
        }
        Arrays.fill(active, false);
        Arrays.fill(multiplier, 0);
        for (int k = 0; k < count; k++) {
            int j = working[k];
            active[j] = true;
            double added = model.augmentation(j);
            multiplier[j] = sign[k] * dual[k] - (added > 0 ? added * value[j] : 0);
        }
        return true;
    }

    private void transform(int j) {
        System.arraycopy(normal, j * size, transformedNormal, j * size, size);
        model.forward(transformedNormal, j * size);
    }

    /** Solves with the guessed working set; false unless that is the answer. */
    private boolean guessed() {
        count = 0;
        for (int j = 0; j < total; j++) {
            if (active[j] || equality[j]) {
                if (count == size) {
                    return false;
                }
                transform(j);
                if (!orthogonalise(j, 1)) {
                    return false;
                }
                append(j, 1);
            }
        }
        // y = -(I - QQ')g + Q w with R'w = -c, and then R lambda = -Q'g - w
        for (int v = 0; v < size; v++) {
            point[v] = -transformedGradient[v];
        }
        for (int k = 0; k < count; k++) {
            double w = -value[working[k]];
            for (int i = 0; i < k; i++) {
                w -= triangle[i * size + k] * rate[i];
            }
            rate[k] = w / triangle[k * size + k];
            double along = dot(basis, k * size, transformedGradient, 0);
            for (int v = 0; v < size; v++) {
                point[v] += (along + rate[k]) * basis[k * size + v];
            }
            dual[k] = -along - rate[k];
            sign[k] = 1;
        }
        for (int k = count - 1; k >= 0; k--) {
            double sum = dual[k];
            for (int i = k + 1; i < count; i++) {
                sum -= triangle[k * size + i] * dual[i];
            }
            dual[k] = sum / triangle[k * size + k];
            if (!equality[working[k]] && !(dual[k] >= 0)) {
                return false;
            }
        }
        model.backward(point, step);
        for (int j = 0; j < total; j++) {
            if (!active[j] && !equality[j] && !(value[j] + dot(normal, j * size, step, 0) <= VIOLATED)) {
                return false;
            }
        }
        return true;
    }

    private boolean dualMethod() {
        count = 0;
        for (int v = 0; v < size; v++) {
            point[v] = -transformedGradient[v];
        }
        for (int j = 0; j < total; j++) {
            if (equality[j] && !add(j)) {
                return false;
            }
        }
        for (int round = 0; round < 20 * (total + size); round++) {
            int worst = -1;
            double most = 0;
            for (int j = 0; j < total; j++) {
                if (!equality[j] && !isWorking(j)) {
                    double violation = violation(j);
                    if (violation > VIOLATED && violation > most) {
                        most = violation;
                        worst = j;
                    }
                }
            }
            if (worst < 0) {
                return true;
            }
            if (!add(worst)) {
                return false;
            }
        }
        return false;
    }

    /** Makes condition {@code j} hold, dropping others where their multipliers say so; false where that is impossible. */
    private boolean add(int j) {
        double orientation = equality[j] && violation(j) < 0 ? -1 : 1;
        double own = 0;
        while (true) {
            double excess = orientation * violation(j);
            boolean independent = count < size && orthogonalise(j, orientation);
            if (count == size || !independent) {
                project(j, orientation);
            }
            if (!independent && excess <= VIOLATED) {
                return true;
            }
            solveRates();
            double partial = Double.POSITIVE_INFINITY;
            int leaving = -1;
            for (int k = 0; k < count; k++) {
                if (!equality[working[k]] && rate[k] < -1e-14 && dual[k] / -rate[k] < partial) {
                    partial = dual[k] / -rate[k];
                    leaving = k;
                }
            }
            double full = Double.POSITIVE_INFINITY;
            if (independent) {
                double squared = dot(residue, 0, residue, 0);
                full = excess / squared;
            }
            double length = Math.min(partial, full);
            if (length == Double.POSITIVE_INFINITY) {
                return false;
            }
            if (independent) {
                for (int v = 0; v < size; v++) {
                    point[v] -= length * residue[v];
                }
            }
            for (int k = 0; k < count; k++) {
                dual[k] += length * rate[k];
            }
            own += length;
            if (full <= partial) {
                append(j, orientation);
                dual[count - 1] = own;
                return true;
            }
            drop(leaving);
        }
    }

    /** With n = Q p + z the duals of the working set move at the rate r, R r = -p, in the orientation each was added. */
    private void solveRates() {
        for (int k = count - 1; k >= 0; k--) {
            double sum = -projected[k];
            for (int i = k + 1; i < count; i++) {
                sum -= triangle[k * size + i] * rate[i];
            }
            rate[k] = sum / triangle[k * size + k];
        }
    }

    /** Splits a normal into its part along the working set and the rest; false where the rest vanishes. */
    private boolean orthogonalise(int j, double orientation) {
        double norm = project(j, orientation);
        return dot(residue, 0, residue, 0) > DEPENDENT * DEPENDENT * norm && norm > 0;
    }

    private double project(int j, double orientation) {
        for (int v = 0; v < size; v++) {
            residue[v] = orientation * transformedNormal[j * size + v];
        }
        double norm = dot(residue, 0, residue, 0);
        Arrays.fill(projected, 0, count, 0);
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < count; k++) {
                double along = dot(basis, k * size, residue, 0);
                projected[k] += along;
                for (int v = 0; v < size; v++) {
                    residue[v] -= along * basis[k * size + v];
                }
            }
        }
        return norm;
    }

    /** Appends the condition that was orthogonalised last. */
    private void append(int j, double orientation) {
        double norm = Math.sqrt(dot(residue, 0, residue, 0));
        for (int k = 0; k < count; k++) {
            triangle[k * size + count] = projected[k];
        }
        triangle[count * size + count] = norm;
        for (int v = 0; v < size; v++) {
            basis[count * size + v] = residue[v] / norm;
        }
        working[count] = j;
        sign[count] = orientation;
        count++;
    }

    private void drop(int leaving) {
        int remaining = count - leaving - 1;
        System.arraycopy(working, leaving + 1, working, leaving, remaining);
        System.arraycopy(sign, leaving + 1, sign, leaving, remaining);
        System.arraycopy(dual, leaving + 1, dual, leaving, remaining);
        int last = count - 1;
        count = leaving;
        while (count < last) {
            int j = working[count];
            double orientation = sign[count];
            project(j, orientation);
            append(j, orientation);
        }
    }

    private double violation(int j) {
        return value[j] + dot(transformedNormal, j * size, point, 0);
    }

    private boolean isWorking(int j) {
        for (int k = 0; k < count; k++) {
            if (working[k] == j) {
                return true;
            }
        }
        return false;
    }

    private double dot(double[] left, int leftOffset, double[] right, int rightOffset) {
        double sum = 0;
        for (int v = 0; v < size; v++) {
            sum += left[leftOffset + v] * right[rightOffset + v];
        }
        return sum;
    }
}
