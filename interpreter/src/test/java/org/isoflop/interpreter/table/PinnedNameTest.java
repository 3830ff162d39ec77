package org.isoflop.interpreter.table;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PinnedNameTest {
    /** SHA-256 of "abc": FIPS 180-4, example B.1 of its predecessor FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir private Path folder;

    @Test
    void takesANameApart() {
        assertEquals(new PinnedName("f.csv", ABC), PinnedName.parse("f.csv#sha256:" + ABC));
        assertEquals(new PinnedName("f#1.csv", null), PinnedName.parse("f#1.csv"));
        assertEquals("f.csv#sha256:" + ABC, PinnedName.parse("f.csv#sha256:" + ABC.toUpperCase(Locale.ROOT)).toString());
    }

    @Test
    void refusesHalfAHash() {
        TableException bad = assertThrows(TableException.class, () -> PinnedName.parse("f.csv#sha256:ba78"));
        assertEquals(TableProblem.Kind.BAD_PIN, bad.problems().getFirst().kind());
    }

    @Test
    void noticesAChangedFile() throws IOException {
        Path file = folder.resolve("f.csv");
        Files.writeString(file, "abc");
        assertEquals(ABC, ContentHash.sha256(input(file)));
        assertDoesNotThrow(() -> new PinnedName("f.csv", ABC).verify(input(file)));
        Files.writeString(file, "abd");
        TableException changed = assertThrows(TableException.class, () -> new PinnedName("f.csv", ABC).verify(input(file)));
        assertEquals(TableProblem.Kind.PIN_DIFFERS, changed.problems().getFirst().kind());
    }

    private static InputFile input(Path file) {
        return Folder.confined(file.getParent(), List.of(file.getParent())).file(file.getFileName().toString());
    }
}
