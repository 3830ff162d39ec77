package org.isoflop.repl;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.repl.command.CommandLine;
import org.isoflop.repl.command.Exit;

/** The entry of the process. */
public final class Main {
    /** Address space, of which only what is used is taken. */
    private static final long STACK = 512L << 20;

    private Main() {
    }

    public static void main(String[] args) {
        Streams streams = begin();
        end(quickly(args, streams));
    }

    /** What every process begins with. */
    static Streams begin() {
        Engine.prepare();
        SecondJvm.prepare();
        Streams streams = Streams.ofProcess();
        Interruption.begin(streams);
        return streams;
    }

    /** Ends the process, everything having been printed. */
    static void end(int code) {
        Interruption.end();
        // What ends well ends by itself, as no thread but this one keeps a process: to exit, the JDK first looks for somebody who logs it, in
        // every jar there is, which takes a tenth of a start.
        if (code != Exit.WELL) {
            System.exit(code);
        }
    }

    private static int quickly(String[] args, Streams streams) {
        try {
            return run(args, streams, Path.of("").toAbsolutePath(), System.getenv());
        } catch (Engine.LargeWork large) {
            return SecondJvm.run(args, streams, large.work());
        }
    }

    /**
     * What the command does, without ending the process.
     *
     * @param environment the environment variables
     * @return the exit code
     * @throws Engine.LargeWork if the work is more than this JVM was started for
     */
    public static int run(String[] args, Streams streams, Path workingFolder, Map<String, String> environment) {
        int code = deep(() -> CommandLine.run(args, streams, workingFolder, environment));
        streams.flush();
        if (streams.out().checkError() && code == Exit.WELL) {
            streams.err().println("isoflop: standard output could not be written whole");
            streams.flush();
            return Exit.LIMIT;
        }
        return code;
    }

    /** Does something on a thread whose stack suffices for all that may nest. */
    private static int deep(IntSupplier work) {
        FutureTask<Integer> task = new FutureTask<>(work::getAsInt);
        Thread thread = new Thread(null, task, "isoflop", STACK);
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException told) {
                thread.interrupt();
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case RuntimeException exception -> throw exception;
                    case Error error -> throw error;
                    case null, default -> throw new IllegalStateException(failed);
                }
            }
        }
    }
}
