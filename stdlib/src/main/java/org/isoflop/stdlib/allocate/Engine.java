package org.isoflop.stdlib.allocate;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs lanes through {@link Lockstep} on several threads; lanes do not see each other, so the answer is the same for any number. */
final class Engine {
    private static final int WORTH_A_THREAD = 192;

    final Formulation form;
    private final boolean feasibilityOnly;
    private final Options options;
    private final @Nullable Lockstep[] steppers;

    Engine(Formulation form, boolean feasibilityOnly, Options options) {
        this.form = form;
        this.feasibilityOnly = feasibilityOnly;
        this.options = options;
        steppers = new Lockstep[Math.max(1, options.threads())];
    }

    void run(Lanes lanes) {
        int threads = Math.max(1, Math.min(steppers.length, lanes.count / WORTH_A_THREAD));
        // does not depend on the number of threads, so neither does which lanes a program sees together
        int size = Math.min(Block.CAPACITY, Math.max(WORTH_A_THREAD / 2, lanes.count / 8));
        AtomicInteger next = new AtomicInteger();
        if (threads == 1) {
            work(0, lanes, size, next);
            return;
        }
        Throwable[] failures = new Throwable[threads];
        Thread[] helpers = new Thread[threads];
        for (int t = 1; t < threads; t++) {
            helpers[t] = Thread.ofPlatform().daemon().name("allocate-" + t).unstarted(new Worker(t, lanes, size, next, failures));
            helpers[t].start();
        }
        new Worker(0, lanes, size, next, failures).run();
        for (int t = 1; t < threads; t++) {
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

    private void work(int thread, Lanes lanes, int size, AtomicInteger next) {
        Lockstep stepper = steppers[thread];
        if (stepper == null) {
            stepper = new Lockstep(form, feasibilityOnly);
            steppers[thread] = stepper;
        }
        while (true) {
            int from = next.getAndAdd(size);
            if (from >= lanes.count) {
                return;
            }
            if (options.cancelled().getAsBoolean()) {
                throw new CancellationException("allocation cancelled");
            }
            stepper.solve(lanes, from, Math.min(lanes.count, from + size));
        }
    }

    private final class Worker implements Runnable {
        private final int index;
        private final Lanes lanes;
        private final int size;
        private final AtomicInteger next;
        private final Throwable[] failures;

        Worker(int index, Lanes lanes, int size, AtomicInteger next, Throwable[] failures) {
            this.index = index;
            this.lanes = lanes;
            this.size = size;
            this.next = next;
            this.failures = failures;
        }

        @Override
        public void run() {
            try {
                work(index, lanes, size, next);
            } catch (Throwable e) {
                failures[index] = e;
                next.set(Integer.MAX_VALUE / 2);
            }
        }
    }
}
