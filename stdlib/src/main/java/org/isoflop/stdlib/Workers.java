package org.isoflop.stdlib;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs numbered tasks on a few threads. Which thread runs which task is left open, so tasks write only to places of their own. */
public final class Workers {
    /** A task by its number, from 0; one is made for each thread and may keep a workspace. */
    @FunctionalInterface
    public interface Task {
        void run(int number);
    }

    private final AtomicInteger next = new AtomicInteger();
    private final int tasks;
    private @Nullable Throwable failure;
    private int failed = Integer.MAX_VALUE;

    private Workers(int tasks) {
        this.tasks = tasks;
    }

    /** Runs all tasks and returns when all have ended; if some failed, throws the failure of the first of them. */
    public static void run(int threads, int tasks, Supplier<Task> maker) {
        Workers workers = new Workers(tasks);
        Thread[] others = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Thread(() -> workers.work(maker), "isoflop-worker");
            others[i].setDaemon(true);
            others[i].start();
        }
        workers.work(maker);
        workers.join(others);
        Throwable first = workers.failure;
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
        if (first instanceof Error error) {
            throw error;
        }
    }

    private void join(Thread[] threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    next.set(tasks);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Supplier<Task> maker) {
        Task task = null;
        for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
            try {
                task = task == null ? maker.get() : task;
                task.run(number);
            } catch (RuntimeException | Error e) {
                fail(number, e);
                return;
            }
        }
    }

    private synchronized void fail(int number, Throwable e) {
        next.set(tasks);
        if (number < failed) {
            failed = number;
            failure = e;
        }
    }
}
