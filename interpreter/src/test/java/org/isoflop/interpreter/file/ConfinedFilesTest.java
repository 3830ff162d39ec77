package org.isoflop.interpreter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfinedFilesTest {
    @TempDir Path folder;
    private Path own = Path.of("");

    @BeforeEach
    void lay() throws IOException {
        own = Files.createDirectories(folder.resolve("own"));
        Files.createDirectories(own.resolve("below"));
        Files.createDirectories(folder.resolve("other"));
        Files.createDirectories(folder.resolve("own-not"));
        Files.writeString(own.resolve("here.csv"), "here");
        Files.writeString(own.resolve("below/deep.csv"), "deep");
        Files.writeString(folder.resolve("other/secret.csv"), "secret");
        Files.writeString(folder.resolve("own-not/secret.csv"), "secret");
        Files.createSymbolicLink(own.resolve("inner.csv"), Path.of("below/deep.csv"));
        Files.createSymbolicLink(own.resolve("file-out.csv"), Path.of("../other/secret.csv"));
        Files.createSymbolicLink(own.resolve("folder-out"), folder.resolve("other"));
        Files.createSymbolicLink(own.resolve("twice.csv"), Path.of("file-out.csv"));
        Files.createSymbolicLink(own.resolve("broken.csv"), Path.of("nowhere"));
        Files.createSymbolicLink(own.resolve("loop.csv"), Path.of("loop.csv"));
    }

    private InputFile file(String name) {
        return Folder.confined(own, List.of(own)).file(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"here.csv", "./here.csv", "below/../here.csv", "below/deep.csv", "inner.csv", "../own/here.csv"})
    void readsWhatLiesBelow(String name) throws IOException {
        assertTrue(file(name).isFile());
        assertTrue(new String(file(name).bytes(4), StandardCharsets.UTF_8).length() == 4);
        assertEquals(4, file(name).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/secret.csv", "../own-not/secret.csv", "file-out.csv", "twice.csv", "folder-out/secret.csv",
        "folder-out", "folder-out/../other/secret.csv", "below/../../other/secret.csv", "none/../../other/secret.csv", "/etc/passwd",
        "/dev/zero", "/proc/self/environ", "..", "/", "broken.csv", "loop.csv", "../other/none.csv", "../none/none.csv"})
    void nothingElseIsThere(String name) {
        InputFile file = file(name);
        assertThrows(Forbidden.class, file::open);
        assertThrows(Forbidden.class, file::size);
        assertThrows(Forbidden.class, () -> file.access().real(file.path()));
        assertFalse(file.isFile());
        assertFalse(file.access().isFolder(file.path()));
        assertEquals(List.of(), file.access().names(file.path(), any -> true));
    }

    @Test
    void tellsAMissingFileFromAForbiddenOne() {
        assertThrows(NoSuchFileException.class, () -> file("none.csv").open());
        assertEquals(List.of("below", "broken.csv", "file-out.csv", "folder-out", "here.csv", "inner.csv", "loop.csv", "twice.csv"),
                file("none.csv").neighbours());
    }

    @Test
    void noMoreIsReadThanThereMayBe() {
        assertThrows(IOException.class, () -> file("here.csv").bytes(3));
    }

    @Test
    void aFurtherFolderIsReadable() throws IOException {
        InputFile link = Folder.confined(own, List.of(own, folder.resolve("other"))).file("folder-out/secret.csv");
        assertEquals("secret", new String(link.bytes(6), StandardCharsets.UTF_8));
    }

    @Test
    void aMissingFolderAllowsNothing() {
        assertThrows(Forbidden.class, () -> Folder.confined(own, List.of(folder.resolve("gone"))).file("here.csv").open());
    }
}
