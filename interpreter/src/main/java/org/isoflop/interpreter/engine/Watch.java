package org.isoflop.interpreter.engine;

import java.util.concurrent.TimeUnit;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.stdlib.Cancellation;
import org.jspecify.annotations.Nullable;

/** Cancels a computation that takes longer or more memory than it may, and what is to end it soon if that takes longer still. */
final class Watch implements AutoCloseable {
    /** Milliseconds for what is cheap and can be shown of what was finished. */
    private static final long GRACE = 5_000;
    /** Milliseconds between two looks at the memory. */
    private static final long PAUSE = 50;
    /** So much more time than for finding out how much memory is in use goes by between two times. */
    private static final long PATIENCE = 20;

    private final Cancellation cancellation;
    private final Limits limits;
    private final long end;
    private final Thread waiting = new Thread(this::watch, "isoflop-watch");
    private volatile @Nullable Long evaluates;
    private boolean closed;

    private Watch(Cancellation cancellation, Limits limits) {
        this.cancellation = cancellation;
        this.limits = limits;
        this.end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.of(Limit.TIME));
    }

    /** Begins anew with a token of which no more was allowed before. */
    static Watch over(Cancellation cancellation, Limits limits) {
        if (cancellation.isExpired()) {
            cancellation.resume();
        }
        Watch watch = new Watch(cancellation, limits);
        watch.waiting.setDaemon(true);
        watch.waiting.start();
        return watch;
    }

    /** From soon on memory is watched too: until then there are no values. */
    void evaluates() {
        evaluates = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE);
    }

    private void watch() {
        try {
            Limit reached = limits.boundsMemory() ? firstReached() : Limit.TIME;
            TimeUnit.NANOSECONDS.sleep(reached == Limit.TIME ? end - System.nanoTime() : 0);
            expire(reached);
            Thread.sleep(GRACE);
            expire(reached);
        } catch (InterruptedException done) {
            // It was quick enough.
        }
    }

    /** A token outlives its runs: what is through is not expired, however late the watch finds out. */
    private synchronized void expire(Limit reached) {
        if (!closed) {
            cancellation.expire(reached.word());
        }
    }

    /** What is in use counts, not what was: where all of it seems too much, what was is collected first. */
    private Limit firstReached() throws InterruptedException {
        while (System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            Long from = evaluates;
            if (from != null && System.nanoTime() - from >= 0 && used() > limits.memory()) {
                long before = System.nanoTime();
                System.gc();
                long took = System.nanoTime() - before;
                if (used() > limits.memory()) {
                    return Limit.MEMORY;
                }
                TimeUnit.NANOSECONDS.sleep(PATIENCE * took);
            }
        }
        return Limit.TIME;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.interrupt();
    }
}
