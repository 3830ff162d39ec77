package org.isoflop.stdlib;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Asked between the steps of every long computation whether to go on, and told how far it has come. May be cancelled from any
 * thread.
 */
public final class Cancellation {
    private final Progress progress;
    private final @Nullable Cancellation whole;
    private volatile boolean cancelled;
    private volatile boolean expired;

    public Cancellation() {
        this(Progress.NONE, null);
    }

    private Cancellation(Progress progress, @Nullable Cancellation whole) {
        this.progress = progress;
        this.whole = whole;
    }

    /** One for a part of the work, which is cancelled with the whole and tells somebody how far it has come. */
    public Cancellation telling(Progress told) {
        return new Cancellation(told, this);
    }

    public Progress progress() {
        return progress;
    }

    /** Lets computations that poll this token end soon with a {@link CancellationException}. */
    public void cancel() {
        cancelled = true;
    }

    /** Cancels because the time is over. */
    public void expire() {
        expired = true;
        cancelled = true;
    }

    /** Whether it was cancelled because the time was over. */
    public boolean isExpired() {
        return expired;
    }

    /** Lets computations go on that begin from now on; for a token that outlives what was cancelled. */
    public void resume() {
        cancelled = false;
    }

    public boolean isCancelled() {
        return cancelled || whole != null && whole.isCancelled();
    }

    /**
     * Returns at once, or ends the computation.
     *
     * @throws CancellationException if cancelled
     */
    public void poll() {
        if (isCancelled()) {
            throw new CancellationException("interrupted");
        }
    }
}
