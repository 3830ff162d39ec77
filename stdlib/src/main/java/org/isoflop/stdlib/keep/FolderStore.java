package org.isoflop.stdlib.keep;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results in files of a folder, one for each. A file is written whole under another name and then moved to its own, so that several
 * processes may share the folder without locks; it holds its own key and a checksum, so that one which was damaged, cut or exchanged is
 * taken for missing. Whatever fails is said once; then the work goes on without.
 */
public final class FolderStore implements Store {
    static final String ENDING = ".kept";
    static final String UNFINISHED = ".part";
    private static final long MAGIC = 0x31706f6c666f7369L;
    private static final int HEAD = Long.BYTES + Key.BYTES;
    private static final int CHECK = 32;

    private final Path folder;
    private final Consumer<IOException> complaints;
    private final Room room;
    private final AtomicBoolean complained = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param folder made when it is first needed
     * @param most bytes that the files may take; those not used for longest are removed
     * @param complaints is told, once, of what went wrong, with its cause
     */
    public FolderStore(Path folder, long most, Consumer<IOException> complaints) {
        this.folder = folder;
        this.complaints = complaints;
        room = new Room(folder, most);
    }

    /** How many entries there are, and what they take. */
    public record Contents(int entries, long bytes) {
    }

    public Path folder() {
        return folder;
    }

    public Contents contents() {
        List<Room.Entry> all = Room.entries(folder);
        return new Contents(all.size(), all.stream().mapToLong(Room.Entry::bytes).sum());
    }

    /** Removes all entries that nobody holds; gives what was removed. */
    public Contents clear() {
        List<Room.Entry> gone = Room.entries(folder).stream().filter(Room::remove).toList();
        return new Contents(gone.size(), gone.stream().mapToLong(Room.Entry::bytes).sum());
    }

    private Path file(Key key) {
        return folder.resolve(key.digits().substring(0, 2)).resolve(key.digits().substring(2) + ENDING);
    }

    @Override
    public boolean holds(Key key) {
        return Files.exists(file(key));
    }

    @Override
    public <R> @Nullable R read(Key key, Class<R> kind, @Nullable Object given) {
        Path file = file(key);
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            R result = read(channel, key, kind, given);
            touch(file);
            return result;
        } catch (DamagedException | EOFException | ClassCastException damaged) {
            complain(new DamagedException("a kept result is damaged and is worked out again: " + file));
        } catch (IOException none) {
            // There is none, or it cannot be read; if it cannot be written either, that is said.
        }
        return null;
    }

    private static <R> R read(SeekableByteChannel channel, Key key, Class<R> kind, @Nullable Object given) throws IOException {
        long length = channel.size() - HEAD - CHECK;
        if (length < 0) {
            throw new DamagedException("too short");
        }
        MessageDigest digest = Fingerprint.sha256();
        ByteBuffer head = take(channel, HEAD, digest);
        byte[] own = new byte[Key.BYTES];
        if (head.getLong() != MAGIC || head.get(own).hasRemaining() || !Arrays.equals(own, key.bytes())) {
            throw new DamagedException("another entry");
        }
        Decoder decoder = new Decoder(buffer -> fill(channel, buffer, digest), length, given);
        R result = decoder.read(kind);
        byte[] sum = digest.digest();
        if (!decoder.isAtEnd() || !Arrays.equals(sum, take(channel, CHECK, digest).array())) {
            throw new DamagedException("another sum");
        }
        return result;
    }

    private static ByteBuffer take(SeekableByteChannel channel, int bytes, MessageDigest digest) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, buffer, digest);
        return buffer.flip();
    }

    private static void fill(SeekableByteChannel channel, ByteBuffer buffer, MessageDigest digest) throws IOException {
        int from = buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        digest.update(buffer.duplicate().flip().position(from));
    }

    /** What was used last is removed last. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException notOurs) {
            // Then it is removed a little earlier than others.
        }
    }

    @Override
    public void write(Key key, Object result, @Nullable Object given) {
        if (closed) {
            return;
        }
        Path file = file(key);
        Path unfinished = file.resolveSibling(UUID.randomUUID() + UNFINISHED);
        try {
            Files.createDirectories(folder);
            Files.createDirectories(file.getParent());
            long length = whole(unfinished, key, result, given);
            move(unfinished, file);
            room.took(length);
        } catch (IOException failed) {
            closed = true;
            complain(new IOException("results cannot be kept in " + folder, failed));
            remove(unfinished);
        }
    }

    private static long whole(Path file, Key key, Object result, @Nullable Object given) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN).putLong(MAGIC).put(key.bytes()).flip();
            drain(channel, head, digest);
            Encoder encoder = new Encoder(bytes -> drain(channel, bytes, digest), given);
            encoder.write(result);
            encoder.flush();
            ByteBuffer sum = ByteBuffer.wrap(digest.digest());
            while (sum.hasRemaining()) {
                channel.write(sum);
            }
            return channel.position();
        }
    }

    private static void drain(SeekableByteChannel channel, ByteBuffer bytes, MessageDigest digest) throws IOException {
        digest.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unknown) {
            // The checksum tells a half of an entry from a whole one.
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void remove(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException left) {
            // It is removed with what is old.
        }
    }

    private void complain(IOException what) {
        if (complained.compareAndSet(false, true)) {
            complaints.accept(what);
        }
    }
}
