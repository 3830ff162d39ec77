package org.isoflop.stdlib.fit;

/**
 * Steps within bounds to the least of a quadratic model, with damping: of Newton's model by the metric of reweighted least squares, of that
 * metric itself by its diagonal (Levenberg 1944, Marquardt 1963). What a step would carry over a bound is held there, and the rest solved again.
 */
final class DampedStep {
    private final Objective objective;
    private final int size;
    private final boolean[] isEliminated;
    private final boolean someEliminated;
    private final double[] gradient;
    private final Symmetric hessian;
    private final Symmetric metric;
    private final Symmetric damped;
    private final Factor factor;
    private final double[] step;
    /** The step by variable, and how residuals bend along it; then what follows from that for the step. */
    private final double[] velocity;
    private final double[] acceleration;
    /** What may move, in the order of the matrices. */
    private final int[] free;
    private int freeCount;
    /** What was put on a bound. */
    private final int[] moved;
    private boolean measured;
    private double[] point = {};
    private double[] trial = {};
    /** How far faint variables may go, as a part of their reach, and what they gain at most there. */
    private double reach;
    /** How much longer than its model says a step is. */
    private double stretch = 1;
    private double faint;
    private final double rise;

    /**
     * @param eliminated variables that are brought to their best after each step: they are not damped
     * @param rise how far a coefficient that may be zero may rise in a step, in its logarithm
     */
    DampedStep(Objective objective, int[] eliminated, double rise) {
        this.objective = objective;
        this.rise = rise;
        size = objective.size();
        isEliminated = new boolean[size];
        for (int j : eliminated) {
            isEliminated[j] = true;
        }
        someEliminated = eliminated.length > 0;
        gradient = new double[size];
        hessian = new Symmetric(objective.shape());
        metric = new Symmetric(objective.shape());
        damped = new Symmetric(objective.shape());
        factor = new Factor(size);
        step = new double[size];
        velocity = new double[size];
        acceleration = new double[size];
        free = new int[size];
        moved = new int[size];
    }

    /** Takes over the derivatives where the objective was evaluated last. */
    void take(Objective from) {
        System.arraycopy(from.gradient, 0, gradient, 0, size);
        hessian.set(from.hessian);
        metric.set(from.metric);
    }

    /** Finds what may move from a point: what is at a bound and would go beyond, or has no influence, may not. */
    void findFree(double[] from, boolean isMeasured) {
        point = from;
        measured = isMeasured;
        Envelope shape = damped.shape();
        freeCount = 0;
        for (int at = 0; at < size; at++) {
            int j = shape.coefficient(at);
            boolean held = point[j] <= objective.lower(j) && gradient[j] >= 0 || point[j] >= objective.upper(j) && gradient[j] <= 0;
            if (!held && (metric.diagonal(j) > 0 || !measured)) {
                free[freeCount++] = j;
            }
        }
    }

    int freeCount() {
        return freeCount;
    }

    double[] gradient() {
        return gradient;
    }

    double metric(int j) {
        return metric.diagonal(j);
    }

    /**
     * Writes where the step ends into {@code to}; returns false if the damped model is not positive definite.
     *
     * @param reweighted whether the model is the metric
     * @param itsStretch how much longer than the model says the step is to be, where nothing holds it
     * @param own of each variable, the multiple of its metric that it is damped by besides
     */
    boolean solve(double[] from, boolean reweighted, double itsStretch, double damping, double[] own, double itsReach, boolean isMeasured,
            double itsFaint, double[] to) {
        stretch = itsStretch;
        findFree(from, isMeasured);
        trial = to;
        reach = itsReach;
        faint = itsFaint;
        compose(reweighted, damping, own);
        System.arraycopy(point, 0, trial, 0, size);
        boolean some = false;
        while (freeCount > 0) {
            for (int i = 0; i < freeCount; i++) {
                step[i] = -stretch * gradient[free[i]];
            }
            if (some) {
                carry();
            }
            factor.take(damped, free, freeCount);
            if (!factor.factor(1e-15)) {
                return false;
            }
            factor.solve(step);
            some = hold();
            if (!some) {
                break;
            }
        }
        for (int i = 0; i < freeCount; i++) {
            trial[free[i]] = point[free[i]] + step[i];
        }
        return true;
    }

