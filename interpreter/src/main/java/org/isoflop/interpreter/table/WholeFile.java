package org.isoflop.interpreter.table;

import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.file.WrittenFile;

/** Writes a file whole or not at all. */
public final class WholeFile {
    /** What is being written, under the names that nobody knows. */
    private static final Set<Path> DRAFTS = ConcurrentHashMap.newKeySet();
    private static volatile boolean abandoned;

    private WholeFile() {
    }

    /** Where the process ends at once: nothing is written any more, and of what was being written nothing is left. */
    public static void abandon() {
        abandoned = true;
        for (Path draft : DRAFTS) {
            discard(draft, new CancellationException());
        }
    }

    /** Writes the text of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    /** Why writing failed, in words. */
    public static String reason(IOException failed) {
        boolean inTheWay = failed instanceof FileAlreadyExistsException
                || failed instanceof FileSystemException file && "Not a directory".equals(file.getReason());
        return inTheWay ? "a file stands where a folder should be" : TableReader.reason(failed);
    }

    /**
     * Writes a file that has to lie below a folder, wherever links lead.
     *
     * @param most how many bytes it may have
     * @return what was written
     * @throws IOException if it does not, or if writing fails; the file is then as it was
     */
    public static WrittenFile write(Path root, Path path, long most, Content content) throws IOException {
        confine(root, path);
        Told told = write(path, content, most);
        String name = root.toAbsolutePath().normalize().relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/');
        return new WrittenFile(path.toAbsolutePath().normalize(), name, told.bytes, told.sha256);
    }

    /** How much was written, and its hash. */
    private record Told(long bytes, String sha256) {
    }

    /**
     * Writes the bytes of a file that has to lie below a folder, wherever links lead.
     *
     * @throws IOException if it does not, or if writing fails; the file is then as it was
     */
    public static void write(Path root, Path path, byte[] content) throws IOException {
        confine(root, path);
        replace(path, draft -> Files.write(draft, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static void confine(Path root, Path path) throws IOException {
        Files.createDirectories(root);
        Path existing = path.toAbsolutePath().normalize().getParent();
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (existing == null || !existing.toRealPath().startsWith(root.toRealPath())) {
            throw new IOException("a link leads out of the output folder");
        }
    }

    /**
     * Writes UTF-8 text beside the file and then moves it there in one step; missing folders are made.
     *
     * @throws IOException if it fails; the file is then as it was
     */
    public static void write(Path path, Content content) throws IOException {
        write(path, content, Long.MAX_VALUE);
    }

    private static Told write(Path path, Content content, long most) throws IOException {
        MessageDigest hash = ContentHash.digest();
        long[] bytes = new long[1];
        replace(path, draft -> {
            try (Counted counted = new Counted(Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), most,
                    hash); Writer writer = new BufferedWriter(new OutputStreamWriter(counted, StandardCharsets.UTF_8.newEncoder()))) {
                content.writeTo(writer);
                writer.flush();
                bytes[0] = most - counted.left;
            }
        });
        return new Told(bytes[0], HexFormat.of().formatHex(hash.digest()));
    }

    /** Makes a file beside the one that is to be replaced. */
    @FunctionalInterface
    public interface Draft {
        void writeTo(Path draft) throws IOException;
    }

    /**
     * Makes a file beside the place and then moves it there in one step; missing folders are made.
     *
     * @throws IOException if it fails; the file is then as it was
     */
    public static void replace(Path path, Draft content) throws IOException {
        Path target = path.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("it is a folder");
        }
        Files.createDirectories(folder);
        Path draft = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        DRAFTS.add(draft);
        try {
            if (abandoned) {
                throw new CancellationException("interrupted");
            }
            content.writeTo(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (TooLarge | RuntimeException | Error failed) {
            discard(draft, failed);
            throw failed;
        } catch (IOException failed) {
            discard(draft, failed);
            // Nobody knows the draft by its name.
            FileSystemException named = new FileSystemException(target.toString(), null, reason(failed));
            named.initCause(failed);
            throw named;
        } finally {
            DRAFTS.remove(draft);
        }
    }

    private static void discard(Path draft, Throwable failed) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException left) {
            // What went wrong first is what has to be told.
            failed.addSuppressed(left);
        }
    }

    /** A file is larger than it may be. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("it is larger than an output may be");
        }
    }

    /** Hashes what goes through it, and ends in an exception where more bytes come than may. */
    private static final class Counted extends FilterOutputStream {
        private final MessageDigest hash;
        private long left;

        Counted(OutputStream out, long most, MessageDigest hash) {
            super(out);
            this.left = most;
            this.hash = hash;
        }

        @Override
        public void write(int one) throws IOException {
            take(1);
            hash.update((byte) one);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            take(length);
            hash.update(bytes, from, length);
            out.write(bytes, from, length);
        }

        private void take(int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }
}
