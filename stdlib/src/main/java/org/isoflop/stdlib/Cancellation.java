package org.isoflop.stdlib;

import java.util.concurrent.CancellationException;

/** Asked between the steps of every long computation whether to go on. May be cancelled from any thread. */
public final class Cancellation {
    private volatile boolean cancelled;

    /** Lets computations that poll this token end soon with a {@link CancellationException}. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Returns at once, or ends the computation.
     *
     * @throws CancellationException if cancelled
     */
    public void poll() {
        if (cancelled) {
            throw new CancellationException("interrupted");
        }
    }
}
