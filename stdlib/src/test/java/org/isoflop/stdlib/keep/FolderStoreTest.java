package org.isoflop.stdlib.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
    private static final long ROOM = 1 << 30;
    private static final FitProblem PROBLEM = Small.problem();
    private static final FitResult FIT = Fitter.fit(PROBLEM, Small.with(Store.NONE));

    private final List<IOException> said = Collections.synchronizedList(new ArrayList<>());

    @TempDir private Path folder;

    private FolderStore store() {
        return new FolderStore(folder, ROOM, said::add);
    }

    private Path only() throws IOException {
        List<Path> files = files();
        assertEquals(1, files.size(), files::toString);
        return files.getFirst();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertSame(FitResult fit) {
        assertEquals(Fingerprint.of(1, FIT), Fingerprint.of(1, fit));
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        assertSame(Fitter.fit(PROBLEM, Small.with(store())));
        Path file = only();
        byte[] entry = Files.readAllBytes(file);
        FitResult found = Small.place(PROBLEM, store()).find();
        assertNotNull(found);
        assertSame(found);
        assertTrue(found.problem() == PROBLEM);
        Files.delete(file);
        Fitter.fit(PROBLEM, Small.with(store()));
        assertTrue(Arrays.equals(entry, Files.readAllBytes(only())));
        assertEquals(List.of(), said);
    }

    /** Every byte is changed in turn: none may pass, and the next run puts the entry right. */
    @Test
    void noDamagedEntryIsBelieved() throws IOException {
        Fitter.fit(PROBLEM, Small.with(store()));
        Path file = only();
        byte[] entry = Files.readAllBytes(file);
        for (int i = 0; i < entry.length; i++) {
            byte[] damaged = entry.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            Files.write(file, damaged);
            said.clear();
            assertNull(Small.place(PROBLEM, store()).find(), "byte " + i);
            assertEquals(1, said.size(), "byte " + i);
        }
        assertSame(Fitter.fit(PROBLEM, Small.with(store())));
        assertTrue(Arrays.equals(entry, Files.readAllBytes(file)));
    }

    @Test
    void noCutOrLongerEntryIsBelieved() throws IOException {
        Fitter.fit(PROBLEM, Small.with(store()));
        Path file = only();
        byte[] entry = Files.readAllBytes(file);
        for (int length = 0; length < entry.length; length++) {
            Files.write(file, Arrays.copyOf(entry, length));
            assertNull(Small.place(PROBLEM, store()).find(), "length " + length);
        }
        for (int more : new int[] {1, 31, 32, 33, 4096}) {
            Files.write(file, Arrays.copyOf(entry, entry.length + more));
            assertNull(Small.place(PROBLEM, store()).find(), "longer by " + more);
        }
        assertSame(Fitter.fit(PROBLEM, Small.with(store())));
        assertTrue(Arrays.equals(entry, Files.readAllBytes(file)));
    }

    @Test
    void anEntryUnderAnothersNameIsNotBelieved() throws IOException {
        FitProblem other = PROBLEM.from(new double[] {1, 1});
        Fitter.fit(PROBLEM, Small.with(store()));
        Path own = only();
        Fitter.fit(other, Small.with(store()));
        Path others = files().stream().filter(file -> !file.equals(own)).findFirst().orElseThrow();
        byte[] entry = Files.readAllBytes(own);
        Files.write(own, Files.readAllBytes(others));
        Files.write(others, entry);
        assertNull(Small.place(PROBLEM, store()).find());
        assertNull(Small.place(other, store()).find());
        assertEquals(2, said.size());
    }

    @Test
    void oneStoreComplainsOnce() throws IOException {
        FolderStore store = store();
        Fitter.fit(PROBLEM, Small.with(store));
        Files.write(only(), new byte[10]);
        for (int i = 0; i < 3; i++) {
            assertNull(Small.place(PROBLEM, store).find());
        }
        assertEquals(1, said.size());
        assertTrue(said.getFirst().getMessage().startsWith("a kept result is damaged and is worked out again: "));
    }

    /** Several stores, as of several processes, write and read the same entries at once. */
    @Test
    void manyShareAFolder() throws IOException {
        List<FitProblem> problems = new ArrayList<>();
        List<Key> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            problems.add(PROBLEM.from(new double[] {1 + i, 0.5}));
            answers.add(Fingerprint.of(1, Fitter.fit(problems.get(i), Small.with(Store.NONE))));
        }
        Workers.run(8, 400, () -> {
            FolderStore own = store();
            return number -> {
                int which = number % problems.size();
                if (number % 7 == 0) {
                    Small.place(problems.get(which), own).put(Fitter.fit(problems.get(which), Small.with(Store.NONE)));
                }
                assertEquals(answers.get(which), Fingerprint.of(1, Fitter.fit(problems.get(which), Small.with(own))));
            };
        });
        assertEquals(List.of(), said);
        assertEquals(4, files().size());
    }

    @Test
    void whereNothingCanBeWrittenWorkGoesOn() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        FolderStore store = new FolderStore(file, ROOM, said::add);
        for (int i = 0; i < 3; i++) {
            assertSame(Fitter.fit(PROBLEM, Small.with(store)));
        }
        assertEquals(1, said.size());
        assertEquals("results cannot be kept in " + file, said.getLast().getMessage());
    }

    @Test
    void whatIsUsedLeastGoesFirst() throws IOException {
        List<FitProblem> problems = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            problems.add(PROBLEM.from(new double[] {1 + i, 0.5}));
        }
        long each = 0;
        for (int i = 0; i < 8; i++) {
            Fitter.fit(problems.get(i), Small.with(store()));
            for (Path file : files()) {
                each = Files.size(file);
                Instant used = Files.getLastModifiedTime(file).toInstant();
                Files.setLastModifiedTime(file, FileTime.from(used.minusSeconds(3600)));
            }
        }
        Path abandoned = Files.write(files().getFirst().resolveSibling("x" + FolderStore.UNFINISHED), new byte[100]);
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(7200)));
        assertNotNull(Small.place(problems.getFirst(), store()).find());
        FolderStore small = new FolderStore(folder, 5 * each, said::add);
        Fitter.fit(problems.get(9), Small.with(small));
        assertTrue(Small.place(problems.getFirst(), small).isKnown(), "used a moment ago");
        assertTrue(Small.place(problems.get(9), small).isKnown(), "made a moment ago");
        assertFalse(Small.place(problems.get(1), small).isKnown(), "the oldest");
        assertFalse(Files.exists(abandoned));
        assertTrue(files().size() <= 5, () -> "left: " + said);
        assertEquals(List.of(), said);
    }
}
