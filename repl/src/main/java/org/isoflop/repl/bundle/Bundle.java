package org.isoflop.repl.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.repl.file.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that was found to be what its lock says. What a run reads lies in a folder that nobody else may look into, and that is gone when
 * this is closed.
 */
public final class Bundle implements AutoCloseable {
    /** The folder of the archive below which the study and all that it reads lie. */
    static final String STUDY = "study";
    /** The folder below which what it wrote lies. */
    static final String OUTPUT = "out";
    /** What it came to. */
    static final String RESULT = "results.json";
    private static final long LONGEST_LOCK = 16 << 20;
    private static final byte[] MARK = {'P', 'K', 3, 4};

    private final Lock lock;
    private final Scratch folder;

    private Bundle(Lock lock, Scratch folder) {
        this.lock = lock;
        this.folder = folder;
    }

    /** Whether a file is to be opened as a bundle: by its name, or because it begins as archives do. */
    public static boolean is(Path file) throws IOException {
        if (!Files.isRegularFile(file) || String.valueOf(file.getFileName()).endsWith(".zip")) {
            // What comes through a pipe can be read only once.
            return Files.isRegularFile(file);
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(MARK.length), MARK);
        }
    }

    /**
     * Opens a bundle.
     *
     * @param name the file as its user calls it
     * @throws BundleException if it is not wholly what a bundle should be, or larger than the limits allow
     */
    public static Bundle open(Path file, String name, Limits limits) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Archive archive = Archive.open(channel, name);
            BundleLimits.hold(archive, limits);
            Lock lock = lock(archive);
            Map<String, LockedFile> locked = matched(archive, lock);
            Scratch folder = Scratch.make("isoflop-bundle");
            try {
                for (ArchiveEntry entry : archive.entries()) {
                    LockedFile packed = locked.get(entry.name());
                    if (packed != null) {
                        verify(archive, entry, packed, folder.path());
                    }
                }
                return new Bundle(lock, folder);
            } catch (IOException | RuntimeException | Error failed) {
                folder.close();
                throw failed;
            }
        }
    }

    private static Lock lock(Archive archive) throws IOException {
        for (ArchiveEntry entry : archive.entries()) {
            if (entry.name().equals(Lock.NAME)) {
                if (entry.size() > LONGEST_LOCK) {
                    throw archive.wrong("its lock has " + entry.size() + " bytes", "a lock of at most " + LONGEST_LOCK);
                }
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                archive.copy(entry, bytes);
                return LockReader.read(bytes.toByteArray(), archive.name());
            }
        }
        throw archive.wrong("it holds no `" + Lock.NAME + "`", "an archive that `isoflop bundle` wrote");
    }

    /** The files of the lock by name; the archive has each of them, and no other. */
    private static Map<String, LockedFile> matched(Archive archive, Lock lock) throws BundleException {
        Map<String, LockedFile> locked = new HashMap<>();
        lock.files().forEach(file -> locked.put(file.name(), file));
        int found = 0;
        for (ArchiveEntry entry : archive.entries()) {
            LockedFile file = locked.get(entry.name());
            if (file == null && !entry.isFolder() && !entry.name().equals(Lock.NAME)) {
                throw archive.wrong(entry + " is not in its lock", "a bundle holds what its lock says, and nothing else");
            }
            if (file != null && file.bytes() != entry.size()) {
                throw archive.wrong(entry + " has " + entry.size() + " bytes, by its lock " + file.bytes(), "the file that was packed");
            }
            found += file == null ? 0 : 1;
        }
        if (found < locked.size()) {
            archive.entries().forEach(entry -> locked.remove(entry.name()));
            throw archive.wrong("it has no `" + EntryName.shown(locked.keySet().stream().sorted().findFirst().orElseThrow())
                    + "`, which is in its lock", "a bundle holds all that its lock says");
        }
        return locked;
    }

    /** Holds a file against its hash, and lays it down where the run reads it. */
    private static void verify(Archive archive, ArchiveEntry entry, LockedFile locked, Path folder) throws IOException {
        DigestOutputStream hash = new DigestOutputStream(OutputStream.nullOutputStream(), ContentHash.digest());
        if (locked.role().isLaidDown()) {
            Path target = folder.resolve(locked.name()).normalize();
            Files.createDirectories(target.getParent());
            try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                hash = new DigestOutputStream(out, ContentHash.digest());
                archive.copy(entry, hash);
            }
        } else {
            archive.copy(entry, hash);
        }
        String found = HexFormat.of().formatHex(hash.getMessageDigest().digest());
        if (!found.equals(locked.sha256())) {
            throw archive.wrong(entry + " is not the file that was packed: its hash is " + found,
                    "by its lock the hash is " + locked.sha256());
        }
    }

    public Lock lock() {
        return lock;
    }

    /** Where its files lie, as they lie in the archive. */
    public Path folder() {
        return folder.path();
    }

    /** The study that it is about. */
    public Path study() {
        return folder.path().resolve(lock.study());
    }

    /** The folder that holds all that the study may read. */
    public Path readable() {
        return folder.path().resolve(STUDY);
    }

    /** What the study came to, as JSON; null where the bundle does not tell. */
    public @Nullable Path result() {
        return packed(RESULT) instanceof LockedFile file && file.role() == Role.RESULT ? folder.path().resolve(RESULT) : null;
    }

    /**
     * The SHA-256 of a file that the study wrote, null where the bundle has none.
     *
     * @param name seen from the output folder
     */
    public @Nullable String output(String name) {
        return packed(OUTPUT + "/" + name) instanceof LockedFile file && file.role() == Role.OUTPUT ? file.sha256() : null;
    }

    private @Nullable LockedFile packed(String name) {
        return lock.files().stream().filter(file -> file.name().equals(name)).findFirst().orElse(null);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
