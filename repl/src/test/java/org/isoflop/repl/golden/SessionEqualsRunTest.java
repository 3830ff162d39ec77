package org.isoflop.repl.golden;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Reply;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.printer.JsonPrinter;
import org.isoflop.repl.printer.JsonWriter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study that is entered item by item comes to the same, to the last digit of its JSON, as when it is run, and so does what the session is
 * saved as.
 */
final class SessionEqualsRunTest {
    private static final Path GOOD = Path.of("src/test/golden/good");

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> studies() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(GOOD)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Path copy = folder.resolve(GOOD.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return files.stream().filter(file -> file.toString().endsWith(".study")).map(GOOD::relativize)
                .map(name -> DynamicTest.dynamicTest(name.toString(), () -> sameAsRun(folder.resolve(name.toString()))));
    }

    private RunOptions options(String output) {
        return new RunOptions(Map.of(), folder.resolve(output), null, 2);
    }

    private void sameAsRun(Path study) throws IOException {
        Result run = Engine.run(study, options("of-run"));
        try (Session session = Session.begin(study.getParent(), options("of-session"))) {
            enter(study, session);
            assertEquals(values(run, run.values()), values(run, values(session, run)));
            assertEquals(findings(run.findings()), findings(session.warnings()));
            Path saved = study.resolveSibling("saved-" + study.getFileName());
            Files.writeString(saved, session.text());
            Result again = Engine.run(saved, options("of-saved"));
            assertEquals(values(run, run.values()), values(run, inOrder(again, run)));
        }
    }

    /** Enters the items, each as soon as what it needs is there. */
    private static void enter(Path study, Session session) throws IOException {
        String text = Files.readString(study);
        Study syntax = StudyParser.parse(new Source("x", text)).study();
        List<String> left = new ArrayList<>();
        int begin = 0;
        for (Item item : syntax.items()) {
            int end = text.indexOf('\n', item.span().end() - 1);
            left.add(text.substring(begin, end < 0 ? text.length() : end));
            begin = end < 0 ? text.length() : end + 1;
        }
        for (int before = -1; before != left.size() && !left.isEmpty();) {
            before = left.size();
            left.removeIf(each -> session.enter(each).outcome() == Reply.Outcome.TAKEN);
        }
        assertEquals(List.of(), left, "what cannot be entered");
    }

    private static List<Result.Named> values(Session session, Result run) {
        List<Result.Named> values = new ArrayList<>();
        for (Result.Named named : run.values()) {
            Value value = session.value(named.name());
            if (value != null) {
                values.add(new Result.Named(named.name(), named.word(), value));
            }
        }
        return values;
    }

    private static List<Result.Named> inOrder(Result saved, Result run) {
        List<Result.Named> values = new ArrayList<>();
        for (Result.Named named : run.values()) {
            saved.values().stream().filter(other -> other.name().equals(named.name())).forEach(values::add);
        }
        return values;
    }

    private static String values(Result run, List<Result.Named> values) {
        Result only = new Result("", true, run.display(), values, List.of(), List.of(), List.of(), List.of(), List.of(),
                run.outputFolder());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        new JsonPrinter(new FileNames(Path.of("").toAbsolutePath())).print(only, List.of(), json);
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("\"values\""), text);
        return text;
    }

    private static Set<String> findings(List<Result.Finding> findings) {
        Set<String> texts = new TreeSet<>();
        findings.forEach(finding -> texts.add(finding.diagnostic().code().word() + ": " + finding.diagnostic().message() + " ("
                + finding.accepted() + ")"));
        return texts;
    }
}
