package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.examples.Page.Block;
import org.isoflop.examples.Page.Generated;
import org.isoflop.examples.Page.Piece;
import org.isoflop.examples.Page.Prose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documentation says what is so. Blocks of code are run:
 *
 * <ul>
 * <li>{@code study} runs well, {@code study fragment} is only checked, {@code study wrong} fails;</li>
 * <li>the {@code output} or {@code json} that follows one is what it prints, with its diagnostics;</li>
 * <li>{@code console} holds a line {@code $ isoflop …}, run at the top of the repository, and what it prints.</li>
 * </ul>
 *
 * <p>Parts between {@code <!-- generated: NAME -->} and {@code <!-- end -->} are made by {@link Reference}. With
 * {@code -Dgolden.update=true} outputs and generated parts are rewritten.
 */
final class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Path LANGUAGE = ROOT.resolve("docs/language.md");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    @TempDir private Path scratch = ROOT;

    @TestFactory
    Stream<DynamicTest> pages() throws IOException {
        return files().stream().map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), file.toUri(), () -> agree(file)));
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> list = Files.list(ROOT.resolve("docs"))) {
            list.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        }
        return files;
    }

    private void agree(Path file) throws IOException {
        Page page = Page.read(file);
        List<Piece> made = new ArrayList<>();
        Path study = null;
        for (int i = 0; i < page.pieces().size(); i++) {
            Piece piece = page.pieces().get(i);
            switch (piece) {
                case Prose prose -> made.add(prose);
                case Generated part -> made.add(new Generated(part.name(), Reference.part(part.name())));
                case Block block when block.language().startsWith("study") -> {
                    study = written(block);
                    ran(study, block);
                    made.add(block);
                }
                case Block block when List.of("output", "json").contains(block.language()) -> {
                    assertNotNull(study, "an output follows a study");
                    made.add(new Block(block.language(), block.line(), output(study, block.language())));
                }
                case Block block when block.language().equals("console") -> made.add(console(block));
                case Block block -> made.add(block);
            }
        }
        compare(page, new Page(file, made));
    }

    private static void compare(Page page, Page made) throws IOException {
        if (UPDATE) {
            if (!made.text().equals(page.text())) {
                Files.writeString(page.file(), made.text());
            }
            return;
        }
        for (int i = 0; i < page.pieces().size(); i++) {
            Piece piece = page.pieces().get(i);
            assertEquals(made.pieces().get(i).text(), piece.text(),
                    () -> page.file() + " differs; -Dgolden.update=true rewrites it. " + where(piece));
        }
    }

    private static String where(Piece piece) {
        return switch (piece) {
            case Block block -> "Block of line " + block.line();
            case Generated part -> "Generated: " + part.name();
            case Prose prose -> "";
        };
    }

    /** Each block has a folder of its own, with the data beside it. */
    private Path written(Block block) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "block");
        Path data = Files.createDirectory(folder.resolve("data"));
        try (Stream<Path> list = Files.list(ROOT.resolve("docs/data"))) {
            for (Path file : list.toList()) {
                Files.copy(file, data.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return Files.writeString(folder.resolve("block.study"), block.text());
    }

    private static void ran(Path study, Block block) {
        boolean fragment = block.language().equals("study fragment");
        Command command = Command.run(study.getParent(), fragment ? "check" : "run", "block.study");
        String message = "block of line " + block.line() + ":\n" + command.text();
        if (block.language().equals("study wrong")) {
            assertNotEquals(0, command.exit(), message);
            assertNotEquals(70, command.exit(), message);
        } else {
            assertEquals(0, command.exit(), message);
            assertEquals("", fragment ? command.text() : "", message);
        }
    }

    private static String output(Path study, String language) {
        return language.equals("json")
                ? Command.run(study.getParent(), "run", "block.study", "--format", "json").out()
                : Command.run(study.getParent(), "run", "block.study").text();
    }

    private static Block console(Block block) {
        StringBuilder text = new StringBuilder();
        for (String line : block.text().lines().filter(each -> each.startsWith("$ ")).toList()) {
            List<String> words = Command.words(line.substring(2));
            assertTrue(words.getFirst().endsWith("isoflop"), "only isoflop is run, not " + line);
            text.append(line).append('\n').append(Command.run(ROOT, words.subList(1, words.size()).toArray(String[]::new)).text());
        }
        return new Block(block.language(), block.line(), text.toString());
    }

    @Test
    void everyGeneratedPartIsThere() throws IOException {
        List<String> parts = new ArrayList<>();
        for (Piece piece : Page.read(LANGUAGE).pieces()) {
            if (piece instanceof Generated part) {
                parts.add(part.name());
            }
        }
        for (String part : List.of("operators", "elementwise functions", "functions", "units", "modules", "errors", "warnings", "commands",
                "grammar")) {
            assertTrue(parts.contains(part), "language.md has no generated part " + part);
        }
    }

    /** What a wrong option is answered with names all that there are; each stands in the reference. */
    @Test
    void everyOptionIsThere() throws IOException {
        Map<String, String> items = Map.of("study", "study \"x\" { wrong: 1 }", "law", "law f(x) = a * x where a = 1 { wrong: 1 }", "fit",
                "data t = [[1, 2]] { x: number, y: number }\nlaw f(x) = a * x where a free\nfit g = y ~ f(x) on t { wrong: 1 }", "allocate",
                "allocate best = minimize x over x in 0..1 { wrong: 1 }", "plot",
                "data t = [[1, 2]] { x: number, y: number }\nplot t { wrong: 1 }");
        String prose = Page.read(LANGUAGE).prose();
        for (Map.Entry<String, String> item : items.entrySet()) {
            Path file = Files.writeString(scratch.resolve("option.study"), item.getValue());
            Matcher listed = Pattern.compile("there are ([a-z0-9_, ]+)").matcher(Command.run(scratch, "check", file.toString()).err());
            assertTrue(listed.find(), () -> "no options are listed for " + item.getKey());
            for (String option : listed.group(1).split(", ")) {
                assertTrue(prose.contains("`" + option.strip()),
                        () -> "the option " + option + " of " + item.getKey() + " is not in the reference");
            }
        }
    }
}
