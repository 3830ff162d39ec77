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
    /** Evaluations for one of very many descents, for one of many, for one from close by, and for one of few. */
    static final int BRISK = 42;
    static final int QUICK = 60;
    static final int CLOSE = 300;
    static final int PATIENT = 3000;
    /** Steps in which a positive coefficient more than halves, before it is tried at zero. */
    private static final int FALLS = 4;
    private static final double NEAREST = 1e-6;
    /** Steps along a kink. */
    private static final int ALONG = 40;
    private static final double SHORTEST = 1e-10;
    private static final double FAINT = 1e-2;
    /** Damping beyond which a step is lost in rounding. */
    private static final double MOST = 1e14;

    private final Objective objective;
    private final Pace pace;
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
    /** Whether the last step was Newton's, and whether the next may be. */
    private boolean newton;
    private boolean trusted;
    /** Whether the last step failed. */
    private boolean failed;
    private double lambda;
    private double mu;
    /** How far faint variables may go in a step, as a part of their reach. */
    private double reach;
    /** How much longer than its model says a step of reweighted least squares is. */
    private double stretch;
    /** How often in a row Newton's step failed, and how many others are to succeed before it is tried again. */
    private int failures;
    private int waiting;

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
        step = new DampedStep(objective, eliminated);
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
     * @param damping of the first step: 0 near an optimum, where Newton's is tried at once, about 0.1 far from it
     * @param floor the objective that rounding errors alone may leave
     */
    void from(double[] start, double damping, double floor, Cancellation cancellation) {
        run(start, damping, floor, cancellation);
        boolean stuck = (lambda >= MOST || mu >= MOST) && value <= Double.MAX_VALUE;
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

    private void run(double[] start, double damping, double floor, Cancellation cancellation) {
        System.arraycopy(start, 0, point, 0, size);
        converged = false;
        evaluations = 0;
        lambda = 0;
        mu = damping;
        // Of many coefficients it is asked which slopes turned round.
        lazy = objective.isShort() && eliminated.length == 0 && !many;
        measuredHere = damping > 0 || eliminated.length > 0;
        owing = false;
        objective.measured = measuredHere;
        evaluate(point);
        if (!take()) {
            value = Double.POSITIVE_INFINITY;
            return;
        }
        bentHere = true;
        trusted = damping == 0;
        failed = false;
        Arrays.fill(falls, 0);
        Arrays.fill(own, 0);
        reach = 1;
        stretch = 1;
        failures = 0;
        waiting = 0;
        int polished = 0;
        while (evaluations < most && lambda < MOST && mu < MOST) {
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
            if (isNewtonNext() && !bentHere) {
                bend();
                continue;
            }
            newton = isNewtonNext() && solveNewton();
            if ((!newton || lambda > 0) && !measuredHere) {
                measure();
                continue;
            }
            if (!newton && !solveReweighted()) {
                return;
            }
            double gain = step.gain(!newton, point, trial);
            if (gain < -GAIN * value) {
                adapt(-1, 1);
                continue;
            }
            double enough = newton && lambda <= pace.undamped() ? pace.gainUndamped() : pace.gain();
            double least = Math.max(enough * value, Search.noise(value, floor));
            boolean last = Math.max(newton ? lambda : mu, 0) <= 1 && gain <= least;
            // Undamped steps do not ask for the metric; it is computed later where it turns out to be needed, as it is at an end.
            objective.measured = !newton || lambda > 0 || eliminated.length > 0 || last && objective.isLong();
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
                adapt(better, gain);
            }
            if (last && release()) {
                continue;
            }
            if (last && polished < pace.polishes() && (polished > 0 || (newton ? lambda : mu) > pace.undamped())) {
                // A damped step leaves part of the way undone: the last digits are those of full ones.
                polished++;
                lambda = 0;
                trusted = true;
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
            waiting = 0;
            move();
            measuredHere = true;
        }
        return lower;
    }

    /** Evaluates at the trial: of a short table the value alone, as the derivatives of a trial that fails are not needed. */
    private void attempt() {
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
            bentHere = isNewtonNext();
            objective.bent = bentHere;
            objective.differentiate(point);
            objective.bent = true;
            take();
        }
    }

    private boolean isNewtonNext() {
        return trusted && waiting == 0;
    }

    /** Evaluates at a point, which moves to where the eliminated coefficients are at their best. */
    private void evaluate(double[] at) {
        evaluations += elimination.evaluate(at);
    }

    /**
     * More damping after a step that gained less than the model said, less after one that gained as much: right after a
     * failure little less, as what failed just now is likely to fail again.
     */
    private void adapt(double better, double gain) {
        learn(better, gain);
        double damping = newton ? lambda : mu;
        double least = newton ? 1e-4 : 1e-3;
        reach = better >= 0 ? Math.min(2 * reach, 1) : Math.max(reach / 4, NEAREST);
        if (!(better >= 0)) {
            damping = Math.max(8 * damping, least);
        } else if (better < 0.25 * gain) {
            damping = Math.max(4 * damping, least);
        } else if (better > 0.75 * gain) {
            damping = damping < 1e-6 && newton ? 0 : damping / (failed ? pace.reliefAfterFailure() : pace.relief());
        }
        failed = !(better >= 0);
        lambda = newton ? damping : lambda;
        mu = newton ? mu : Math.max(damping, 1e-12);
        trusted = better >= 0;
    }

    /** How long the next steps may be, and of which kind. */
    private void learn(double better, double gain) {
        if (!newton) {
            stretch = pace.stretched(stretch, better / gain);
            waiting -= better >= 0 && waiting > 0 ? 1 : 0;
        } else if (better >= 0) {
            failures = 0;
        } else {
            postpone();
        }
    }

    /** Newton's step failed: others are to succeed before it is tried again, the more the more often it failed. */
    private void postpone() {
        waiting = Math.min(pace.patience(), 1 << Math.min(failures++, 8));
    }

    /** Computes a Hessian that was left out. */
    private void bend() {
        objective.measured = measuredHere;
        objective.evaluate(point, true);
        evaluations++;
        take();
        bentHere = true;
    }

    private void measure() {
        objective.measured = true;
        objective.evaluate(point, true);
        evaluations++;
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
        boolean solved = solve(false, lambda);
        if (!solved) {
            postpone();
        }
        while (!solved && many && measuredHere && lambda < 1) {
            lambda = Math.max(8 * lambda, 1e-6);
            solved = solve(false, lambda);
        }
        return solved;
    }

    /** Solves with reweighted least squares, with more damping until the matrix can be factored. */
    private boolean solveReweighted() {
        while (mu < MOST) {
            if (solve(true, mu)) {
                return true;
            }
            mu = Math.max(8 * mu, 1e-10);
        }
        return false;
    }

    private boolean solve(boolean reweighted, double damping) {
        return step.solve(point, reweighted, reweighted ? stretch : 1, damping, own, reach, measuredHere, FAINT * value, trial);
    }
}
