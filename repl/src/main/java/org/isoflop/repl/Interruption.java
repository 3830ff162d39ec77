package org.isoflop.repl;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.isoflop.interpreter.table.WholeFile;
import org.isoflop.repl.command.Exit;
import org.isoflop.stdlib.Cancellation;
import org.jspecify.annotations.Nullable;

/** What is done where the process is told to end before it is through: what must be left in order is, and the exit code says so. */
public final class Interruption {
    /** How long a run may take to end by itself, in milliseconds; within a second the process has ended. */
    private static final long GRACE = 800;
    private static final Deque<Runnable> FIRST = new ConcurrentLinkedDeque<>();
    private static final Deque<Runnable> LAST = new ConcurrentLinkedDeque<>();
    private static final Cancellation RUN = new Cancellation();
    private static final CountDownLatch DONE = new CountDownLatch(1);
    private static volatile boolean running;
    private static @Nullable Thread hook;

    private Interruption() {
    }

    /** Has something done before the process ends, until {@link #forget}. */
    public static void prepare(Runnable first) {
        FIRST.push(first);
    }

    /** Has something done when the run has ended, or must be left alone, until {@link #forget}. */
    public static void prepareLast(Runnable last) {
        LAST.push(last);
    }

    public static void forget(Runnable prepared) {
        FIRST.remove(prepared);
        LAST.remove(prepared);
    }

    /** The token for a run that gives what it has finished where the process is told to end. */
    public static Cancellation run() {
        running = true;
        return RUN;
    }

    /** Has the process end in order from now on. */
    static void begin(Streams streams) {
        hook = hook(streams);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Says that everything was printed. */
    static void end() {
        DONE.countDown();
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException ending) {
            // The hook is at work and ends the process.
        }
    }

    private static Thread hook(Streams streams) {
        return new Thread(() -> {
            FIRST.forEach(Runnable::run);
            RUN.cancel();
            if (!running || !ended()) {
                streams.err().println("isoflop: interrupted");
            }
            LAST.forEach(Runnable::run);
            WholeFile.abandon();
            streams.flush();
            Runtime.getRuntime().halt(Exit.LIMIT);
        });
    }

    private static boolean ended() {
        try {
            return DONE.await(GRACE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            return false;
        }
    }
}
