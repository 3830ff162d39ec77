package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.stdlib.kernel.Bends;
import org.jspecify.annotations.Nullable;

/**
 * Problems whose formulas choose by comparisons of what is decided, as a price that is another beyond some size. Every way in which the
 * comparisons can turn out is a problem of its own, which choice and all that follows held, under the conditions that make them turn out
 * so: together they are everything, so that the best of their optima is the optimum, be it at the very edge of a leap.
 */
final class Leaps {
    /** So many comparisons at most are taken every way. */
    private static final int MOST = 5;
    /** What is better by less, relatively, is as good. */
    private static final double SAME = 1e-12;

    private final Formulation form;
    private final int rows;
    private final Options options;
    private final Bends bends;
    private final int[] leaps;
    private Allocation.Certificate certificate = new Allocation.Certificate(Allocation.Method.CLOSED_FORM, 0, 0, 0);
    private @Nullable Unbounded unbounded;

    private Leaps(Formulation form, int rows, Options options, Bends bends, int[] leaps) {
        this.form = form;
        this.rows = rows;
        this.options = options;
        this.bends = bends;
        this.leaps = leaps;
    }

    /** Null where the formula does not choose by what is decided, or by too many comparisons. */
    static @Nullable Leaps of(Formulation form, int rows, Options options) {
        if (!(form.program instanceof KernelProgram program)) {
            return null;
        }
        Bends bends = Bends.of(program.kernel(), form.size);
        int[] leaps = leaps(bends);
        return leaps.length == 0 ? null : new Leaps(form, rows, options, bends, leaps);
    }

    /** How many problems a program comes to besides itself. */
    static int ways(Program program) {
        int leaps = program instanceof KernelProgram of ? leaps(Bends.of(of.kernel(), of.variables())).length : 0;
        return leaps == 0 ? 0 : 1 << leaps;
    }

    /** The comparisons that are taken every way. */
    private static int[] leaps(Bends bends) {
        int[] leaps = IntStream.range(0, bends.count()).filter(bends::isComparison).toArray();
        return leaps.length <= MOST ? leaps : new int[0];
    }

    /** Takes what is better in any of the problems, in place. */
    void improve(Lanes ends) {
        for (int ways = 0; ways < 1 << leaps.length; ways++) {
            int[] order = new int[bends.count()];
            for (int k = 0; k < leaps.length; k++) {
                order[leaps[k]] = (ways >> k & 1) == 0 ? -1 : 1;
            }
            Solver solver = new Solver(held(order), rows, options);
            Lanes found = solver.solve();
            unbounded = unbounded == null ? solver.escape(found) : unbounded;
            certificate = solver.certificate(found, certificate);
            take(solver.form(), found, ends);
        }
    }

    /** Where one of the problems has no optimum; null where none is seen. */
    @Nullable
    Unbounded unbounded() {
        return unbounded;
    }

    /** What the claim rests on for all of the problems. */
    Allocation.Certificate certificate() {
        return certificate;
    }

    /** The problem with comparisons held, on the scale of the whole. */
    private Formulation held(int[] order) {
        List<Condition> conditions = new ArrayList<>(form.problem.conditions());
        for (int k = 0; k < leaps.length; k++) {
            conditions.add(Condition.atMost("comparison"));
        }
        Formulation own = Design.formulate(new AllocationProblem(new KernelProgram(bends.held(order), form.size), form.problem.goal(),
                form.problem.domains(), conditions, form.problem.parameters()), rows, options.cancelled());
        boolean[] linear = own.linear.clone();
        boolean[] logarithmic = own.logarithmicCondition.clone();
        for (int c = 0; c < form.conditions; c++) {
            linear[c] &= logarithmic[c] == form.logarithmicCondition[c];
            logarithmic[c] = form.logarithmicCondition[c];
        }
        return own.with(form.objectiveLogarithmic, logarithmic, linear);
    }

    private void take(Formulation held, Lanes found, Lanes ends) {
        int[] better = IntStream.range(0, rows).filter(i -> isBetter(found, ends, i)).toArray();
        if (better.length == 0) {
            return;
        }
        double[][] point = Arrays.stream(found.point).map(double[]::clone).toArray(double[][]::new);
        double[][] multipliers = found.multipliers();
        // makes variables of the coordinates
        double[] residual = Residuals.of(held, found);
        for (int i : better) {
            boolean edge = false;
            for (int c = form.conditions; c < held.conditions; c++) {
                edge |= multipliers[c][i] != 0;
            }
            for (int v = 0; v < form.size; v++) {
                ends.point[v][i] = point[v][i];
            }
            for (int j = 0; j < form.total; j++) {
                ends.multipliers()[j][i] = multipliers[j < form.conditions ? j : j + leaps.length][i];
            }
            ends.objective[i] = found.objective[i];
            ends.violation[i] = found.violation[i];
            ends.ended[i] = found.ended[i];
            ends.corner(i, edge ? residual[i] : Double.NaN);
        }
    }

    private boolean isBetter(Lanes found, Lanes ends, int row) {
        if (!found.holds(row) || !found.converged(row) || ends.ended[row] == Lockstep.RUNAWAY) {
            return false;
        }
        double margin = SAME * Math.abs(ends.objective[row]);
        double ahead = form.objectiveSign * (ends.objective[row] - found.objective[row]);
        return !ends.holds(row) || (ends.converged(row) ? ahead > margin : ahead >= -margin);
    }
}
