package org.isoflop.stdlib.allocate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Some threads that take pieces of work from one pile; whoever asks for it is one of them. */
final class Crew {
    /** A piece of work for one of the threads, which are numbered from 0. */
    interface Work {
        void piece(int thread, int index);
    }

    private final int pieces;
    private final BooleanSupplier cancelled;
    private final Work work;
    private final AtomicInteger next = new AtomicInteger();
    private final Throwable[] failures;

    private Crew(int threads, int pieces, BooleanSupplier cancelled, Work work) {
        this.pieces = pieces;
        this.cancelled = cancelled;
        this.work = work;
        failures = new Throwable[threads];
    }

    /**
     * Does all pieces.
     *
     * @throws java.util.concurrent.CancellationException when cancelled
     */
    static void run(int threads, int pieces, BooleanSupplier cancelled, Work work) {
        new Crew(threads, pieces, cancelled, work).run();
    }

    private void run() {
        Thread[] helpers = new Thread[failures.length];
        for (int t = 1; t < helpers.length; t++) {
            int thread = t;
            helpers[t] = Thread.ofPlatform().daemon().name("allocate-" + t).unstarted(() -> take(thread));
            helpers[t].start();
        }
        take(0);
        for (int t = 1; t < helpers.length; t++) {
            join(helpers[t]);
        }
        for (Throwable failure : failures) {
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure instanceof Error error) {
                throw error;
            }
        }
    }

    private void take(int thread) {
        try {
            for (int index = next.getAndIncrement(); index < pieces; index = next.getAndIncrement()) {
                if (cancelled.getAsBoolean()) {
                    throw new java.util.concurrent.CancellationException("allocation cancelled");
                }
                work.piece(thread, index);
            }
        } catch (Throwable e) {
            failures[thread] = e;
            next.set(Integer.MAX_VALUE / 2);
        }
    }

    private static void join(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
