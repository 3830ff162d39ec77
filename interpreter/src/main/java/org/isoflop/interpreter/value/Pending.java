package org.isoflop.interpreter.value;

import java.util.concurrent.Callable;

/**
 * A value that is being worked out: numbers are computed on any thread by {@code work}, then {@code finish} makes the value of
 * them where nodes may run. It stays within the run that started it.
 */
public final class Pending extends Value {
    private final Callable<Object> work;
    private final Finish finish;

    /** Makes the value of what the work came to. */
    @FunctionalInterface
    public interface Finish {
        Value of(Object computed);
    }

    public Pending(Callable<Object> work, Finish finish) {
        this.work = work;
        this.finish = finish;
    }

    public Callable<Object> work() {
        return work;
    }

    public Value finished(Object computed) {
        return finish.of(computed);
    }

    @Override
    public String kind() {
        return "pending";
    }

    @Override
    public String text() {
        return "being worked out";
    }
}
