package org.isoflop.repl.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Studies to begin from: the short ones among the expected cases, right and wrong. */
final class Seeds {
    private static final Path CASES = Path.of("src/test/golden");
    private static final long SHORT = 1500;

    private Seeds() {
    }

    static Stream<Arguments> studies() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            List<Path> studies = files.filter(file -> file.toString().endsWith(".study") && file.toFile().length() < SHORT).sorted()
                    .toList();
            return studies.stream().map(file -> {
                try {
                    return Arguments.of((Object) Files.readAllBytes(file));
                } catch (IOException unreadable) {
                    throw new java.io.UncheckedIOException(unreadable);
                }
            });
        }
    }
}
