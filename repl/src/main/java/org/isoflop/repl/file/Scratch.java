package org.isoflop.repl.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.repl.Interruption;

/** A folder for a while, which nobody else may look into, and which is gone with all that is in it when this is closed or the process ends. */
public final class Scratch implements AutoCloseable {
    private final Path path;
    private final Runnable last = this::deleteQuietly;

    private Scratch(Path path) {
        this.path = path;
    }

    /** @param name how its name begins */
    public static Scratch make(String name) throws IOException {
        Scratch scratch = new Scratch(Files.createTempDirectory(name).toRealPath());
        Interruption.prepareLast(scratch.last);
        return scratch;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Interruption.forget(last);
        delete();
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> within;
        try (Stream<Path> walk = Files.walk(path)) {
            within = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        for (Path each : within) {
            Files.deleteIfExists(each);
        }
    }

    /** The process is ending, nobody could be told. */
    private void deleteQuietly() {
        try {
            delete();
        } catch (IOException left) {
            // What the run still holds stays behind; the system clears temporary folders.
        }
    }
}
