package org.isoflop.stdlib.allocate;

import java.util.Arrays;

/**
 * Sequential quadratic programming on a block of lanes at once: the program is evaluated on the whole block, each lane then takes its own
 * step. A lane is a start of some row; finished lanes leave the block, so the work shrinks with them. A line search on the exact penalty
 * function safeguards the steps, and a Hessian is kept as long as the iterate has hardly moved.
 */
final class Lockstep {
    /** How a lane ended. */
    static final byte CONVERGED = 1;
    static final byte INFEASIBLE = 2;
    static final byte FAILED = 3;
    static final byte RUNAWAY = 4;
    /** A contradiction among conditions that are linear in the coordinates, hence proven. */
    static final byte CONTRADICTION = 5;
    /** Stationary, but on level ground: the second derivatives do not say that it is a minimum. */
    static final byte LEVEL = 6;

    static final double FEASIBLE = 1e-9;
    private static final double LONGEST = 12;
    /** How far off, in e-foldings, a neighbour's Hessian is taken to be. */
    private static final double BORROWED = 0.3;
    private static final int ROUNDS = 150;
    private static final int CAPACITY = Block.CAPACITY;

    private final Formulation form;
    private final Block block;
    private final boolean feasibilityOnly;
    private final int size;
    private final int conditions;
    private final int total;
    private final QuadraticStep quadratic;

    private int count;
    private final int[] slot = new int[CAPACITY];
    private final double[][] at;
    private final double[][] trial;
    private final double[][] step;
    private final double[][] multiplier;
    private final boolean[][] active;
    private final double[] given = new double[CAPACITY];
    private final double[] violation = new double[CAPACITY];
    private final double[] merit = new double[CAPACITY];
    private final double[] slope = new double[CAPACITY];
    private final double[] penalty = new double[CAPACITY];
    private final double[] fraction = new double[CAPACITY];
    private final double[] length = new double[CAPACITY];
    private final double[] drift = new double[CAPACITY];
    private final double[] residual = new double[CAPACITY];
    private final int[] round = new int[CAPACITY];
    private final boolean[] restoring = new boolean[CAPACITY];
    private final boolean[] fresh = new boolean[CAPACITY];
    private final boolean[] borrowed = new boolean[CAPACITY];
    private final boolean[] newton = new boolean[CAPACITY];
    private final boolean[] wantsHessian = new boolean[CAPACITY];
    private final boolean[] wantsStep = new boolean[CAPACITY];
    private final byte[] ended = new byte[CAPACITY];

    /** @param feasibilityOnly whether the objective is left out, so that any point where the conditions hold is an answer */
    Lockstep(Formulation form, boolean feasibilityOnly) {
        this.form = form;
        this.feasibilityOnly = feasibilityOnly;
        block = new Block(form, feasibilityOnly);
        size = form.size;
        conditions = form.conditions;
        total = form.total;
        quadratic = new QuadraticStep(size, total);
        System.arraycopy(form.equality, 0, quadratic.equality, 0, total);
        at = new double[size][CAPACITY];
        trial = new double[size][CAPACITY];
        step = new double[size][CAPACITY];
        multiplier = new double[total][CAPACITY];
        active = new boolean[total][CAPACITY];
    }

    /** Solves lanes {@code from} (inclusive) to {@code to} (exclusive) of {@code lanes}, at most {@link Block#CAPACITY} of them. */
    void solve(Lanes lanes, int from, int to) {
        load(lanes, from, to);
        while (count > 0) {
            block.count = count;
            block.evaluate(trial, multiplier);
            boolean differentiate = false;
            for (int i = 0; i < count; i++) {
                judge(i);
                differentiate |= ended[i] == 0 && wantsHessian[i];
            }
            leave(lanes);
            if (differentiate) {
                block.count = count;
                block.differentiate(at, multiplier, wantsHessian);
            }
            for (int i = 0; i < count; i++) {
                if (wantsStep[i]) {
                    direct(i);
                }
            }
            leave(lanes);
        }
    }

