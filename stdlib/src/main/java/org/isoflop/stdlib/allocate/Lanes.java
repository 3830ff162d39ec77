package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    private final double[][] multiplier;
    /** What works out the multipliers that are not there yet. */
    private @Nullable Line owing;
    final double[] objective;
    final double[] violation;
    final byte[] ended;
    /** {@code [v * size + w][lane]} second derivatives of the Lagrangian at the end; null where nobody asked to keep them. */
    double @Nullable [][] hessian;
    /** See {@link #corner(int)}; null where there is none. */
    private double @Nullable [] corner;
    /** Solved neighbours, whose multipliers and Hessians are good to begin with, and for each lane which of them. */
    @Nullable Lanes model;
    int[] modelLane = new int[0];

    Lanes(Formulation form, int count) {
        this.count = count;
        row = new int[count];
        point = new double[form.size][count];
        multiplier = new double[form.total][];
        objective = new double[count];
        violation = new double[count];
        ended = new byte[count];
    }

    void keepHessian() {
        hessian = new double[point.length * point.length][count];
    }

    /** Leaves the multipliers to be worked out when they are asked for. */
    void owe(Line line) {
        owing = line;
    }

    /** {@code [condition or end][lane]}, zero before they are known. */
    double[][] multipliers() {
        for (int j = 0; j < multiplier.length; j++) {
            if (multiplier[j] == null) {
                multiplier[j] = new double[count];
            }
        }
        Line line = owing;
        if (line != null) {
            owing = null;
            line.multiply(this);
        }
        return multiplier;
    }

    /**
     * How far an end that lies where the formula bends is from an optimum: the largest of the residuals of all the smooth pieces that meet
     * there. NaN for an end elsewhere, of which the formula tells that itself.
     */
    double corner(int lane) {
        return corner == null ? Double.NaN : corner[lane];
    }

    void corner(int lane, double residual) {
        double[] known = corner;
        if (known == null && Double.isNaN(residual)) {
            return;
        }
        if (known == null) {
            known = new double[count];
            Arrays.fill(known, Double.NaN);
            corner = known;
        }
        known[lane] = residual;
    }

    double @Nullable [] corners() {
        return corner;
    }

    void startLike(Lanes solved, int[] which) {
        model = solved;
        modelLane = which;
    }

    /** Whether the conditions hold where the lane ended, converged or not. */
    boolean holds(int lane) {
        return ended[lane] != 0 && ended[lane] != Lockstep.INFEASIBLE && ended[lane] != Lockstep.CONTRADICTION
                && violation[lane] <= Lockstep.FEASIBLE;
    }

    /** A search none of whose ends fulfils the conditions has found that they cannot hold; ends without a value say nothing. */
    void concludeInfeasible() {
        for (int i = 0; i < count; i++) {
            if (ended[i] != Lockstep.CONTRADICTION && violation[i] > Lockstep.FEASIBLE) {
                ended[i] = Lockstep.INFEASIBLE;
            }
        }
    }

    boolean converged(int lane) {
        return ended[lane] == Lockstep.CONVERGED || ended[lane] == Lockstep.LEVEL;
    }
}
