package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.Nullable;

/**
 * What a batch came to, in numbers alone, so that it can be kept.
 *
 * @param point {@code [variable][row]} coordinates
 * @param multipliers {@code [condition or end][row]}
 * @param ended how each row did
 * @param corners by row how far an end where the formula bends is from an optimum; null where there is none
 */
public record Answer(double[][] point, double[][] multipliers, double[] objective, double[] violation, byte[] ended,
        int @Nullable [] choice,
        @Nullable Conflict conflict, @Nullable Unbounded unbounded, Allocation.Certificate certificate, boolean objectiveLogarithmic,
        boolean[] logarithmicCondition, boolean[] linear, double @Nullable [] corners) {

    static Answer of(Solved solved) {
        Lanes ends = solved.ends();
        return new Answer(ends.point, ends.multipliers(), ends.objective, ends.violation, ends.ended, solved.choice(), solved.conflict(),
                solved.unbounded(), solved.certificate(), solved.form().objectiveLogarithmic, solved.form().logarithmicCondition,
                solved.form().linear, ends.corners());
    }

    /** As the answer to the problem that it came of. */
    Solved of(AllocationProblem problem, int rows) {
        Formulation form = Allocator.chosen(problem, new Formulation(problem, objectiveLogarithmic, logarithmicCondition, linear), choice);
        Lanes ends = new Lanes(form, rows);
        for (int i = 0; i < rows; i++) {
            ends.row[i] = i;
        }
        for (int v = 0; v < point.length; v++) {
            System.arraycopy(point[v], 0, ends.point[v], 0, rows);
        }
        double[][] slopes = ends.multipliers();
        for (int j = 0; j < slopes.length; j++) {
            System.arraycopy(multipliers[j], 0, slopes[j], 0, rows);
        }
        System.arraycopy(objective, 0, ends.objective, 0, rows);
        System.arraycopy(violation, 0, ends.violation, 0, rows);
        System.arraycopy(ended, 0, ends.ended, 0, rows);
        for (int i = 0; corners != null && i < rows; i++) {
            ends.corner(i, corners[i]);
        }
        return new Solved(form, ends, choice, conflict, unbounded, certificate);
    }

    /** A batch before its coordinates are taken for variables. */
    record Solved(Formulation form, Lanes ends, int @Nullable [] choice, @Nullable Conflict conflict, @Nullable Unbounded unbounded,
            Allocation.Certificate certificate) {
        Allocation allocation() {
            return new Allocation(form, ends, choice, conflict, unbounded, certificate);
        }

        boolean failsEverywhere() {
            for (int i = 0; i < ends.count; i++) {
                if (ends.ended[i] != Lockstep.FAILED && ends.ended[i] != Lockstep.RUNAWAY) {
                    return false;
                }
            }
            return true;
        }
    }
}
