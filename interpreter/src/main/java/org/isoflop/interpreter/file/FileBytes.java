package org.isoflop.interpreter.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that was read whole, with the bytes that it held. */
public final class FileBytes {
    private final Path file;
    private final byte[] bytes;

    public FileBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes.clone();
    }

    /** Reads bytes of a file that nobody may write meanwhile. */
    @FunctionalInterface
    public interface Reading {
        byte[] read() throws IOException;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or if it is another afterwards than it was before
     */
    public static FileBytes of(Path file, Reading reading) throws IOException {
        FileState before = FileState.of(file);
        byte[] bytes = reading.read();
        if (!FileState.of(file).equals(before)) {
            throw new IOException("it changed while it was read");
        }
        return new FileBytes(file, bytes);
    }

    /**
     * Reads a file of at most so many bytes.
     *
     * @throws IOException if it cannot be read, has more, or is another afterwards than it was before
     */
    public static FileBytes of(Path file, int most) throws IOException {
        return of(file, () -> {
            try (InputStream stream = Files.newInputStream(file)) {
                return whole(stream, most);
            }
        });
    }

    /**
     * All bytes of a stream, of which no more are taken than it may have, whatever its size is said to be.
     *
     * @throws IOException if there are more
     */
    public static byte[] whole(InputStream stream, int most) throws IOException {
        byte[] bytes = stream.readNBytes(most);
        if (stream.read() >= 0) {
            throw new IOException("it goes on behind its end");
        }
        return bytes;
    }

    public Path file() {
        return file;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public long size() {
        return bytes.length;
    }

    /** The SHA-256 of the bytes. */
    public String sha256() {
        return ContentHash.sha256(bytes);
    }
}
