package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.Cancellation;

/** How a fit is carried out; nothing here changes its result. */
public record FitOptions(int threads, Cancellation cancellation) {
    public FitOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread, not " + threads);
        }
    }

    /** As many threads as processors, never cancelled. */
    public static FitOptions standard() {
        return new FitOptions(Runtime.getRuntime().availableProcessors(), new Cancellation());
    }
}
