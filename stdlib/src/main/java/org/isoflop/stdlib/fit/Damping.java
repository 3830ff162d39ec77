package org.isoflop.stdlib.fit;

/**
 * By how much the next step of a {@link Descent} is damped, how long it may be and of which kind it is: learnt from what the steps before
 * gained of what their models said.
 */
final class Damping {
    /** Damping beyond which a step is lost in rounding. */
    private static final double MOST = 1e14;
    /** How far faint variables may go at least, as a part of their reach. */
    private static final double NEAREST = 1e-6;

    private final Pace pace;
    /** Of Newton's step. */
    double lambda;
    /** Of a step of reweighted least squares. */
    double mu;
    /** How far faint variables may go in a step, as a part of their reach. */
    double reach;
    /** How much longer than its model says a step of reweighted least squares is. */
    double stretch;
    /** Whether the last step succeeded, so that the next may be Newton's. */
    private boolean trusted;
    private boolean failed;
    /** How often in a row Newton's step failed, and how many others are to succeed before it is tried again. */
    private int failures;
    private int waiting;

    Damping(Pace pace) {
        this.pace = pace;
    }

    /** Begins anew, with that of the first step: none where Newton's is to be tried at once. */
    void begin(double first) {
        lambda = 0;
        mu = first;
        reach = 1;
        stretch = 1;
        trusted = first == 0;
        failed = false;
        failures = 0;
        waiting = 0;
    }

    double of(boolean newton) {
        return newton ? lambda : mu;
    }

    /** Whether there is so much of it that a descent cannot go on. */
    boolean isSpent() {
        return lambda >= MOST || mu >= MOST;
    }

    boolean isNewtonNext() {
        return trusted && waiting == 0;
    }

    /** Has Newton's step taken in full next. */
    void lift() {
        lambda = 0;
        trusted = true;
    }

    /** Has Newton's step tried again, as the point is another one. */
    void resume() {
        waiting = 0;
    }

    /** Newton's step failed: others are to succeed before it is tried again, the more the more often it failed. */
    void postpone() {
        waiting = Math.min(pace.patience(), 1 << Math.min(failures++, 8));
    }

    /**
     * More damping after a step that gained less than the model said, less after one that gained as much: right after a
     * failure little less, as what failed just now is likely to fail again.
     */
    void adapt(boolean newton, double better, double gain) {
        learn(newton, better, gain);
        double damping = of(newton);
        double least = newton ? 1e-4 : pace.least();
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
    private void learn(boolean newton, double better, double gain) {
        if (!newton) {
            stretch = pace.stretched(stretch, better / gain);
            waiting -= better >= 0 && waiting > 0 ? 1 : 0;
        } else if (better >= 0) {
            failures = 0;
        } else {
            postpone();
        }
    }
}
