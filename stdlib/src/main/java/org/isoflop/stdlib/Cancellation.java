package org.isoflop.stdlib;

import java.util.concurrent.CancellationException;

/**
 * Asked between the steps of every long computation whether to go on, and told how far it has come. May be cancelled from any
 * thread.
 */
public final class Cancellation {
    /** What all tokens of one whole have in common. */
    private static final class State {
        private volatile boolean cancelled;
        private volatile boolean expired;
    }

    private final Progress progress;
    private final State state;

    public Cancellation() {
        this(Progress.NONE, new State());
    }

    private Cancellation(Progress progress, State state) {
        this.progress = progress;
        this.state = state;
    }

    /** One for a part of the work: cancelled, expired and resumed with the whole, it tells somebody else how far it has come. */
    public Cancellation telling(Progress told) {
        return new Cancellation(told, state);
    }

    public Progress progress() {
        return progress;
    }

    /** Lets computations that poll this token end soon with a {@link CancellationException}. */
    public void cancel() {
        state.cancelled = true;
    }

    /** Cancels because the time is over. */
    public void expire() {
        state.expired = true;
        state.cancelled = true;
    }

    /** Whether it was cancelled because the time was over. */
    public boolean isExpired() {
        return state.expired;
    }

    /** Lets computations go on that begin from now on; for a token that outlives what was cancelled. */
    public void resume() {
        state.cancelled = false;
        state.expired = false;
    }

    public boolean isCancelled() {
        return state.cancelled;
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
