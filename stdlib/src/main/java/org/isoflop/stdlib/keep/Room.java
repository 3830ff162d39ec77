package org.isoflop.stdlib.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How much the files of a store take, and which go where it is too much: those not used for longest. */
final class Room {
    /** What is removed at once, as a part of all, so that it need not be done often. */
    private static final double SPARE = 0.1;
    /** What is written between two looks at the folder, as a part of what it may hold. */
    private static final double UNSEEN = 0.05;
    /** Nobody writes one entry for so long. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final long most;
    private long unseen = Long.MAX_VALUE / 2;

    Room(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /** An entry. */
    record Entry(Path file, long bytes, Instant used) {
        boolean isUnfinished() {
            return file.toString().endsWith(FolderStore.UNFINISHED);
        }
    }

    /** Says that something was written; the first time, and now and then, makes room. */
    synchronized void took(long bytes) {
        unseen += bytes;
        if (unseen > UNSEEN * most) {
            unseen = 0;
            make();
        }
    }

    private void make() {
        Instant abandoned = Instant.now().minus(ABANDONED);
        List<Entry> entries = new ArrayList<>();
        long taken = 0;
        for (Entry entry : entries(folder)) {
            if (entry.isUnfinished() && entry.used().isBefore(abandoned)) {
                remove(entry);
            } else {
                entries.add(entry);
                taken += entry.bytes();
            }
        }
        if (taken <= most) {
            return;
        }
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (taken <= (1 - SPARE) * most) {
                return;
            }
            taken -= remove(entry) ? entry.bytes() : 0;
        }
    }

    /** All files of a store; what another process removes meanwhile is left out. */
    static List<Entry> entries(Path folder) {
        List<Entry> entries = new ArrayList<>();
        for (Path part : in(folder)) {
            for (Path file : in(part)) {
                String name = file.toString();
                if (name.endsWith(FolderStore.ENDING) || name.endsWith(FolderStore.UNFINISHED)) {
                    add(file, entries);
                }
            }
        }
        return entries;
    }

    private static void add(Path file, List<Entry> entries) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (IOException gone) {
            // Somebody else removed it.
        }
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    static boolean remove(Entry entry) {
        try {
            return Files.deleteIfExists(entry.file());
        } catch (IOException held) {
            return false;
        }
    }
}
