package org.isoflop.stdlib.allocate;

import java.util.concurrent.atomic.AtomicInteger;

/** Some threads that take pieces of work from one pile; whoever asks for it is one of them. */
final class Crew {
    /** A piece of work for one of the threads, which are numbered from 0. */
    interface Work {
        void piece(int thread, int index);
    }

    private final int pieces;
    private final Options options;
    private final String what;
    private final int count;
    private final Work work;
    private final AtomicInteger next = new AtomicInteger();
    private final Throwable[] failures;

    private Crew(int threads, int pieces, Options options, String what, int count, Work work) {
        this.pieces = pieces;
        this.options = options;
        this.what = what;
        this.count = count;
        this.work = work;
        failures = new Throwable[threads];
    }

    /**
     * Does all pieces.
     *
     * @param what the pieces are of, in the plural, and how many of these there are
     * @throws java.util.concurrent.CancellationException when cancelled
     */
    static void run(int threads, int pieces, Options options, String what, int count, Work work) {
        new Crew(threads, pieces, options, what, count, work).run();
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
                if (options.cancelled().getAsBoolean()) {
                    throw new java.util.concurrent.CancellationException("allocation cancelled");
                }
                options.progress().reached(what, (long) index * count / pieces, count);
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
