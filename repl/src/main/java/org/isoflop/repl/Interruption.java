package org.isoflop.repl;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.isoflop.repl.command.Exit;

/** What is done where the process is told to end before it is through: what must be left in order is, and the exit code says so. */
public final class Interruption {
    private static final Deque<Runnable> FIRST = new ConcurrentLinkedDeque<>();

    private Interruption() {
    }

    /** Has something done before the process ends, until {@link #forget}. */
    public static void prepare(Runnable first) {
        FIRST.push(first);
    }

    public static void forget(Runnable first) {
        FIRST.remove(first);
    }

    static Thread hook(Streams streams) {
        return new Thread(() -> {
            FIRST.forEach(Runnable::run);
            streams.err().println("isoflop: interrupted");
            streams.flush();
            Runtime.getRuntime().halt(Exit.LIMIT);
        });
    }
}
