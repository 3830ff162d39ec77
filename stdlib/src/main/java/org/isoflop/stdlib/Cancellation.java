package org.isoflop.stdlib;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Asked between the steps of every long computation whether to go on, and told how far it has come. May be cancelled from any
 * thread.
 */
public final class Cancellation {
    /** What all tokens of one whole have in common. */
    private static final class State {
        private volatile boolean cancelled;
        private volatile @Nullable String expired;
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

    /** Cancels because no more is allowed of something, such as time. */
    public void expire(String limit) {
        state.expired = limit;
        state.cancelled = true;
    }

    /** Whether it was cancelled because no more was allowed of something. */
    public boolean isExpired() {
        return state.expired != null;
    }

    /** Of what no more was allowed; null if that is not why it was cancelled. */
    public @Nullable String expired() {
        return state.expired;
    }

    /** Lets computations go on that begin from now on; for a token that outlives what was cancelled. */
    public void resume() {
        state.cancelled = false;
        state.expired = null;
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