    private void load(Lanes lanes, int from, int to) {
        count = to - from;
        block.load(lanes.row, from, count);
        for (int v = 0; v < size; v++) {
            form.clamp(v, lanes.point[v], from, trial[v], count);
        }
        Lanes model = lanes.model;
        double[][] hessian = model == null ? null : model.hessian;
        for (int j = 0; j < total; j++) {
            if (model == null) {
                Arrays.fill(multiplier[j], 0, count, 0);
            } else {
                gather(model.multipliers()[j], lanes.modelLane, from, multiplier[j]);
            }
            for (int i = 0; i < count; i++) {
                active[j][i] = multiplier[j][i] > 0;
            }
        }
        for (int k = 0; hessian != null && k < hessian.length; k++) {
            gather(hessian[k], lanes.modelLane, from, block.hessian[k]);
        }
        for (int i = 0; i < count; i++) {
            slot[i] = from + i;
            borrowed[i] = hessian != null;
        }
        Arrays.fill(drift, 0, count, hessian == null ? 0 : BORROWED);
        Arrays.fill(round, 0, count, 0);
        Arrays.fill(ended, 0, count, (byte) 0);
        Arrays.fill(penalty, 0, count, 0);
        Arrays.fill(fraction, 0, count, 0);
        Arrays.fill(residual, 0, count, Double.NaN);
        Arrays.fill(violation, 0, count, Double.NaN);
        Arrays.fill(given, 0, count, Double.NaN);
        Arrays.fill(restoring, 0, count, false);
        Arrays.fill(fresh, 0, count, false);
    }

