package org.isoflop.stdlib.fit;

import java.util.Arrays;
import org.isoflop.stdlib.Cancellation;

/**
 * Newton's method with exact second derivatives where the objective is convex, and reweighted least squares, damped after
 * Levenberg (1944) and Marquardt (1963), where it is not. Bounds are held by stepping only along coefficients that may
 * move. It ends when the step it would take next is predicted to gain less than {@link #GAIN} of the objective, whatever
 * the objective's size.
 */
final class Descent {
    private static final double GAIN = 1e-12;
    /** Evaluations that one of very many descents takes. */
    static final int BRISK = 36;
    /** The most for one of many, for one from close by, and for one of few. */
    static final int QUICK = 60;
    static final int CLOSE = 300;
    static final int PATIENT = 3000;
    /** Steps in which a positive coefficient more than halves, before it is tried at zero. */
    private static final int FALLS = 4;
    /** Steps along a kink. */
    private static final int ALONG = 40;
    private static final double SHORTEST = 1e-10;
    private static final double FAINT = 1e-2;

    private final Objective objective;
    private final Pace pace;
    private final Damping damping;
    private final int size;
    /** Brought to their best after each step, the others given (Golub and Pereyra 1973). */
    private final int[] eliminated;
    private final Elimination elimination;
    private final int most;
    private final double[] before;
    /** How often in a row a coefficient that may be zero fell towards it. */
    private final int[] falls;
    /** Of many coefficients, the damping of each. */
    private final double[] own;
    /** The gradient before the last step. */
    private final double[] slopes;
    private final double[] point;
    private final double[] trial;
    private final DampedStep step;
    /** Whether there are so many variables that some are nearly always where the loss does not bend. */
    private final boolean many;
    private double value;
    private boolean converged;
    /** Whether derivatives are computed only where a trial succeeded. */
    private boolean lazy;
    /** Whether the metric is that of the point, not of one before. */
    private boolean measuredHere;
    /** Whether the Hessian is. */
    private boolean bentHere;
    /** Whether the derivatives of a short table are yet to be computed where the objective was evaluated last, which is the point. */
    private boolean owing;
    private int evaluations;
    /** Whether the rows were evaluated last, with derivatives, at the point. */
    private boolean fresh;
    /** Whether the last step was Newton's. */
    private boolean newton;
    Descent(Objective objective) {
        this(objective, CLOSE, new int[0]);
    }

    /** A descent of so many evaluations at most, along the valley floor of some coefficients: those that enter linearly. */
    Descent(Objective objective, int most, int[] eliminated) {
        this(objective, Pace.CAREFUL, most, eliminated);
    }

    Descent(Objective objective, Pace pace, int most, int[] eliminated) {
        this.objective = objective;
        this.pace = pace;
        damping = new Damping(pace);
        this.most = most;
        this.eliminated = eliminated;
        elimination = new Elimination(objective, eliminated);
        size = objective.size();
        before = new double[size];
        falls = new int[size];
        own = new double[size];
        slopes = new double[size];
        point = new double[size];
        trial = new double[size];
        step = new DampedStep(objective, eliminated, pace.rise());
        many = size > Roles.FEW;
    }

    double value() {
        return value;
    }

    boolean converged() {
        return converged;
    }

    int evaluations() {
        return evaluations;
    }

    double[] point() {
        return point.clone();
    }

    /**
     * Descends from a point.
     *
     * @param first damping of the first step: 0 near an optimum, where Newton's is tried at once, about 0.1 far from it
     * @param floor the objective that rounding errors alone may leave
     */
    void from(double[] start, double first, double floor, Cancellation cancellation) {
        run(start, first, floor, cancellation);
        boolean stuck = damping.isSpent() && value <= Double.MAX_VALUE;
        for (int step = 0; step < ALONG && stuck; step++) {
            cancellation.poll();
            Kink kink = new Kink(objective, point);
            converged = kink.gradientNorm() <= Certifier.STATIONARY;
            stuck = follow(kink.step()) || follow(kink.downhill());
        }
    }

