package org.isoflop.stdlib.fit;

/** Brings some coefficients to their best, the others given: those that enter linearly (Golub and Pereyra 1973). */
final class Elimination {
    private static final int ROUNDS = 4;

    private final Objective objective;
    /** In the order of the matrices. */
    private final int[] eliminated;
    private final double[] before;
    private final int[] free;
    private final Factor factor;
    private final double[] step;

    Elimination(Objective objective, int[] eliminated) {
        this.objective = objective;
        this.eliminated = objective.shape().ordered(eliminated);
        before = new double[objective.size()];
        free = new int[eliminated.length];
        factor = new Factor(eliminated.length);
        step = new double[eliminated.length];
    }

    /** Evaluates at a point, which moves to where the eliminated coefficients are at their best; returns how often it evaluated. */
    int evaluate(double[] at) {
        objective.evaluate(at, true);
        int evaluations = 1;
        for (int round = 0; round < ROUNDS && eliminated.length > 0 && objective.value <= Double.MAX_VALUE; round++) {
            double value = objective.value;
            System.arraycopy(at, 0, before, 0, at.length);
            if (!eliminate(at)) {
                return evaluations;
            }
            objective.evaluate(at, true);
            evaluations++;
            if (!(objective.value <= value)) {
                System.arraycopy(before, 0, at, 0, at.length);
                objective.evaluate(at, true);
                return evaluations + 1;
            }
        }
        return evaluations;
    }

    /** Newton's step, or that of reweighted least squares, in the eliminated coefficients alone; false if it gains nothing. */
    private boolean eliminate(double[] at) {
        return eliminate(at, objective.hessian) || eliminate(at, objective.metric);
    }

    private boolean eliminate(double[] at, Symmetric model) {
        int count = 0;
        for (int j : eliminated) {
            boolean held = at[j] <= objective.lower(j) && objective.gradient[j] >= 0
                    || at[j] >= objective.upper(j) && objective.gradient[j] <= 0;
            if (!held && model.diagonal(j) > 0) {
                free[count++] = j;
            }
        }
        for (int i = 0; i < count; i++) {
            step[i] = -objective.gradient[free[i]];
        }
        factor.take(model, free, count);
        factor.raise(1 + 1e-14);
        if (count == 0 || !factor.factor(1e-15)) {
            return false;
        }
        factor.solve(step);
        double gain = 0;
        for (int i = 0; i < count; i++) {
            int j = free[i];
            gain -= step[i] * objective.gradient[j] / 2;
            at[j] = Math.max(objective.lower(j), Math.min(at[j] + step[i], objective.upper(j)));
        }
        return gain > 1e-9 * objective.value;
    }
}
