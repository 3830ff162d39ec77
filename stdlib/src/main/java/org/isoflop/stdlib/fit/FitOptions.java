package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.keep.Keeper;

/**
 * How a fit is carried out; nothing here changes its result.
 *
 * @param keeper of what was worked out before
 */
public record FitOptions(int threads, Cancellation cancellation, Keeper keeper) {
    public FitOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread, not " + threads);
        }
    }

    /** Nothing is kept. */
    public FitOptions(int threads, Cancellation cancellation) {
        this(threads, cancellation, Keeper.NONE);
    }

    /** As many threads as processors, never cancelled. */
    public static FitOptions standard() {
        return new FitOptions(Runtime.getRuntime().availableProcessors(), new Cancellation());
    }
}
