package org.isoflop.stdlib.allocate;

import java.util.function.BooleanSupplier;
import org.isoflop.stdlib.Progress;
import org.isoflop.stdlib.keep.Keeper;

/**
 * How an allocation is solved; none of it changes the answer beyond the tolerances stated at {@link Allocator}.
 *
 * @param starts how many points a global search begins from; 0 chooses by the number of variables
 * @param threads how many threads may work; results do not depend on it
 * @param cancelled asked between blocks; once true, the solver throws {@link java.util.concurrent.CancellationException}
 * @param progress is told how far the solver has come: of rows that a formula takes, of descents, of starts about a kink or a step
 * @param keeper of what was worked out before
 */
public record Options(int starts, int threads, BooleanSupplier cancelled, Progress progress, Keeper keeper) {
    /** Nothing is kept. */
    public Options(int starts, int threads, BooleanSupplier cancelled, Progress progress) {
        this(starts, threads, cancelled, progress, Keeper.NONE);
    }

    /** Without anybody to tell. */
    public Options(int starts, int threads, BooleanSupplier cancelled) {
        this(starts, threads, cancelled, Progress.NONE);
    }

    /** Automatic starts, every processor, never cancelled. */
    public static Options defaults() {
        return new Options(0, Runtime.getRuntime().availableProcessors(), NEVER);
    }

    /** The same with another number of starts. */
    public Options withStarts(int count) {
        return new Options(count, threads, cancelled, progress, keeper);
    }

    /** The same with another number of threads. */
    public Options withThreads(int count) {
        return new Options(starts, count, cancelled, progress, keeper);
    }

    /** The same with a token to poll. */
    public Options withCancelled(BooleanSupplier token) {
        return new Options(starts, threads, token, progress, keeper);
    }

    /** The same with somebody who keeps answers. */
    public Options with(Keeper other) {
        return new Options(starts, threads, cancelled, progress, other);
    }

    private static final BooleanSupplier NEVER = new BooleanSupplier() {
        @Override
        public boolean getAsBoolean() {
            return false;
        }
    };
}
