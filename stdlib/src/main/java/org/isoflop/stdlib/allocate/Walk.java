package org.isoflop.stdlib.allocate;

import java.util.Arrays;

/** The rows of a slice along the line of a {@link Line}; reused from slice to slice. */
final class Walk {
    private static final int ROUNDS = 100;

    private final Formulation form;
    private final double[][] slope;
    private final Elimination elimination;
    /** Whether all that the line rests on is given, rather than one condition taken to bind. */
    private final boolean given;
    private final int size;
    private final int terms;
    /** By condition, the slope along the line; and whether the line rests on it. */
    private final double[] along;
    private final boolean[] rests;

    /** In: {@code [condition or end][row]}, {@code [term][row]} as a logarithm, {@code [term][variable][row]}. */
    final double[][] intercept;
    final double[][] coefficient;
    final double[][][] exponent;
    /** Whether every row has the exponents of the first. */
    boolean alike;
    /** Whether what is the same in every slice is there. */
    boolean loaded;

    boolean iterated;

    /** By condition and equation, how the intercept of the one moves what the other leaves. */
    private final double[][] shift;
    private final double[] origin;
    private final double[] pull;
    private final double[] height;
    private final double[] rate;
    /** Logarithms of the rates. */
    private final double[] pace;
    private boolean known;
    private double least;
    private double most;
    private int leastBy;
    private int mostBy;
    private final double[][] point;
    private final double[][] variable;
    private final double[][] value;
    private final KernelProgram objective;
    private final byte[] found;
    private final int[] stop;

    Walk(Formulation form, KernelProgram objective, double[][] slope, Elimination elimination, boolean given, int terms, int slice) {
        this.form = form;
        this.objective = objective;
        this.slope = slope;
        this.elimination = elimination;
        this.given = given;
        this.terms = terms;
        size = form.size;
        along = new double[form.total];
        rests = new boolean[form.total];
        for (int j : elimination.binding()) {
            rests[j] = true;
        }
        for (int j = 0; j < form.total; j++) {
            for (int v = 0; v < size; v++) {
                along[j] += slope[j][v] * elimination.direction()[v];
            }
        }
        shift = new double[form.total][elimination.binding().length];
        for (int j = 0; j < form.total; j++) {
            for (int m = 0; m < shift[j].length; m++) {
                for (int v = 0; v < size; v++) {
                    shift[j][m] -= slope[j][v] * elimination.inverse()[v][m];
                }
            }
        }
        intercept = new double[form.total][slice];
        coefficient = new double[terms][slice];
        exponent = new double[terms][size][slice];
        origin = new double[size];
        pull = new double[size];
        height = new double[terms];
        rate = new double[terms];
        pace = new double[terms];
        point = new double[size][slice];
        variable = new double[size][slice];
        value = new double[1][slice];
        found = new byte[slice];
        stop = new int[slice];
    }

    void run(Lanes ends, double[][] multiplier, int from, int to) {
        for (int i = 0; i < to - from; i++) {
            found[i] = ends.ended[from + i] == 0 ? follow(i) : 0;
        }
        evaluate(from, to);
        for (int i = 0; i < to - from; i++) {
            if (found[i] != 0) {
                conclude(i, ends, multiplier, from + i);
            }
        }
    }

    /** The multipliers of rows that were run before. */
    void multiply(Lanes ends, double[][] multiplier, int from, int to) {
        for (int i = 0; i < to - from; i++) {
            if (ends.ended[from + i] == Lockstep.CONVERGED && follow(i) == Lockstep.CONVERGED) {
                multiply(i, multiplier, from + i, ends.objective[from + i]);
            }
        }
    }