    /** Goes along a kink as far as that is lower; returns whether it is anywhere. */
    private boolean follow(double[] direction) {
        for (double part = 1; part > SHORTEST && direction.length > 0; part /= 4) {
            for (int j = 0; j < size; j++) {
                trial[j] = Math.max(objective.lower(j), Math.min(point[j] + part * direction[j], objective.upper(j)));
            }
            objective.evaluate(trial, false);
            evaluations++;
            if (objective.value < value - GAIN * value) {
                System.arraycopy(trial, 0, point, 0, size);
                value = objective.value;
                return true;
            }
        }
        return false;
    }

    private void run(double[] start, double first, double floor, Cancellation cancellation) {
        System.arraycopy(start, 0, point, 0, size);
        converged = false;
        evaluations = 0;
        damping.begin(first);
        // Of many coefficients it is asked which slopes turned round.
        lazy = objective.isShort() && eliminated.length == 0 && !many;
        measuredHere = first > 0 || eliminated.length > 0;
        owing = false;
        objective.measured = measuredHere;
        evaluate(point);
        if (!take()) {
            value = Double.POSITIVE_INFINITY;
            return;
        }
        bentHere = true;
        fresh = true;
        Arrays.fill(falls, 0);
        Arrays.fill(own, 0);
        int polished = 0;
        while (evaluations < most && !damping.isSpent()) {
            cancellation.poll();
            differentiate();
            findFree();
            if (value <= floor || step.freeCount() == 0) {
                if (value > floor && release()) {
                    continue;
                }
                converged = true;
                return;
            }
            if (damping.isNewtonNext() && !bentHere) {
                bend();
                continue;
            }
            newton = damping.isNewtonNext() && solveNewton();
            if ((!newton || damping.lambda > 0) && !measuredHere) {
                measure();
                continue;
            }
            if (!newton && !solveReweighted()) {
                return;
            }
            double gain = step.gain(!newton, point, trial);
            if (gain < -GAIN * value || newton && gain > pace.promise() * value) {
                damping.adapt(newton, -1, 1);
                continue;
            }
            if (pace.accelerated() && !newton && fresh && lazy) {
                step.accelerate();
            }
            double enough = newton && damping.lambda <= pace.undamped() ? pace.gainUndamped() : pace.gain();
            double least = Math.max(enough * value, Search.noise(value, floor));
            boolean last = damping.of(newton) <= 1 && gain <= least;
            // Undamped steps do not ask for the metric; it is computed later where it turns out to be needed, as it is at an end.
            objective.measured = !newton || damping.lambda > 0 || eliminated.length > 0 || last && objective.isLong();
            attempt();
            double better = value - objective.value;
            System.arraycopy(step.gradient(), 0, slopes, 0, size);
            System.arraycopy(point, 0, before, 0, size);
            if (better >= 0 || last && better >= -least) {
                countFalls();
                move();
                measuredHere = objective.measured;
            }
            if (!(newton && many && overshot() && !(better >= 0))) {
                damping.adapt(newton, better, gain);
            }
            if (last && release()) {
                continue;
            }
            if (last && polished < pace.polishes() && (polished > 0 || damping.of(newton) > pace.undamped())) {
                // A damped step leaves part of the way undone: the last digits are those of full ones.
                polished++;
                damping.lift();
                continue;
            }
            if (last) {
                converged = true;
                return;
            }
            vanish();
        }
    }

    /**
     * Of many coefficients each gets a damping of its own: more where its slope turned round, which says that it alone went too
     * far, less where it did not. Returns whether some did.
     */
    private boolean overshot() {
        boolean some = false;
        for (int j = 0; j < size; j++) {
            double after = objective.gradient[j];
            double was = slopes[j];
            boolean turned = after < 0 && was > 0 || after > 0 && was < 0;
            if (turned && Math.abs(after) > 0.5 * Math.abs(was) && trial[j] != before[j]) {
                own[j] = Math.max(8 * own[j], 1e-3);
                some = true;
            } else {
                own[j] = own[j] < 1e-6 ? 0 : own[j] / 4;
            }
        }
        return some;
    }

    private void countFalls() {
        for (int j = 0; j < size; j++) {
            falls[j] = objective.mayVanish(j) && trial[j] < point[j] - 0.5 ? falls[j] + 1 : 0;
        }
    }

