package org.isoflop.repl.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The headers that stand before the files of an archive, held against its directory. */
final class LocalHeaders {
    private static final int MARK = 0x04034b50;
    private static final int DESCRIPTOR_MARK = 0x08074b50;
    private static final int FIXED = 30;
    private static final int DESCRIPTOR = 12;

    private final Archive archive;
    private final List<ArchiveEntry> listed;
    private final long end;

    /** @param end where files end and the directory begins */
    LocalHeaders(Archive archive, List<ArchiveEntry> listed, long end) {
        this.archive = archive;
        this.listed = new ArrayList<>(listed);
        this.listed.sort(Comparator.comparingLong(ArchiveEntry::header));
        this.end = end;
    }

    /** The entries in the order of the archive, with the places of their bytes. */
    List<ArchiveEntry> placed() throws IOException {
        List<ArchiveEntry> placed = new ArrayList<>();
        long next = 0;
        for (int i = 0; i < listed.size(); i++) {
            ArchiveEntry entry = listed.get(i);
            if (entry.header() != next) {
                throw archive.wrong(entry + " begins behind " + (entry.header() - next) + " bytes that belong to no entry",
                        "each file of an archive begins where the one before it ends");
            }
            long limit = i + 1 < listed.size() ? Math.min(listed.get(i + 1).header(), end) : end;
            ArchiveEntry found = entry.at(data(entry, limit));
            placed.add(found);
            next = behind(found, limit);
        }
        if (next != end) {
            throw archive.wrong("it has " + (end - next) + " bytes that belong to no entry",
                    "each file of an archive begins where the one before it ends");
        }
        return placed;
    }

    /** Where the bytes of an entry begin. */
    private long data(ArchiveEntry entry, long limit) throws IOException {
        if (limit - entry.header() < FIXED) {
            throw overlong(entry);
        }
        ByteBuffer header = archive.bytes(entry.header(), FIXED);
        if (header.getInt(0) != MARK) {
            throw archive.wrong("there is no file at byte " + entry.header() + ", where its directory says that " + entry + " begins",
                    "an archive that is whole");
        }
        int nameLength = Archive.unsigned(header.getShort(26));
        long begin = entry.header() + FIXED + nameLength + Archive.unsigned(header.getShort(28));
        if (begin + entry.compressed() > limit) {
            throw overlong(entry);
        }
        int flags = Archive.unsigned(header.getShort(6));
        String name = EntryName.decode(archive.bytes(entry.header() + FIXED, nameLength), ArchiveEntry.isUnicode(flags));
        boolean sizesBehind = entry.isDescribedBehind() && header.getInt(14) == 0 && header.getInt(18) == 0 && header.getInt(22) == 0;
        boolean agrees = entry.name().equals(name) && flags == entry.flags() && Archive.unsigned(header.getShort(8)) == entry.method()
                && (sizesBehind || describes(entry, header, 14));
        if (!agrees) {
            throw archive.wrong(entry + " is described in one way before its bytes and in another in the directory",
                    "both descriptions of a file agree");
        }
        return begin;
    }

    /** Where what belongs to an entry ends. */
    private long behind(ArchiveEntry entry, long limit) throws IOException {
        long next = entry.data() + entry.compressed();
        if (!entry.isDescribedBehind()) {
            return next;
        }
        long room = limit - next;
        int mark = room == DESCRIPTOR ? 0 : Integer.BYTES;
        if (room != DESCRIPTOR + mark) {
            throw overlong(entry);
        }
        ByteBuffer descriptor = archive.bytes(next, DESCRIPTOR + mark);
        if (mark > 0 && descriptor.getInt(0) != DESCRIPTOR_MARK || !describes(entry, descriptor, mark)) {
            throw archive.wrong(entry + " is described in one way behind its bytes and in another in the directory",
                    "both descriptions of a file agree");
        }
        return limit;
    }

    /** Whether checksum and sizes, which stand in this order, are those of the directory. */
    private static boolean describes(ArchiveEntry entry, ByteBuffer bytes, int at) {
        return Archive.unsigned(bytes.getInt(at)) == entry.checksum() && Archive.unsigned(bytes.getInt(at + 4)) == entry.compressed()
                && Archive.unsigned(bytes.getInt(at + 8)) == entry.size();
    }

    private BundleException overlong(ArchiveEntry entry) {
        return archive.wrong(entry + " does not fit before what follows it", "each file of an archive begins where the one before it ends");
    }
}
