package org.isoflop.stdlib.fit;

/**
 * How boldly a descent goes. One of few goes carefully, as each leads somewhere and is wanted to the last digit. Of a thousand and more,
 * which are there to be counted, each goes briskly, bent as residuals bend: the best are finished carefully. One that begins near its end goes straight there, to
 * more digits than resampling leaves anything of.
 *
 * @param gain what the next step must promise, as a part of the objective, for the descent to go on
 * @param gainUndamped the same of Newton's step with next to no damping, which leaves the square of what it promises
 * @param undamped damping up to which a step is as good as a full one
 * @param polishes with how many full steps it ends, for the last digits, where the step before was not one
 * @param stretch how much longer than its model says a step of reweighted least squares may be: its metric is never below the curvature, so that
 *     its steps are too short wherever they gain more than it says
 * @param patience steps of reweighted least squares between failures of Newton's, at most
 * @param relief by how much damping falls after a step that gained what the model said
 * @param reliefAfterFailure the same right after a failure
 * @param least damping of reweighted least squares after a failure, at least
 * @param promise what Newton's step may promise at most, as a part of the objective: far away it promises more than there is
 * @param rise how far a coefficient that may be zero may rise in a step, in its logarithm: where it counts for next to nothing, its slope knows
 *     nothing of where it would count
 * @param accelerated whether steps of reweighted least squares follow residuals as they bend
 */
record Pace(double gain, double gainUndamped, double undamped, int polishes, double stretch, int patience, double relief,
        double reliefAfterFailure, double least, double promise, double rise, boolean accelerated) {
    private static final double ANY = Double.POSITIVE_INFINITY;
    static final Pace CAREFUL = new Pace(1e-12, 1e-12, 1e-9, 2, 1, 0, 8, 1.5, 1e-3, ANY, ANY, false);
    static final Pace BRISK = new Pace(1e-9, 1e-9, 1, 0, 4, 4, 3, 3, 1e-5, 0.1, 3, true);
    static final Pace STRAIGHT = new Pace(1e-12, 1e-10, 1e-4, 1, 1, 0, 8, 1.5, 1e-3, ANY, ANY, false);
    /** By how much a step may be stretched more than the one before, and less. */
    private static final double MORE = 2;
    private static final double LESS = 0.25;

    /**
     * How far to stretch the next step of reweighted least squares after one that was stretched so and gained so many times what its model said: to
     * where the gain of a parabola through both would be the most.
     */
    double stretched(double before, double ratio) {
        double factor = 1 / Math.max(2 - ratio, 1e-3);
        return ratio >= 0 ? Math.clamp(before * Math.clamp(factor, LESS, MORE), 1, stretch) : 1;
    }
}
