package org.isoflop.interpreter.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HashingTest {
    /** FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir private Path folder;

    private Path path;
    private InputFile file;

    @BeforeEach
    void write() throws IOException {
        path = Files.writeString(folder.resolve("runs.csv"), "abc");
        file = Folder.confined(folder, List.of(folder)).file("runs.csv");
    }

    @Test
    void theHashIsThatOfTheBytes() {
        assertEquals(ABC, Hashing.begin(file, FileState.of(path), "runs.csv").sha256());
    }

    @Test
    void aFileThatChangedSinceItWasReadHasNone() throws IOException {
        FileState before = FileState.of(path);
        Files.writeString(path, "d", StandardOpenOption.APPEND);
        assertEquals(TableProblem.Kind.CHANGED, problem(before));
        Files.delete(path);
        assertEquals(TableProblem.Kind.CHANGED, problem(before));
    }

    @Test
    void whatComesAfterwardsIsNothingToIt() throws IOException {
        Hashing hashing = Hashing.begin(file, FileState.of(path), "runs.csv");
        hashing.sha256();
        Files.writeString(path, "d", StandardOpenOption.APPEND);
        assertEquals(ABC, hashing.sha256());
    }

    @Test
    void aFileThatCannotBeReadIsToldSo() throws IOException {
        Files.delete(path);
        assertEquals(TableProblem.Kind.UNREADABLE, problem(FileState.of(path)));
    }

    /** Who is told to end meanwhile still learns it, and stays told. */
    @Test
    void aThreadThatIsInterruptedStaysSo() {
        Hashing hashing = Hashing.begin(file, FileState.of(path), "runs.csv");
        Thread.currentThread().interrupt();
        String hash = hashing.sha256();
        assertEquals(true, Thread.interrupted());
        assertEquals(ABC, hash);
    }

    private TableProblem.Kind problem(FileState before) {
        Hashing hashing = Hashing.begin(file, before, "runs.csv");
        return assertThrows(TableException.class, hashing::sha256).problems().getFirst().kind();
    }
}
