package org.isoflop.repl.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive, read so that no two readers can see different files in it: the directory at its end and the headers before the
 * files have to say the same, and files and directory have to fill the archive without gaps and overlaps. Encryption, parts and archives
 * of 4 GB and more (ZIP64) are refused.
 *
 * <p>The format is that of APPNOTE.TXT 6.3.10 (PKWARE 2022): 4.3.7 local headers, 4.3.9 data descriptors, 4.3.12 the central directory,
 * 4.3.16 its end.
 */
final class Archive {
    private static final int MOST_ENTRIES = 10_000;
    private static final int LARGEST_DIRECTORY = 16 << 20;
    private static final int END = 22;
    private static final int END_MARK = 0x06054b50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int BUFFER = 1 << 16;

    private final SeekableByteChannel channel;
    private final String name;
    private final List<ArchiveEntry> entries;

    private Archive(SeekableByteChannel channel, String name, List<ArchiveEntry> entries) {
        this.channel = channel;
        this.name = name;
        this.entries = List.copyOf(entries);
    }

    /**
     * Opens an archive and looks at all of its structure; what is in the files is not read yet.
     *
     * @param name as its user calls it
     * @throws BundleException if anything about it is not as it should be
     */
    static Archive open(SeekableByteChannel channel, String name) throws IOException {
        Archive archive = new Archive(channel, name, List.of());
        return new Archive(channel, name, archive.structure());
    }

    /** The files and folders in the order in which they lie in the archive. */
    List<ArchiveEntry> entries() {
        return entries;
    }

    /** The archive as its user calls it. */
    String name() {
        return name;
    }

    private List<ArchiveEntry> structure() throws IOException {
        long size = channel.size();
        if (size < END) {
            throw wrong(size == 0 ? "it is empty" : "it ends early", "an archive that `isoflop bundle` wrote");
        }
        ByteBuffer end = bytes(size - END, END);
        if (end.getInt(0) != END_MARK || end.getShort(20) != 0) {
            throw wrong("it does not end as a zip archive: it was cut off, or something follows it",
                    "an archive that `isoflop bundle` wrote, whole");
        }
        int count = unsigned(end.getShort(10));
        long directory = unsigned(end.getInt(16));
        long length = unsigned(end.getInt(12));
        if (count == 0xFFFF || directory == 0xFFFFFFFFL || length == 0xFFFFFFFFL) {
            throw wrong("it is an archive of 4 GB or more (ZIP64)", "a bundle is smaller than 4 GB");
        }
        if (end.getShort(4) != 0 || end.getShort(6) != 0 || unsigned(end.getShort(8)) != count) {
            throw wrong("it is one of several parts", "a bundle is one archive");
        }
        if (directory + length != size - END) {
            throw wrong("its directory of " + length + " bytes at byte " + directory + " does not lie at its end",
                    "nothing stands between the directory of an archive and its end");
        }
        if (count > MOST_ENTRIES || length > LARGEST_DIRECTORY) {
            throw new BundleException(BundleLimits.entries(name, count, MOST_ENTRIES));
        }
        List<ArchiveEntry> listed = new Directory(bytes(directory, (int) length), name).entries(count);
        return new LocalHeaders(this, listed, directory).placed();
    }

    /** Some bytes of the archive, in its order. */
    ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException(name + ": the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    /**
     * Copies what is in a file.
     *
     * @throws BundleException if it is not as long as the archive says, or has another checksum
     */
    void copy(ArchiveEntry entry, OutputStream out) throws IOException {
        Contents contents = new Contents(entry, out);
        if (entry.method() == STORED) {
            for (long left = entry.compressed(); left > 0;) {
                byte[] some = bytes(entry.data() + entry.compressed() - left, (int) Math.min(left, BUFFER)).array();
                contents.add(some, some.length);
                left -= some.length;
            }
        } else {
            inflate(entry, contents);
        }
        contents.end();
    }

    private void inflate(ArchiveEntry entry, Contents contents) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = entry.compressed();
        try (Inflater inflater = new Inflater(true)) {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (left == 0) {
                        throw contents.wrong("ends early");
                    }
                    byte[] some = bytes(entry.data() + entry.compressed() - left, (int) Math.min(left, BUFFER)).array();
                    inflater.setInput(some);
                    left -= some.length;
                }
                int count = inflater.inflate(buffer);
                if (count == 0 && inflater.needsDictionary()) {
                    throw contents.wrong("cannot be expanded");
                }
                contents.add(buffer, count);
            }
            if (left > 0 || inflater.getRemaining() > 0) {
                throw contents.wrong("goes on behind its end");
            }
        } catch (DataFormatException malformed) {
            throw contents.wrong("cannot be expanded");
        }
    }

    /** What comes out of a file, held to what the archive says of it. */
    private final class Contents {
        private final ArchiveEntry entry;
        private final OutputStream out;
        private final CRC32 checksum = new CRC32();
        private long count;

        Contents(ArchiveEntry entry, OutputStream out) {
            this.entry = entry;
            this.out = out;
        }

        void add(byte[] bytes, int length) throws IOException {
            count += length;
            if (count > entry.size()) {
                throw wrong("is larger than the " + entry.size() + " bytes that the archive says");
            }
            checksum.update(bytes, 0, length);
            out.write(bytes, 0, length);
        }

        void end() throws BundleException {
            if (count != entry.size()) {
                throw wrong("has " + count + " bytes, not the " + entry.size() + " that the archive says");
            }
            if (checksum.getValue() != entry.checksum()) {
                throw wrong("is damaged: its checksum is another");
            }
        }

        BundleException wrong(String what) {
            return Archive.this.wrong(entry + " " + what, "the archive as it was written");
        }
    }

    BundleException wrong(String what, String expected) {
        return BundleException.of(name, what, expected);
    }

    static boolean isKnown(int method) {
        return method == STORED || method == DEFLATED;
    }

    static boolean isStored(int method) {
        return method == STORED;
    }

    static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