    private void gather(double[] source, int[] which, int from, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = source[which[from + i]];
        }
    }

    /** Accepts or refuses the trial point of a lane and decides what it needs next. */
    private void judge(int i) {
        wantsStep[i] = false;
        wantsHessian[i] = false;
        double broken = 0;
        double squares = 0;
        double sum = block.objective[i];
        for (int c = 0; c < conditions; c++) {
            double one = block.value[c][i];
            double excess = form.equality[c] ? Math.abs(one) : one <= 0 ? 0 : one;
            broken += excess;
            squares += excess * excess;
            for (int v = 0; v < size; v++) {
                sum += block.normal[c][v][i];
            }
        }
        for (int v = 0; v < size; v++) {
            sum += block.gradient[v][i];
        }
        boolean finite = Math.abs(sum + squares) <= Double.MAX_VALUE;
        boolean first = round[i]++ == 0;
        if (round[i] > ROUNDS || first && !finite) {
            ended[i] = restoring[i] ? INFEASIBLE : FAILED;
            return;
        }
        if (!first && !(finite && sufficient(i, broken, squares))) {
            refuse(i);
            return;
        }
        for (int v = 0; v < size; v++) {
            at[v][i] = trial[v][i];
        }
        given[i] = block.given(i);
        fresh[i] = false;
        wantsStep[i] = true;
        settle(i, first, broken, squares);
    }

    private boolean sufficient(int i, double broken, double squares) {
        if (fraction[i] == 0) {
            return true;
        }
        if (restoring[i]) {
            return 0.5 * squares <= merit[i] + 1e-4 * fraction[i] * slope[i];
        }
        if (fraction[i] == 1 && length[i] < 1e-5 && broken <= Math.max(violation[i], FEASIBLE)) {
            return true;
        }
        double now = block.objective[i] + penalty[i] * broken;
        return now <= merit[i] + 1e-4 * fraction[i] * slope[i] + 4e-15 * (1 + Math.abs(merit[i]));
    }

    private void refuse(int i) {
        fraction[i] *= fraction[i] > 0.1 ? 0.5 : 0.2;
        if (fraction[i] * length[i] < 1e-11 || fraction[i] < 1e-9) {
            if (fresh[i]) {
                boolean rounding = residual[i] <= 1e-8 && violation[i] <= FEASIBLE;
                ended[i] = restoring[i] ? INFEASIBLE : rounding ? CONVERGED : FAILED;
                return;
            }
            fraction[i] = 0;
        }
        move(i);
    }

    /** At an accepted point: is it the last one, and is the Hessian still good? */
    private void settle(int i, boolean first, double broken, double squares) {
        double moved = fraction[i] * length[i];
        violation[i] = broken;
        merit[i] = squares;
        if (feasibilityOnly && broken <= 1e-12) {
            ended[i] = CONVERGED;
            return;
        }
        if (first || fraction[i] == 0) {
            wantsHessian[i] = !first || !borrowed[i];
            return;
        }
        residual[i] = stationarity(i);
        drift[i] += moved;
        if (!restoring[i] && fraction[i] == 1 && broken <= FEASIBLE) {
            boolean still = newton[i] ? moved * (drift[i] + Block.DIFFERENCE) <= 1e-10 : moved <= 1e-9;
            if (still && residual[i] <= 1e-7 || residual[i] <= 1e-13 && broken <= 1e-12) {
                ended[i] = newton[i] ? CONVERGED : LEVEL;
                return;
            }
        }
        for (int v = 0; v < size; v++) {
            if (!form.statedLower[v] && at[v][i] <= form.lower[v] || !form.statedUpper[v] && at[v][i] >= form.upper[v]) {
                ended[i] = broken > FEASIBLE ? INFEASIBLE : RUNAWAY;
                return;
            }
        }
        wantsHessian[i] = !newton[i] || drift[i] > 0.03 || moved < 1e-9;
    }

    private double stationarity(int i) {
        double most = 0;
        for (int v = 0; v < size; v++) {
            double sum = block.gradient[v][i];
            for (int c = 0; c < conditions; c++) {
                sum += multiplier[c][i] * block.normal[c][v][i];
            }
            for (int e = 0; e < form.endSign.length; e++) {
                if (form.endVariable[e] == v) {
                    sum += form.endSign[e] * multiplier[conditions + e][i];
                }
            }
            most = Math.max(most, Math.abs(sum));
        }
        return most;
    }

    /** Finds a lane's next step. */
    private void direct(int i) {
        if (wantsHessian[i]) {
            fresh[i] = true;
            drift[i] = 0;
        }
        double squares = merit[i];
        for (int v = 0; v < size; v++) {
            quadratic.gradient[v] = block.gradient[v][i];
            for (int w = 0; w < size; w++) {
                quadratic.hessian[v * size + w] = 0.5 * (block.hessian[v * size + w][i] + block.hessian[w * size + v][i]);
            }
            for (int c = 0; c < conditions; c++) {
                quadratic.normal[c * size + v] = block.normal[c][v][i];
            }
        }
        for (int c = 0; c < conditions; c++) {
            quadratic.value[c] = block.value[c][i];
        }
        loadEnds(i);
        for (int j = 0; j < total; j++) {
            quadratic.active[j] = active[j][i];
        }
        if (quadratic.solve()) {
            restoring[i] = false;
            aim(i);
        } else if (form.allLinear()) {
            ended[i] = CONTRADICTION;
        } else {
            restore(i, squares);
        }
    }

    private void loadEnds(int i) {
        for (int e = 0; e < form.endSign.length; e++) {
            int v = form.endVariable[e];
            double sign = form.endSign[e];
            int j = conditions + e;
            for (int w = 0; w < size; w++) {
                quadratic.normal[j * size + w] = w == v ? sign : 0;
            }
            quadratic.value[j] = sign * (at[v][i] - (sign > 0 ? form.upper[v] : form.lower[v]));
        }
    }

    /** Takes the subproblem's step and multipliers, and what the penalty function promises for them. */
    private void aim(int i) {
        double along = 0;
        double longest = 0;
        double most = 0;
        double change = 0;
        for (int v = 0; v < size; v++) {
            longest = Math.max(longest, Math.abs(quadratic.step[v]));
        }
        double ratio = longest > LONGEST ? LONGEST / longest : 1;
        for (int v = 0; v < size; v++) {
            step[v][i] = ratio * quadratic.step[v];
            along += block.gradient[v][i] * step[v][i];
        }
        for (int j = 0; j < total; j++) {
            double next = quadratic.multiplier[j];
            most = Math.max(most, Math.abs(next));
            if (j < conditions && !form.linear[j]) {
                change = Math.max(change, Math.abs(next - multiplier[j][i]));
            }
            multiplier[j][i] = next;
            active[j][i] = quadratic.active[j];
        }
        newton[i] = !quadratic.shifted && ratio == 1;
        length[i] = ratio * longest;
        if (change > 0) {
            drift[i] += change / Math.max(most, 1e-6);
        }
        if (penalty[i] < 1.1 * most || penalty[i] > 20 * most) {
            penalty[i] = 2 * most + 1e-9;
        }
        merit[i] = block.objective[i] + penalty[i] * violation[i];
        slope[i] = Math.min(along - penalty[i] * ratio * violation[i], 0);
        fraction[i] = 1;
        move(i);
    }

    /** Where the linearised conditions contradict each other: a Gauss-Newton step on what they are violated by, within the ranges. */
    private void restore(int i, double squares) {
        for (int v = 0; v < size; v++) {
            quadratic.gradient[v] = 0;
            for (int w = 0; w < size; w++) {
                quadratic.hessian[v * size + w] = v == w ? 1e-6 : 0;
            }
        }
        for (int c = 0; c < conditions; c++) {
            double value = block.value[c][i];
            if (form.equality[c] || value > 0) {
                for (int v = 0; v < size; v++) {
                    quadratic.gradient[v] += value * block.normal[c][v][i];
                    for (int w = 0; w < size; w++) {
                        quadratic.hessian[v * size + w] += block.normal[c][v][i] * block.normal[c][w][i];
                    }
                }
            }
        }
        for (int c = 0; c < conditions; c++) {
            quadratic.value[c] = quadratic.equality[c] ? 0 : -1;
            Arrays.fill(quadratic.normal, c * size, (c + 1) * size, 0);
        }
        double[] descent = quadratic.gradient;
        if (!quadratic.solve()) {
            ended[i] = INFEASIBLE;
            return;
        }
        double longest = 0;
        for (int v = 0; v < size; v++) {
            longest = Math.max(longest, Math.abs(quadratic.step[v]));
        }
        if (longest < 1e-7) {
            ended[i] = INFEASIBLE;
            return;
        }
        double ratio = Math.min(1, LONGEST / longest);
        double along = 0;
        for (int v = 0; v < size; v++) {
            step[v][i] = ratio * quadratic.step[v];
            along += descent[v] * step[v][i];
        }
        for (int j = 0; j < total; j++) {
            active[j][i] = false;
            multiplier[j][i] = 0;
        }
        restoring[i] = true;
        newton[i] = false;
        length[i] = ratio * longest;
        merit[i] = 0.5 * squares;
        slope[i] = Math.min(along, 0);
        fraction[i] = 1;
        move(i);
    }

    private void move(int i) {
        for (int v = 0; v < size; v++) {
            trial[v][i] = form.clamp(v, at[v][i] + fraction[i] * step[v][i]);
        }
    }

    private void leave(Lanes lanes) {
        while (count > 0 && ended[count - 1] != 0) {
            store(--count, lanes);
        }
        int i = 0;
        while (i < count) {
            if (ended[i] == 0) {
                i++;
                continue;
            }
            store(i, lanes);
            count--;
            if (i < count) {
                copy(count, i);
            }
            while (count > i + 1 && ended[count - 1] != 0) {
                store(--count, lanes);
            }
        }
    }

    private void store(int i, Lanes lanes) {
        int lane = slot[i];
        for (int v = 0; v < size; v++) {
            lanes.point[v][lane] = at[v][i];
        }
        double objectiveScale = form.objectiveLogarithmic || feasibilityOnly ? 1 : block.objectiveScale[i];
        double[][] known = lanes.multipliers();
        for (int j = 0; j < total; j++) {
            boolean ratio = j >= conditions || form.logarithmicCondition[j];
            known[j][lane] = multiplier[j][i] * objectiveScale / (ratio ? 1 : block.sideScale[j][i]);
        }
        double[][] hessian = lanes.hessian;
        for (int k = 0; hessian != null && k < hessian.length; k++) {
            hessian[k][lane] = block.hessian[k][i] * objectiveScale;
        }
        lanes.objective[lane] = given[i];
        lanes.violation[lane] = violation[i];
        lanes.ended[lane] = ended[i];
    }

    private void copy(int from, int to) {
        block.copy(from, to);
        slot[to] = slot[from];
        for (int v = 0; v < size; v++) {
            at[v][to] = at[v][from];
            trial[v][to] = trial[v][from];
            step[v][to] = step[v][from];
        }
        for (int j = 0; j < total; j++) {
            multiplier[j][to] = multiplier[j][from];
            active[j][to] = active[j][from];
        }
        given[to] = given[from];
        violation[to] = violation[from];
        merit[to] = merit[from];
        slope[to] = slope[from];
        penalty[to] = penalty[from];
        fraction[to] = fraction[from];
        length[to] = length[from];
        drift[to] = drift[from];
        residual[to] = residual[from];
        round[to] = round[from];
        restoring[to] = restoring[from];
        fresh[to] = fresh[from];
        borrowed[to] = borrowed[from];
        newton[to] = newton[from];
        wantsHessian[to] = wantsHessian[from];
        wantsStep[to] = wantsStep[from];
        ended[to] = ended[from];
    }
}
