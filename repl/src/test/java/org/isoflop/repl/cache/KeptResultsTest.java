package org.isoflop.repl.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.repl.SomeStudies;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.printer.JsonPrinter;
import org.isoflop.repl.printer.JsonWriter;
import org.isoflop.stdlib.keep.Store;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a study fits or allocates, its JSON is the same byte by byte with results kept, found again, and without. */
final class KeptResultsTest {
    private static final List<Path> STUDIES = List.of(Path.of("src/test/golden/good"), Path.of("../examples/gallery"),
            Path.of("../examples/tutorial"), Path.of("../examples/chinchilla"));
    private static final Pattern WORK = Pattern.compile("(?m)^(fit|allocate|sweep) |\\b(isoflop|envelope)\\(");

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> studies() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : SomeStudies.below(STUDIES)) {
            if (WORK.matcher(Files.readString(file)).find()) {
                tests.add(DynamicTest.dynamicTest(file.toString(), () -> sameWithAndWithout(file)));
            }
        }
        return tests.stream();
    }

    private void sameWithAndWithout(Path study) throws IOException {
        Path cache = Files.createTempDirectory(folder, "cache");
        String without = json(study, Store.NONE, 2);
        Everything first = new Everything(cache);
        assertEquals(without, json(study, first, 2));
        Everything second = new Everything(cache);
        assertEquals(without, json(study, second, 1));
        assertEquals(0, second.written.get(), "worked out again");
        assertTrue(first.written.get() == 0 || second.found.get() > 0, "nothing was looked up");
    }

    private String json(Path study, Store store, int threads) {
        Path out = folder.resolve("out");
        RunOptions options = new RunOptions(Map.of(), out, null, threads).with(store).traced();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JsonPrinter(new FileNames(folder)).print(Engine.run(study, options), List.of(),
                new JsonWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
