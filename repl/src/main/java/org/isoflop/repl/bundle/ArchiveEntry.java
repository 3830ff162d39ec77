package org.isoflop.repl.bundle;

/**
 * A file or folder in an archive.
 *
 * @param name with {@code /} between its parts; that of a folder ends with one
 * @param flags the general purpose bits
 * @param method by which it is compressed
 * @param checksum the CRC-32 of what is in it
 * @param compressed how many bytes it has in the archive
 * @param size how many bytes it has
 * @param header where its local header begins
 * @param data where its bytes begin, -1 as long as that is not known
 */
record ArchiveEntry(String name, int flags, int method, long checksum, long compressed, long size, long header, long data) {
    private static final int DESCRIBED_BEHIND = 1 << 3;
    private static final int UNICODE = 1 << 11;

    boolean isFolder() {
        return name.endsWith("/");
    }

    /** Whether its sizes stand behind its bytes, as where it was written without knowing them. */
    boolean isDescribedBehind() {
        return (flags & DESCRIBED_BEHIND) != 0;
    }

    static boolean isUnicode(int flags) {
        return (flags & UNICODE) != 0;
    }

    ArchiveEntry at(long begin) {
        return new ArchiveEntry(name, flags, method, checksum, compressed, size, header, begin);
    }

    /** The entry in a sentence. */
    @Override
    public String toString() {
        return "`" + EntryName.shown(name) + "` (at byte " + header + ")";
    }
}