    /** Finds the best point of a row; what it stops at is kept in {@code stop}, -1 for nothing. */
    private byte follow(int i) {
        for (int v = 0; v < size; v++) {
            double sum = 0;
            for (int m = 0; m < elimination.binding().length; m++) {
                sum -= elimination.inverse()[v][m] * intercept[elimination.binding()[m]][i];
            }
            origin[v] = sum;
        }
        stop[i] = -1;
        if (!limits(i)) {
            for (int v = 0; v < size; v++) {
                point[v][i] = origin[v];
            }
            return given ? Lockstep.CONTRADICTION : 0;
        }
        for (int k = 0; k < terms; k++) {
            double sum = coefficient[k][i];
            double faster = 0;
            for (int v = 0; v < size; v++) {
                sum += exponent[k][v][i] * origin[v];
                faster += exponent[k][v][i] * elimination.direction()[v];
            }
            height[k] = sum;
            if (!alike || !known) {
                rate[k] = faster;
                pace[k] = Math.log(Math.abs(faster));
            }
        }
        known = true;
        double t = balance();
        if (least > most) {
            double only = (least + most) / 2;
            stop[i] = t <= only ? leastBy : mostBy;
            t = only;
        } else if (t <= least) {
            t = least;
            stop[i] = leastBy;
        } else if (t >= most) {
            t = most;
            stop[i] = mostBy;
        }
        if (!(Math.abs(t) <= Double.MAX_VALUE)) {
            return 0;
        }
        for (int v = 0; v < size; v++) {
            double at = origin[v] + t * elimination.direction()[v];
            if (!(Math.abs(at) < Formulation.FARTHEST)) {
                return 0;
            }
            point[v][i] = at;
        }
        if (stop[i] >= form.conditions) {
            int end = stop[i] - form.conditions;
            int v = form.endVariable[end];
            point[v][i] = form.endSign[end] > 0 ? form.upper[v] : form.lower[v];
        }
        return Lockstep.CONVERGED;
    }

    /** The ends of t; false where nothing is left between them. */
    private boolean limits(int i) {
        least = Double.NEGATIVE_INFINITY;
        most = Double.POSITIVE_INFINITY;
        leastBy = -1;
        mostBy = -1;
        for (int j = 0; j < along.length; j++) {
            if (rests[j]) {
                continue;
            }
            double excess = intercept[j][i];
            for (int m = 0; m < shift[j].length; m++) {
                excess += shift[j][m] * intercept[elimination.binding()[m]][i];
            }
            if (Line.isFlat(along[j])) {
                if (excess > Lockstep.FEASIBLE) {
                    return false;
                }
                least += 0 * excess;
            } else if (along[j] > 0) {
                double end = -excess / along[j];
                if (!(end >= most)) {
                    most = end;
                    mostBy = j;
                }
            } else {
                double end = -excess / along[j];
                if (!(end <= least)) {
                    least = end;
                    leastBy = j;
                }
            }
        }
        return Line.meets(least, most) || Double.isNaN(least + most);
    }

    /** Where the sum of the exponentials is least, infinite where it falls for ever, NaN where it is level. */
    private double balance() {
        int up = -1;
        int down = -1;
        boolean two = true;
        for (int k = 0; k < terms; k++) {
            if (Line.isFlat(rate[k])) {
                continue;
            }
            if (rate[k] > 0) {
                two &= up < 0;
                up = k;
            } else {
                two &= down < 0;
                down = k;
            }
        }
        if (up < 0 || down < 0) {
            return up >= 0 ? Double.NEGATIVE_INFINITY : down >= 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double t = (height[down] + pace[down] - height[up] - pace[up]) / (rate[up] - rate[down]);
        if (two) {
            return t;
        }
        iterated = true;
        return newton(t);
    }

    /** The logarithm of what rises over what falls is zero at the minimum, and rises by at least the least rates. */
    private double newton(double start) {
        double slowest = slowest();
        double t = start;
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double[] sums = new double[4];
            sums(t, sums);
            double excess = Math.log(sums[0] / sums[2]);
            double steep = sums[1] / sums[0] + sums[3] / sums[2];
            if (excess >= 0) {
                upper = t;
                lower = Math.max(lower, t - excess / slowest);
            } else {
                lower = t;
                upper = Math.min(upper, t - excess / slowest);
            }
            double next = t - excess / steep;
            if (!(next >= lower && next <= upper)) {
                next = (lower + upper) / 2;
            }
            if (Math.abs(next - t) <= 4e-16 * Math.abs(t) || Math.abs(excess) <= 1e-15) {
                return next;
            }
            t = next;
        }
        return t;
    }

