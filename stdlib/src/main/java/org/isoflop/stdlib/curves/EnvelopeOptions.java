package org.isoflop.stdlib.curves;

import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.keep.Keeper;

/**
 * How the first approach is taken.
 *
 * @param method along what the lowest curves are followed
 * @param points how many values of compute, evenly spread in the logarithm, are asked for the run of lowest loss
 * @param window over how many checkpoints each curve is averaged, an odd number; 1 for none
 * @param dropSpikes whether checkpoints that are spikes are left out; they are counted in any case
 * @param warmup the share of each run's compute that is left out at its beginning
 * @param flopPer FLOP for each parameter and token, from which tokens follow where they are not given
 * @param draws how many resamples of whole runs, 0 for none
 * @param threads how many threads may work; results do not depend on it
 * @param keeper of what was worked out before
 */
public record EnvelopeOptions(Method method, int points, int window, boolean dropSpikes, double warmup, double flopPer, int draws,
        int threads, Cancellation cancellation, Keeper keeper) {
    /** Nothing is kept. */
    public EnvelopeOptions(Method method, int points, int window, boolean dropSpikes, double warmup, double flopPer, int draws, int threads,
            Cancellation cancellation) {
        this(method, points, window, dropSpikes, warmup, flopPer, draws, threads, cancellation, Keeper.NONE);
    }

    /** Along what the lowest curves are followed. */
    public enum Method {
        /** At each of many values of compute the curve that is lowest there (Hoffmann et al. 2022, section 3.1). */
        BUCKETS,
        /** The checkpoints at the corners of the lower convex hull of all, over the logarithms of compute and loss. */
        HULL
    }

    /** 1500 values of compute, averages of 21 checkpoints, no warm-up, 6 FLOP for each parameter and token, 1000 resamples. */
    public static EnvelopeOptions defaults() {
        return new EnvelopeOptions(Method.BUCKETS, 1500, 21, false, 0, 6, 1000, Runtime.getRuntime().availableProcessors(),
                new Cancellation());
    }

    /** The same with another number of resamples. */
    public EnvelopeOptions withDraws(int count) {
        return new EnvelopeOptions(method, points, window, dropSpikes, warmup, flopPer, count, threads, cancellation, keeper);
    }

    /** The same along something else. */
    public EnvelopeOptions withMethod(Method other) {
        return new EnvelopeOptions(other, points, window, dropSpikes, warmup, flopPer, draws, threads, cancellation, keeper);
    }

    /** The same without spikes. */
    public EnvelopeOptions withoutSpikes() {
        return new EnvelopeOptions(method, points, window, true, warmup, flopPer, draws, threads, cancellation, keeper);
    }

    /** The same with somebody who keeps what was worked out. */
    public EnvelopeOptions with(Keeper other) {
        return new EnvelopeOptions(method, points, window, dropSpikes, warmup, flopPer, draws, threads, cancellation, other);
    }
}
