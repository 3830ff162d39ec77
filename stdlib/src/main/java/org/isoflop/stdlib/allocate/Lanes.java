package org.isoflop.stdlib.allocate;

/**
 * Starts to solve and, in place, what became of them. Multipliers are per unit of the logarithm where the objective or the condition is
 * taken in logarithms, else per unit of its value.
 */
final class Lanes {
    final int count;
    /** Which row of the batch a lane belongs to. */
    final int[] row;
    /** {@code [variable][lane]} coordinates: the start, then the solution. */
    final double[][] point;
    /** {@code [condition or end][lane]}. */
    final double[][] multiplier;
    final double[] objective;
    final double[] violation;
    final double[] residual;
    final byte[] ended;
    /** Whether the multipliers given with the starts are worth anything. */
    boolean warm;

    Lanes(Formulation form, int count) {
        this.count = count;
        row = new int[count];
        point = new double[form.size][count];
        multiplier = new double[form.total][count];
        objective = new double[count];
        violation = new double[count];
        residual = new double[count];
        ended = new byte[count];
    }

    /** Whether the conditions hold where the lane ended, converged or not. */
    boolean holds(int lane) {
        return (ended[lane] == Lockstep.CONVERGED || ended[lane] == Lockstep.FAILED || ended[lane] == Lockstep.RUNAWAY)
                && violation[lane] <= Lockstep.FEASIBLE;
    }

    boolean converged(int lane) {
        return ended[lane] == Lockstep.CONVERGED;
    }
}
