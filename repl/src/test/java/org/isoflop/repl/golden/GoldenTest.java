package org.isoflop.repl.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.Code;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what the command prints with files below {@code src/test/golden}:
 *
 * <ul>
 * <li>{@code good/x.study} runs and prints {@code x.out}, with {@code --format json} {@code x.json} where there is one, and
 * on standard error {@code x.err} or nothing; it is checked in silence and is in the one layout</li>
 * <li>{@code bad/category/x.study} fails with {@code x.err}</li>
 * <li>{@code fmt/x.study} is laid out as {@code x.out}</li>
 * <li>{@code command/x.txt} is a {@link CommandScript}</li>
 * <li>{@code hostile/x.txt} is another, of studies that are out to break something, or whose numbers are</li>
 * <li>{@code session/x.txt} is a {@link SessionScript}, as are the blocks marked {@code dialogue} in {@code docs}</li>
 * </ul>
 */
final class GoldenTest {
    private static final Path ROOT = Path.of("src/test/golden");
    /** Runs only the cases whose path contains this text. */
    private static final String ONLY = System.getProperty("golden.only", "");

    private static final Pattern NO_NUMBER = Pattern.compile("NaN|Infinity|\\u221E|= infinite");

    @TempDir private Path scratch = ROOT;

    @TestFactory
    Stream<DynamicTest> good() throws IOException {
        return cases("good", ".study", this::good);
    }

    private void good(Path study) throws IOException {
        Path folder = study.getParent();
        String name = study.getFileName().toString();
        Outcome run = run(study);
        Path err = sibling(study, ".err");
        if (Golden.UPDATE && run.err().isEmpty()) {
            Files.deleteIfExists(err);
        } else if (Files.exists(err) || Golden.UPDATE) {
            Golden.agree(err, run.err());
        } else {
            assertEquals("", run.err());
        }
        Golden.agree(sibling(study, ".out"), run.out());
        assertEquals(0, run.exit());
        Path json = sibling(study, ".json");
        if (Files.exists(json)) {
            Golden.agree(json, run(study, "--format", "json").out());
        }
        assertEquals(new Outcome(0, "", ""), Outcome.of(folder, "check", name));
        assertEquals(new Outcome(0, "", ""), Outcome.of(folder, "fmt", "--check", name));
    }

    private Outcome run(Path study, String... more) {
        List<String> words = new ArrayList<>(List.of("run", study.getFileName().toString(), "--out", scratch.toString()));
        words.addAll(List.of(more));
        return Outcome.of(study.getParent(), words.toArray(String[]::new)).named(scratch, "OUT");
    }

    @TestFactory
    Stream<DynamicTest> bad() throws IOException {
        return cases("bad", ".study", study -> {
            Outcome run = run(study);
            Golden.agree(sibling(study, ".err"), run.err());
            assertNotEquals(0, run.exit());
            assertNotEquals(70, run.exit());
        });
    }

    @TestFactory
    Stream<DynamicTest> format() throws IOException {
        return cases("fmt", ".study", study -> {
            Outcome once = Outcome.of(study.getParent(), Files.readAllBytes(study), Map.of(), List.of("fmt", "-"));
            assertEquals("", once.err());
            Golden.agree(sibling(study, ".out"), once.out());
            byte[] formatted = once.out().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(once, Outcome.of(study.getParent(), formatted, Map.of(), List.of("fmt", "-")), "formatted twice");
        });
    }

    @TestFactory
    Stream<DynamicTest> command() throws IOException {
        return cases("command", ".txt", script -> {
            Path folder = Files.createDirectories(scratch.resolve(script.getFileName().toString()));
            Golden.agree(script, new CommandScript(Golden.read(script), folder).run());
        });
    }

    /** What is hostile or degenerate is answered like anything else, and nothing infinite is shown. */
    @TestFactory
    Stream<DynamicTest> hostile() throws IOException {
        return cases("hostile", ".txt", script -> {
            Path folder = Files.createDirectories(scratch.resolve("hostile-" + script.getFileName()));
            String told = new CommandScript(Golden.read(script), folder).run();
            Golden.agree(script, told);
            for (String line : told.lines().toList()) {
                assertNotEquals("[exit 70]", line, told);
                assertTrue(!line.startsWith("| ") || !NO_NUMBER.matcher(line).find(), line);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> session() throws IOException {
        return cases("session", ".txt", script -> {
            Path folder = Files.createDirectories(scratch.resolve("session-" + script.getFileName()));
            Golden.agree(script, new SessionScript(Golden.read(script), folder).run());
        });
    }

    @TestFactory
    Stream<DynamicTest> dialoguesOfTheDocumentation() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
            return pages.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream()
                    .map(page -> DynamicTest.dynamicTest(page.toString(), () -> dialogues(page)));
        }
    }

    private static void dialogues(Path page) throws IOException {
        StringBuilder text = new StringBuilder();
        StringBuilder block = new StringBuilder();
        boolean within = false;
        for (String line : Golden.read(page).split("(?<=\n)")) {
            if (within && line.startsWith("```")) {
                text.append(SessionScript.dialogue(block.toString(), page.getParent()));
                block.setLength(0);
                within = false;
            }
            (within ? block : text).append(line);
            within |= line.startsWith("```dialogue");
        }
        Golden.agree(page, text.toString());
    }

    @Test
    void everyOutputHasAnInput() throws IOException {
        for (Path file : files("", "")) {
            boolean output = file.toString().endsWith(".out") || file.toString().endsWith(".err")
                    || file.toString().endsWith(".json") && Files.exists(sibling(file, ".out"));
            assertTrue(!output || Files.exists(sibling(file, ".study")), () -> "no study belongs to " + file);
        }
    }

    @Test
    void everyCodeHasACase() throws IOException {
        StringBuilder expected = new StringBuilder();
        for (String extension : List.of(".out", ".err", ".json", ".txt")) {
            for (Path file : files("", extension)) {
                expected.append(Golden.read(file));
            }
        }
        String all = expected.toString();
        List<String> without = new ArrayList<>();
        for (Code code : Code.values()) {
            String word = code.word();
            // Nobody interrupts a script; StoppingTest does.
            if (code != Code.INTERRUPTED && !all.contains("[" + word + "]") && !all.contains("accepted " + word + ":")
                    && !all.contains("\"code\": \"" + word + "\"")) {
                without.add(word);
            }
        }
        assertEquals(List.of(), without, "codes that no expected output shows");
    }

    /** What is done with a case. */
    private interface Case {
        void run(Path file) throws IOException;
    }

    private static Stream<DynamicTest> cases(String kind, String extension, Case check) throws IOException {
        return files(kind, extension).stream().filter(file -> ROOT.relativize(file).toString().contains(ONLY)).map(file -> {
            Executable executable = () -> check.run(file);
            return DynamicTest.dynamicTest(ROOT.relativize(file).toString(), file.toUri(), executable);
        });
    }

    private static List<Path> files(String kind, String extension) throws IOException {
        Path folder = ROOT.resolve(kind);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(extension)).sorted().toList();
        }
    }

    private static Path sibling(Path file, String extension) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + extension);
    }
}
