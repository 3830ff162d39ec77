package org.isoflop.stdlib.curves;

import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.keep.Keeper;

/**
 * How the second approach is taken.
 *
 * @param minimum what the lowest place is taken from
 * @param dropOutliers whether outliers are left out; they are named in any case
 * @param flopPer FLOP for each parameter and token, from which tokens follow where they are not given
 * @param tolerance the share of the loss by which the flat part of a budget may be worse than its minimum
 * @param draws how many resamples of the rows within each budget, 0 for none
 * @param threads how many threads may work; results do not depend on it
 * @param keeper of what was worked out before
 */
public record IsoFlopOptions(Minimum minimum, boolean dropOutliers, double flopPer, double tolerance, int draws, int threads,
        Cancellation cancellation, Keeper keeper) {
    /** Nothing is kept. */
    public IsoFlopOptions(Minimum minimum, boolean dropOutliers, double flopPer, double tolerance, int draws, int threads,
            Cancellation cancellation) {
        this(minimum, dropOutliers, flopPer, tolerance, draws, threads, cancellation, Keeper.NONE);
    }

    /** Parabolas through all rows, 6 FLOP for each parameter and token, a flat part of 0.1 %, 1000 resamples. */
    public static IsoFlopOptions defaults() {
        return new IsoFlopOptions(Minimum.PARABOLA, false, 6, 1e-3, 1000, Runtime.getRuntime().availableProcessors(), new Cancellation());
    }

    /** The same with another number of resamples. */
    public IsoFlopOptions withDraws(int count) {
        return new IsoFlopOptions(minimum, dropOutliers, flopPer, tolerance, count, threads, cancellation, keeper);
    }

    /** The same with another way to the minimum. */
    public IsoFlopOptions withMinimum(Minimum other) {
        return new IsoFlopOptions(other, dropOutliers, flopPer, tolerance, draws, threads, cancellation, keeper);
    }

    /** The same without outliers. */
    public IsoFlopOptions withoutOutliers() {
        return new IsoFlopOptions(minimum, true, flopPer, tolerance, draws, threads, cancellation, keeper);
    }

    /** The same with somebody who keeps what was worked out. */
    public IsoFlopOptions with(Keeper other) {
        return new IsoFlopOptions(minimum, dropOutliers, flopPer, tolerance, draws, threads, cancellation, other);
    }
}