    /** What falls towards zero in logarithms would never be there: it is put there, if that is lower. */
    private void vanish() {
        for (int j = 0; j < size; j++) {
            if (falls[j] >= FALLS) {
                System.arraycopy(point, 0, trial, 0, size);
                trial[j] = objective.lower(j);
                falls[j] = moveIfLower() ? 0 : -FALLS;
            }
        }
    }

    /** Lets a coefficient go that was put at zero and would now gain by leaving it; returns whether there was any. */
    private boolean release() {
        for (int j = 0; j < size; j++) {
            if (!objective.mayVanish(j) || point[j] > objective.lower(j)) {
                continue;
            }
            differentiate();
            if (step.gradient()[j] < 0) {
                double c = Math.exp(point[j]);
                double found = -step.gradient()[j] / c / (step.metric(j) / c / c);
                System.arraycopy(point, 0, trial, 0, size);
                trial[j] = Math.max(objective.lower(j) + 1, Math.min(Math.log(found), objective.upper(j)));
                if (trial[j] == trial[j] && moveIfLower()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean moveIfLower() {
        differentiate();
        objective.measured = true;
        attempt();
        boolean lower = objective.value < value;
        if (lower) {
            damping.resume();
            move();
            measuredHere = true;
        }
        return lower;
    }

    /** Evaluates at the trial: of a short table the value alone, as the derivatives of a trial that fails are not needed. */
    private void attempt() {
        fresh = false;
        if (lazy) {
            objective.evaluate(trial, false);
            evaluations++;
        } else {
            evaluate(trial);
        }
    }

    /** Goes to the trial. */
    private void move() {
        System.arraycopy(trial, 0, point, 0, size);
        owing = lazy;
        value = objective.value;
        if (!lazy) {
            take();
            bentHere = true;
        }
    }

    /** Computes the derivatives that are owing: none where a descent ends, and the Hessian only where the next step looks at it. */
    private void differentiate() {
        if (owing) {
            owing = false;
            bentHere = damping.isNewtonNext();
            objective.bent = bentHere;
            objective.differentiate(point);
            fresh = true;
            objective.bent = true;
            take();
        }
    }

    /** Evaluates at a point, which moves to where the eliminated coefficients are at their best. */
    private void evaluate(double[] at) {
        evaluations += elimination.evaluate(at);
    }

    /** Computes a Hessian that was left out. */
    private void bend() {
        objective.measured = measuredHere;
        objective.evaluate(point, true);
        evaluations++;
        fresh = true;
        take();
        bentHere = true;
    }

    private void measure() {
        objective.measured = true;
        objective.evaluate(point, true);
        evaluations++;
        fresh = true;
        take();
        measuredHere = true;
        bentHere = true;
    }

    private boolean take() {
        value = objective.value;
        boolean finite = value <= Double.MAX_VALUE;
        for (double slope : objective.gradient) {
            finite &= Math.abs(slope) <= Double.MAX_VALUE;
        }
        step.take(objective);
        return finite;
    }

    private void findFree() {
        step.findFree(point, measuredHere);
    }

    /**
     * Newton's step. With many coefficients some matrix entry is nearly always negative, as a group may have all its rows on the
     * slopes of the loss: the step is then damped until it is one downhill, where few would rather be reweighted.
     */
    private boolean solveNewton() {
        boolean solved = solve(false, damping.lambda);
        if (!solved) {
            damping.postpone();
        }
        while (!solved && many && measuredHere && damping.lambda < 1) {
            damping.lambda = Math.max(8 * damping.lambda, 1e-6);
            solved = solve(false, damping.lambda);
        }
        return solved;
    }

    /** Solves with reweighted least squares, with more damping until the matrix can be factored. */
    private boolean solveReweighted() {
        while (!damping.isSpent()) {
            if (solve(true, damping.mu)) {
                return true;
            }
            damping.mu = Math.max(8 * damping.mu, 1e-10);
        }
        return false;
    }

    private boolean solve(boolean reweighted, double by) {
        return step.solve(point, reweighted, reweighted ? damping.stretch : 1, by, own, damping.reach, measuredHere, FAINT * value, trial);
    }
}
