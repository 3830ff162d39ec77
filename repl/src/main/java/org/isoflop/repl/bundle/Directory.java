package org.isoflop.repl.bundle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The directory of an archive: what it says of each file. */
final class Directory {
    private static final int MARK = 0x02014b50;
    private static final int FIXED = 46;
    /** Encrypted, by this or that method, or its header is. */
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    /** How it was compressed, sizes behind it, a name in UTF-8. */
    private static final int HARMLESS = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 11;
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;

    private final ByteBuffer bytes;
    private final String archive;
    private final List<ArchiveEntry> entries = new ArrayList<>();

    Directory(ByteBuffer bytes, String archive) {
        this.bytes = bytes;
        this.archive = archive;
    }

    /** The entries, each of them checked by itself and against all others. */
    List<ArchiveEntry> entries(int count) throws BundleException {
        for (int i = 0; i < count; i++) {
            entries.add(entry());
        }
        if (bytes.hasRemaining()) {
            throw wrong("its directory has " + bytes.remaining() + " bytes more than its " + count + " entries",
                    "the directory of an archive ends with its last entry");
        }
        different();
        return entries;
    }

    private ArchiveEntry entry() throws BundleException {
        int at = bytes.position();
        if (bytes.remaining() < FIXED || bytes.getInt(at) != MARK) {
            throw wrong("its directory has no entry at byte " + at + ", where one should begin", "an archive that is whole");
        }
        int nameLength = Archive.unsigned(bytes.getShort(at + 28));
        int more = Archive.unsigned(bytes.getShort(at + 30)) + Archive.unsigned(bytes.getShort(at + 32));
        if (bytes.remaining() < FIXED + nameLength + more) {
            throw wrong("its directory ends within an entry", "an archive that is whole");
        }
        int flags = Archive.unsigned(bytes.getShort(at + 8));
        String name = EntryName.decode(bytes.slice(at + FIXED, nameLength), ArchiveEntry.isUnicode(flags));
        if (name == null) {
            throw wrong("the name of an entry is not " + (ArchiveEntry.isUnicode(flags) ? "UTF-8" : "ASCII, and not marked as UTF-8"),
                    EntryName.RULE);
        }
        ArchiveEntry entry = new ArchiveEntry(name, flags, Archive.unsigned(bytes.getShort(at + 10)),
                Archive.unsigned(bytes.getInt(at + 16)), Archive.unsigned(bytes.getInt(at + 20)), Archive.unsigned(bytes.getInt(at + 24)),
                Archive.unsigned(bytes.getInt(at + 42)), -1);
        check(entry, Archive.unsigned(bytes.getShort(at + 34)), bytes.getInt(at + 38) >>> 16);
        bytes.position(at + FIXED + nameLength + more);
        return entry;
    }

    /** @param mode the type and permissions that a Unix system gave the file; zero from other systems */
    private void check(ArchiveEntry entry, int part, int mode) throws BundleException {
        String mistake = EntryName.mistake(entry.name());
        if (mistake != null) {
            throw wrong("the entry " + entry + " " + mistake, EntryName.RULE);
        }
        if ((entry.flags() & ENCRYPTED) != 0) {
            throw wrong(entry + " is encrypted", "a bundle can be read by everybody who has it");
        }
        if ((entry.flags() & ~HARMLESS) != 0 || !Archive.isKnown(entry.method())) {
            throw wrong(entry + " is compressed by a method that bundles do not use", "files in a bundle are stored or deflated");
        }
        if (part != 0 || entry.size() == 0xFFFFFFFFL || entry.compressed() == 0xFFFFFFFFL || entry.header() == 0xFFFFFFFFL) {
            throw wrong(entry + " lies in another part, or is of 4 GB or more (ZIP64)", "a bundle is one archive, smaller than 4 GB");
        }
        int type = mode & FILE_TYPE;
        if (type != 0 && type != (entry.isFolder() ? FOLDER : REGULAR)) {
            throw wrong(entry + " is a link or a device, not a file", "a bundle holds files and folders");
        }
        boolean same = entry.size() == entry.compressed();
        if (Archive.isStored(entry.method()) && !same || entry.isFolder() && entry.size() != 0) {
            throw wrong(entry + " has " + entry.size() + " bytes in " + entry.compressed(), "what is not compressed has its own size");
        }
    }

    /** No two names may be one on some system, and none may be a file to one entry and a folder to another. */
    private void different() throws BundleException {
        Map<String, ArchiveEntry> seen = new HashMap<>();
        for (ArchiveEntry entry : entries) {
            String key = EntryName.key(entry.isFolder() ? entry.name().substring(0, entry.name().length() - 1) : entry.name());
            ArchiveEntry other = seen.put(key, entry);
            if (other != null) {
                throw wrong("two entries have one name: " + other + " and " + entry,
                        "names in a bundle differ by more than case and the way in which accents are written");
            }
        }
        for (ArchiveEntry entry : entries) {
            String key = EntryName.key(entry.name());
            for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
                ArchiveEntry file = seen.get(key.substring(0, slash));
                if (file != null && !file.isFolder()) {
                    throw wrong(entry + " lies in " + file + ", which is a file", "what lies in something lies in a folder");
                }
            }
        }
    }

    private BundleException wrong(String what, String expected) {
        return BundleException.of(archive, what, expected);
    }
}
