package org.isoflop.interpreter.engine;

import java.util.concurrent.CountDownLatch;
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
    private final CountDownLatch through = new CountDownLatch(1);

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
            if (reached == Limit.TIME && isThroughWithin(end - System.nanoTime())) {
                return;
            }
            expire(reached);
            if (!isThroughWithin(TimeUnit.MILLISECONDS.toNanos(GRACE))) {
                expire(reached);
            }
        } catch (InterruptedException unasked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, if it is not through before. The first {@code Thread.sleep} of a process costs a tenth of a small study. */
    private boolean isThroughWithin(long nanos) throws InterruptedException {
        return through.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** A token outlives its runs: what is through is not expired, however late the watch finds out. */
    private synchronized void expire(Limit reached) {
        if (through.getCount() > 0) {
            cancellation.expire(reached.word());
        }
    }

    /** What is in use counts, not what was: where all of it seems too much, what was is collected first. */
    private Limit firstReached() throws InterruptedException {
        while (System.nanoTime() < end && !isThroughWithin(TimeUnit.MILLISECONDS.toNanos(PAUSE))) {
            Long from = evaluates;
            if (from != null && System.nanoTime() - from >= 0 && used() > limits.memory()) {
                long before = System.nanoTime();
                System.gc();
                long took = System.nanoTime() - before;
                if (used() > limits.memory()) {
                    return Limit.MEMORY;
                }
                if (isThroughWithin(PATIENCE * took)) {
                    return Limit.TIME;
                }
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
        through.countDown();
    }
}
