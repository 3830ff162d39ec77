package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * A problem whose formulas leap, by cases: with what decides about the leaps held, each case is a smooth problem of its own, under
 * conditions that say where it holds. The best of their optima is an optimum of the whole, be it at the very edge of a leap.
 */
abstract class Cases {
    /** What is better by less, relatively, is as good. */
    private static final double BETTER = 1e-12;
    /** By how much, relatively, a case may differ from the formula for rounding alone. */
    private static final double SAME = 1e-10;
    private static final double FULFILLED = 1e-8;

    final Formulation form;
    final int rows;
    final Options options;
    /** What the claim rests on for all of the cases. */
    Allocation.Certificate certificate = Allocation.Certificate.NONE;
    private @Nullable Unbounded unbounded;

    Cases(Formulation form, int rows, Options options) {
        this.form = form;
        this.rows = rows;
        this.options = options;
    }

    /** Null where a problem does not leap, or in too many ways. */
    static @Nullable Cases of(Formulation form, int rows, Options options) {
        if (!(form.program instanceof KernelProgram program)) {
            return null;
        }
        Cases steps = WholeNumbers.of(form, program, rows, options);
        return steps != null ? steps : Leaps.of(form, program, rows, options);
    }

    /** About how many problems a program comes to besides itself. */
    static int count(Program program) {
        if (!(program instanceof KernelProgram kernel)) {
            return 0;
        }
        int cases = Math.max(1, WholeNumbers.count(kernel)) * Math.max(1, Leaps.count(kernel));
        return cases == 1 ? 0 : cases;
    }

    /** Takes what is better in any of the cases, in place. */
    abstract void improve(Lanes ends);

    final Allocation.Certificate certificate() {
        return certificate;
    }

    /** Where one of the cases has no optimum; null where none is seen. */
    final @Nullable Unbounded unbounded() {
        return unbounded;
    }

    /**
     * A case on the scale of the whole.
     *
     * @param kernel with the outputs of the whole, and behind them pairs of which the first is at most the second
     * @param more parameters besides those of the whole
     */
    final Formulation held(Kernel kernel, List<Parameter> more) {
        KernelProgram program = new KernelProgram(kernel, form.size);
        List<Condition> conditions = new ArrayList<>(form.problem.conditions());
        while (conditions.size() < program.conditions()) {
            conditions.add(Condition.atMost("case"));
        }
        List<Parameter> parameters = new ArrayList<>(form.problem.parameters());
        parameters.addAll(more);
        Formulation own = Design.formulate(
                new AllocationProblem(program, form.problem.goal(), form.problem.domains(), conditions, parameters), rows,
                options.cancelled());
        boolean[] linear = own.linear.clone();
        boolean[] logarithmic = own.logarithmicCondition.clone();
        for (int c = 0; c < form.conditions; c++) {
            linear[c] &= logarithmic[c] == form.logarithmicCondition[c];
            logarithmic[c] = form.logarithmicCondition[c];
        }
        return own.with(form.objectiveLogarithmic, logarithmic, linear);
    }

    /**
     * Solves a case for some rows, and takes what is better.
     *
     * @param which rows, by number
     * @param how carefully
     */
    final Solved solve(Formulation held, int[] which, Lanes ends, Options how) {
        Solver solver = new Solver(which.length == rows ? held : held.rowsOnly(which), which.length, how);
        Lanes found = solver.solve();
        unbounded = unbounded == null ? solver.escape(found) : unbounded;
        return new Solved(take(solver.form(), found, which, ends), solver.certificate(found));
    }

    /** What became of a case. */
    record Solved(int[] better, Allocation.Certificate certificate) {
    }

    private int[] take(Formulation held, Lanes found, int[] which, Lanes ends) {
        boolean[] so = isSo(found, which);
        int[] better = new int[which.length];
        int count = 0;
        double[][] point = Arrays.stream(found.point).map(double[]::clone).toArray(double[][]::new);
        double[][] multipliers = found.multipliers();
        double[] residual = {};
        for (int i = 0; i < which.length; i++) {
            int row = which[i];
            if (!so[i] || !isBetter(found, i, ends, row)) {
                continue;
            }
            if (residual.length == 0) {
                // makes variables of the coordinates
                residual = Residuals.of(held, found);
            }
            boolean edge = false;
            for (int c = form.conditions; c < held.conditions; c++) {
                edge |= multipliers[c][i] != 0;
            }
            for (int v = 0; v < form.size; v++) {
                ends.point[v][row] = point[v][i];
            }
            int more = held.conditions - form.conditions;
            for (int j = 0; j < form.total; j++) {
                ends.multipliers()[j][row] = multipliers[j < form.conditions ? j : j + more][i];
            }
            ends.objective[row] = found.objective[i];
            ends.violation[row] = found.violation[i];
            ends.ended[row] = found.ended[i];
            ends.corner(row, edge ? residual[i] : Double.NaN);
            better[count++] = row;
        }
        return Arrays.copyOf(better, count);
    }

    private boolean isBetter(Lanes found, int i, Lanes ends, int row) {
        if (!found.holds(i) || !found.converged(i) || ends.ended[row] == Lockstep.RUNAWAY) {
            return false;
        }
        double margin = BETTER * Math.abs(ends.objective[row]);
        double ahead = form.objectiveSign * (ends.objective[row] - found.objective[i]);
        return !ends.holds(row) || (ends.converged(row) ? ahead > margin : ahead >= -margin);
    }

    /** Of each row whether the formula itself is there what the case says: beyond an edge it is another. */
    private boolean[] isSo(Lanes found, int[] which) {
        Lanes there = new Lanes(form, which.length);
        for (int i = 0; i < which.length; i++) {
            there.row[i] = which[i];
            for (int v = 0; v < form.size; v++) {
                there.point[v][i] = found.point[v][i];
            }
        }
        double[][] values = values(form, form.program, there);
        boolean[] so = new boolean[which.length];
        for (int i = 0; i < so.length; i++) {
            so[i] = isSo(form, values, i, found.objective[i]);
        }
        return so;
    }

    /** {@code [output][lane]} of a program, at coordinates of a formulation. */
    static double[][] values(Formulation form, Program program, Lanes lanes) {
        double[][] at = new double[form.size][];
        for (int v = 0; v < form.size; v++) {
            at[v] = lanes.point[v].clone();
            form.variable(v, at[v], lanes.count);
        }
        double[][] values = new double[program.outputs()][lanes.count];
        program.evaluate(at, form.rowsOnly(lanes.row).rows(0, lanes.count), 0, lanes.count, values, null);
        return values;
    }

    /** Whether a formula that may leap has a value in a lane, and fulfils its conditions there. */
    static boolean isSo(Formulation form, double[][] values, int lane, double objective) {
        boolean so = Math.abs(values[0][lane] - objective) <= SAME * Math.abs(objective);
        for (int c = 0; c < form.conditions; c++) {
            double left = values[1 + 2 * c][lane];
            double right = values[2 + 2 * c][lane];
            double excess = form.orientation[c] * (form.logarithmicCondition[c]
                    ? Math.log(left / right)
                    : (left - right) / Math.max(Math.max(Math.abs(left), Math.abs(right)), Double.MIN_NORMAL));
            so &= form.equality[c] ? Math.abs(excess) <= FULFILLED : excess <= FULFILLED;
        }
        return so;
    }
}
