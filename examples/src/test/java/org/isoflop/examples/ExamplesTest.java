package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example runs, holds what it expects, says nothing it does not accept, and is in the one layout. */
final class ExamplesTest {
    private static final Path FOLDER = Path.of("");

    @TempDir private Path output = FOLDER;

    @TestFactory
    Stream<DynamicTest> run() throws IOException {
        return studies().stream().map(study -> DynamicTest.dynamicTest(study.toString(), study.toUri(), () -> run(study)));
    }

    private void run(Path study) {
        Command command = Command.run(FOLDER, "run", study.toString(), "--out", output.resolve(study.toString()).toString());
        assertEquals("", command.err());
        assertEquals(0, command.exit());
        assertTrue(command.out().lines().anyMatch(line -> line.startsWith("ok  ")), "an example expects something");
    }

    @Test
    void layout() throws IOException {
        List<String> words = new ArrayList<>(List.of("fmt", "--check"));
        studies().forEach(study -> words.add(study.toString()));
        assertEquals(new Command(0, "", ""), Command.run(FOLDER, words.toArray(String[]::new)));
    }

    private static List<Path> studies() throws IOException {
        try (Stream<Path> walk = Files.walk(FOLDER)) {
            return walk.filter(path -> path.toString().endsWith(".study") && !path.startsWith("target") && !path.startsWith("src")).sorted()
                    .toList();
        }
    }
}