    private double slowest() {
        double up = Double.POSITIVE_INFINITY;
        double down = Double.POSITIVE_INFINITY;
        for (int k = 0; k < terms; k++) {
            if (!Line.isFlat(rate[k])) {
                up = rate[k] > 0 ? Math.min(up, rate[k]) : up;
                down = rate[k] < 0 ? Math.min(down, -rate[k]) : down;
            }
        }
        return up + down;
    }

    private void sums(double t, double[] sums) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < terms; k++) {
            largest = Line.isFlat(rate[k]) ? largest : Math.max(largest, height[k] + rate[k] * t);
        }
        for (int k = 0; k < terms; k++) {
            if (!Line.isFlat(rate[k])) {
                double term = Math.abs(rate[k]) * Math.exp(height[k] + rate[k] * t - largest);
                int side = rate[k] > 0 ? 0 : 2;
                sums[side] += term;
                sums[side + 1] += Math.abs(rate[k]) * term;
            }
        }
    }

    private void evaluate(int from, int to) {
        int count = to - from;
        for (int v = 0; v < size; v++) {
            System.arraycopy(point[v], 0, variable[v], 0, count);
            form.variable(v, variable[v], count);
        }
        objective.evaluate(variable, form.rows(from, to), 0, count, value, null);
    }

    private void conclude(int i, Lanes ends, double[][] multiplier, int row) {
        double best = value[0][i];
        if (found[i] == Lockstep.CONVERGED) {
            if (!(Math.abs(best) <= Double.MAX_VALUE) || !given && !multiply(i, multiplier, row, best)) {
                return;
            }
        } else {
            ends.violation[row] = Double.POSITIVE_INFINITY;
        }
        ends.objective[row] = best;
        ends.ended[row] = found[i];
        for (int v = 0; v < size; v++) {
            ends.point[v][row] = point[v][i];
        }
    }

    /** The multipliers; false where that of the condition taken to bind says that it does not. */
    private boolean multiply(int i, double[][] multiplier, int row, double best) {
        Arrays.fill(pull, 0);
        for (int k = 0; k < terms; k++) {
            double term = coefficient[k][i];
            for (int v = 0; v < size; v++) {
                term += exponent[k][v][i] * point[v][i];
            }
            term = Math.exp(term) / (form.objectiveLogarithmic ? best : 1);
            for (int v = 0; v < size; v++) {
                pull[v] += term * exponent[k][v][i];
            }
        }
        int stopped = stop[i];
        double stopping = 0;
        if (stopped >= 0) {
            for (int v = 0; v < size; v++) {
                stopping -= pull[v] * elimination.direction()[v];
            }
            stopping /= along[stopped];
            for (int v = 0; v < size; v++) {
                pull[v] += stopping * slope[stopped][v];
            }
        }
        boolean holds = true;
        for (int m = 0; m < elimination.binding().length; m++) {
            double sum = 0;
            for (int v = 0; v < size; v++) {
                sum -= elimination.inverse()[v][m] * pull[v];
            }
            holds &= form.equality[elimination.binding()[m]] || sum >= 0;
            multiplier[elimination.binding()[m]][row] = sum;
        }
        if (stopped >= 0) {
            multiplier[stopped][row] = Math.max(0, stopping);
        }
        if (!holds) {
            for (double[] each : multiplier) {
                each[row] = 0;
            }
        }
        return holds;
    }
}
