package org.isoflop.stdlib.optimise;

/**
 * Where a minimisation ended.
 *
 * @param point within the bounds
 * @param value the function there
 * @param ending why it ended
 * @param gain what a further step is predicted to gain, as a part of the value's size (or of the fall so far, if greater)
 * @param projectedGradient the largest entry of the gradient that no bound holds, in the function's unit over the variable's
 * @param iterations steps taken
 * @param evaluations of function and gradient
 */
public record Optimum(double[] point, double value, Ending ending, double gain, double projectedGradient, int iterations,
        int evaluations) {
    /** Why a minimisation ended. */
    public enum Ending {
        /** What a step could still gain is below the tolerance, or nothing is free to move. */
        STATIONARY,
        /** No step gets lower although the model says that some gain is left: rounding, or no smooth function. */
        STALLED,
        /** The evaluations allowed were used up. */
        UNFINISHED
    }

    public boolean converged() {
        return ending == Ending.STATIONARY;
    }
}
