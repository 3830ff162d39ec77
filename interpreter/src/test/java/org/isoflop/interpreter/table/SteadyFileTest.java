package org.isoflop.interpreter.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SteadyFileTest {
    @TempDir private Path folder;

    private Path path;
    private InputFile file;

    /** Something that happens to a file. */
    private interface Event {
        void happen() throws IOException;
    }

    @BeforeEach
    void write() throws IOException {
        path = Files.writeString(folder.resolve("runs.csv"), "x,y\n1,2\n");
        file = Folder.confined(folder, List.of(folder)).file("runs.csv");
    }

    /** Reads while something happens. */
    private RawTable readWhile(Event event) {
        Request request = new Request(List.of(new Request.Column("x", Request.Kind.NUMBER, false)));
        return SteadyFile.read(file, FileState.of(path), "runs.csv", () -> {
            try {
                event.happen();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return TableReader.read(ReadFormat.CSV, file, "runs.csv", request);
        });
    }

    private void isRefused(Event event) {
        TableProblem problem = assertThrows(TableException.class, () -> readWhile(event)).problems().getFirst();
        assertEquals(TableProblem.Kind.CHANGED, problem.kind());
        assertEquals("`runs.csv` changed while it was read", problem.message());
    }

    @Test
    void whatStaysIsRead() {
        assertEquals(1, readWhile(() -> {
        }).rowCount());
    }

    @Test
    void aFileThatGrowsIsRefused() {
        isRefused(() -> Files.writeString(path, "3,4\n", StandardOpenOption.APPEND));
    }

    @Test
    void aFileOfTheSameLengthIsRefused() {
        isRefused(() -> {
            Files.writeString(path, "x,y\n3,4\n");
            Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        });
    }

    @Test
    void anotherFileInItsPlaceIsRefused() {
        isRefused(() -> {
            FileTime time = Files.getLastModifiedTime(path);
            Path other = Files.writeString(folder.resolve("other.csv"), "x,y\n3,4\n");
            Files.setLastModifiedTime(other, time);
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    /** What it looks wrong in has nothing to do with what is wrong. */
    @Test
    void aChangeIsSaidBeforeWhatCameOfIt() {
        isRefused(() -> Files.writeString(path, "x,"));
        isRefused(() -> Files.delete(path));
    }

    @Test
    void otherMistakesAreSaidAsTheyAre() {
        IllegalStateException wrong = new IllegalStateException("wrong");
        assertSame(wrong, assertThrows(IllegalStateException.class, () -> SteadyFile.read(file, FileState.of(path), "runs.csv", () -> {
            throw wrong;
        })));
    }

    @Test
    void modulesMayNotChangeEither() throws IOException {
        assertEquals(8, FileBytes.of(path, () -> Files.readAllBytes(path)).size());
        IOException changed = assertThrows(IOException.class, () -> FileBytes.of(path, () -> {
            Files.writeString(path, "more", StandardOpenOption.APPEND);
            return Files.readAllBytes(path);
        }));
        assertEquals("it changed while it was read", changed.getMessage());
    }
}
