package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything that a module of the library declares is explained. */
final class LibraryTest {
    private static final Path FOLDER = Path.of("");
    private static final Pattern LAW = Pattern.compile("(?m)^ {4}law (\\w+)");
    private static final Pattern NUMBERED = Pattern.compile("fitted_on: +\"[^\"]*\\d (million|billion|trillion|FLOP|bits|epochs)");
    private static final String INDEX = "/org/isoflop/stdlib/modules/index";

    @TestFactory
    Stream<DynamicTest> documented() throws IOException {
        try (var stream = Objects.requireNonNull(Operator.class.getResourceAsStream(INDEX), "the build lists the modules")) {
            List<String> modules = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return modules.stream().map(module -> module.replace('/', '.'))
                    .map(module -> DynamicTest.dynamicTest(module, () -> documented(module)));
        }
    }

    /** A law whose runs are told of by their numbers has those numbers as ranges, by which whoever leaves them is told. */
    private static void ranged(String module, List<String> laws) {
        List<String> bare = laws.stream().filter(law -> {
            String said = Command.run(FOLDER, "doc", module + "." + law).out();
            return NUMBERED.matcher(said).find() && !said.contains("valid:");
        }).toList();
        assertEquals(List.of(), bare, "fitted on runs whose numbers are words only");
    }

    private static void documented(String module) {
        Command command = Command.run(FOLDER, "doc", module);
        assertEquals("", command.err());
        List<String> bare = command.out().lines().filter(line -> line.matches(" {4}(let|law|data|input) \\w{1,30} *")).map(String::strip)
                .toList();
        assertEquals(List.of(), bare, "declared without a word on what it is");
        ranged(module, LAW.matcher(command.out()).results().map(law -> law.group(1)).toList());
    }
}
