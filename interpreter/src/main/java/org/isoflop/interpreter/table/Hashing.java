package org.isoflop.interpreter.table;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.InputFile;

/**
 * The SHA-256 of a file, worked out on a thread of its own while the file is read and its table is used: without the
 * optimising compiler a megabyte takes longer to hash than to read as numbers.
 */
public final class Hashing {
    private final FutureTask<String> task;

    private Hashing(FutureTask<String> task) {
        this.task = task;
    }

    /**
     * Begins to hash a file.
     *
     * @param before how it was when it was decided to read it
     * @param displayName the file in messages, as the user named it
     */
    public static Hashing begin(InputFile input, FileState before, String displayName) {
        FutureTask<String> task = new FutureTask<>(() -> SteadyFile.read(input, before, displayName, () -> hash(input, displayName)));
        Thread.ofPlatform().daemon().name("isoflop-hash").start(task);
        return new Hashing(task);
    }

    private static String hash(InputFile input, String displayName) {
        try {
            return ContentHash.sha256(input);
        } catch (IOException failed) {
            throw TableReader.unreadable(displayName, failed);
        }
    }

    /**
     * The hash in 64 hexadecimal digits, waited for.
     *
     * @throws TableException if the file could not be read, or was another when it was hashed than it had been before
     */
    public String sha256() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException told) {
                    // Who is told to end still says what the results rest on.
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it came to an end, with a hash or a mistake. */
    public boolean isDone() {
        return task.isDone();
    }

    /** Ends it; nobody wants to know any more. */
    public void cancel() {
        task.cancel(true);
    }
}