    private void compose(boolean reweighted, double damping, double[] own) {
        double[] model = reweighted ? metric.values() : hessian.values();
        double[] to = damped.values();
        Envelope shape = damped.shape();
        System.arraycopy(model, 0, to, 0, to.length);
        if (damping > 0 && !reweighted) {
            add(damping, metric.values(), to);
        }
        for (int at = 0; at < size; at++) {
            int j = shape.coefficient(at);
            int diagonal = shape.entry(at, at);
            double weight = metric.values()[diagonal];
            to[diagonal] = model[diagonal] + (reweighted ? 0 : own[j] * weight) + (damping > 0 ? damping * weight : 0);
        }
        if (someEliminated) {
            restore(model, to);
        }
    }

    /** A plain loop in a method of its own: the optimising compiler is done with it soon. */
    private static void add(double factor, double[] what, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private void restore(double[] model, double[] to) {
        Envelope shape = damped.shape();
        for (int row = 0; row < size; row++) {
            for (int column = shape.first(row); column <= row; column++) {
                if (isEliminated[shape.coefficient(row)] || isEliminated[shape.coefficient(column)]) {
                    to[shape.entry(row, column)] = model[shape.entry(row, column)];
                }
            }
        }
    }

    /** Takes account of what was moved to its bound. */
    private void carry() {
        int count = 0;
        for (int j = 0; j < size; j++) {
            if (trial[j] != point[j]) {
                moved[count++] = j;
            }
        }
        for (int i = 0; i < freeCount; i++) {
            for (int m = 0; m < count; m++) {
                step[i] -= damped.get(free[i], moved[m]) * (trial[moved[m]] - point[moved[m]]);
            }
        }
    }

    /** Puts what leaves its range on the bound and takes it out of the step; returns whether there was any. */
    private boolean hold() {
        int kept = 0;
        for (int i = 0; i < freeCount; i++) {
            int j = free[i];
            double target = point[j] + step[i];
            double lower = objective.lower(j);
            double upper = objective.upper(j);
            if (isFaint(j)) {
                lower = Math.max(lower, point[j] - reach * objective.reach(j));
                upper = Math.min(upper, point[j] + reach * objective.reach(j));
            }
            if (objective.mayVanish(j)) {
                upper = Math.min(upper, point[j] + rise);
            }
            if (target < lower || target > upper) {
                trial[j] = target < lower ? lower : upper;
            } else {
                step[kept] = step[i];
                free[kept++] = j;
            }
        }
        boolean held = kept < freeCount;
        freeCount = kept;
        return held;
    }

    /** Whether a variable counts so little here that the model says nothing of where it would count. */
    private boolean isFaint(int j) {
        double farthest = objective.reach(j);
        return measured && metric.diagonal(j) * farthest * farthest < faint;
    }

    /**
     * Adds to the step of reweighted least squares that was solved last half the acceleration along it, so that it follows residuals as they
     * bend (Transtrum and Sethna 2012, arXiv:1201.5885: geodesic acceleration), where that is not longer than the step itself and nothing was held. The
     * rows are those of the objective at the point, evaluated there last.
     */
    void accelerate() {
        if (freeCount < size || !objective.isUniform()) {
            return;
        }
        for (int i = 0; i < size; i++) {
            velocity[free[i]] = step[i];
        }
        objective.bendAlong(velocity, velocity);
        double length = 0;
        double turn = 0;
        for (int i = 0; i < size; i++) {
            acceleration[i] = -velocity[free[i]];
        }
        factor.solve(acceleration);
        for (int i = 0; i < size; i++) {
            double weight = metric.diagonal(free[i]);
            length += weight * step[i] * step[i];
            turn += weight * acceleration[i] * acceleration[i];
        }
        for (int i = 0; i < size && turn <= length; i++) {
            int j = free[i];
            double target = point[j] + step[i] + 0.5 * acceleration[i];
            trial[j] = Math.max(objective.lower(j), Math.min(target, objective.upper(j)));
        }
    }

    /** By how much a quadratic model, flattened by the stretch of the last step, falls from one point to another. */
    double gain(boolean reweighted, double[] from, double[] to) {
        Envelope shape = damped.shape();
        double[] model = reweighted ? metric.values() : hessian.values();
        double flatness = 1 / stretch;
        double gain = 0;
        for (int row = 0; row < size; row++) {
            int j = shape.coefficient(row);
            double length = to[j] - from[j];
            double slope = gradient[j] + 0.5 * flatness * model[shape.entry(row, row)] * length;
            for (int column = shape.first(row); column < row; column++) {
                int k = shape.coefficient(column);
                slope += flatness * model[shape.entry(row, column)] * (to[k] - from[k]);
            }
            gain -= slope * length;
        }
        return gain;
    }
}
