package org.isoflop.repl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.repl.Streams;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs, options and exit codes, with an interpreter that answers as it is told. */
final class CommandLineTest {
    private static final Diagnostic ERROR = Diagnostic.of(Code.SYNTAX, "wrong");
    private static final Diagnostic WARNING = Diagnostic.of(Code.EXTRAPOLATION, "far");

    @TempDir private Path folder = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> variables = new HashMap<>();
    private final Told told = new Told();

    /** Answers as it is told, and remembers what it was asked. */
    private static final class Told implements Studies {
        private final List<Result.Finding> findings = new ArrayList<>();
        private final List<Result.Expectation> expectations = new ArrayList<>();
        private final List<PlotModel> plots = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();
        private @Nullable Throwable fault;
        private RunOptions options = RunOptions.defaults();

        @Override
        public List<Diagnostic> check(Path file, RunOptions asked) {
            files.add(file);
            return findings.stream().map(Result.Finding::diagnostic).toList();
        }

        @Override
        public Result run(Path file, RunOptions asked) {
            options = asked;
            files.add(file);
            if (fault instanceof RuntimeException exception) {
                throw exception;
            }
            if (fault instanceof Error error) {
                throw error;
            }
            boolean ok = findings.stream().noneMatch(finding -> finding.diagnostic().isError())
                    && expectations.stream().allMatch(Result.Expectation::ok);
            Path beside = file.resolveSibling("out");
            return new Result("t", ok, Display.DEFAULT, List.of(), List.of(new Result.Shown("1 + 1", Quantity.of(2))), expectations,
                    findings, plots, List.of(), asked.outputFolder() == null ? beside : asked.outputFolder());
        }

        @Override
        public Account account(Path file, RunOptions asked) {
            return new Account(run(file, asked), new Source(file.toString(), ""), List.of());
        }

        @Override
        public Result evaluate(String expression, @Nullable Path use, Path from, RunOptions asked) {
            return run(from.resolve("expression"), asked);
        }

        @Override
        public @Nullable String describe(String name, @Nullable Path use) {
            return name.equals("exp") ? "# exp(x)" : null;
        }

        @Override
        public String index() {
            return "index\n";
        }

        @Override
        public @Nullable String meant(String name, @Nullable Path use) {
            return name.equals("expp") ? "did you mean `exp`?" : null;
        }
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("a.study"), "show 1 + 1\n");
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        Streams streams = Streams.of(new ByteArrayInputStream(new byte[0]), out, err);
        int exit = new CommandLine(new Surroundings(streams, folder, variables, told)).run(List.of(words));
        streams.flush();
        return exit;
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void exitCodesFollowTheResult() {
        assertEquals(0, run("run", "a.study"));
        assertEquals("1 + 1 = 2\n", out());
        assertEquals("", err());
        told.findings.add(new Result.Finding(WARNING, null));
        assertEquals(0, run("run", "a.study"));
        assertTrue(err().startsWith("warning[extrapolation]"), err());
        told.expectations.add(new Result.Expectation("a > 1", false, "0", null, ERROR));
        assertEquals(1, run("run", "a.study"));
        assertTrue(out().contains("FAILED  a > 1: 0\n"), out());
        told.findings.add(new Result.Finding(ERROR, null));
        assertEquals(2, run("run", "a.study"));
        assertEquals(2, run("check", "a.study"));
        assertEquals(2, run("eval", "1 + 1"));
        assertEquals(2, run("test", "a.study"));
    }

    @Test
    void anAcceptedWarningIsNotRaised() {
        told.findings.add(new Result.Finding(WARNING, "meant"));
        assertEquals(0, run("run", "a.study"));
        assertEquals("", err());
        assertTrue(out().contains("accepted extrapolation: "), out());
    }

    @Test
    void optionsReachTheRun() {
        run("run", "--set", "days=60", "a.study", "--set=name=a=b", "--out", "there", "--seed=-7", "--threads", "2");
        assertEquals(Map.of("days", "60", "name", "a=b"), told.options.inputs());
        assertEquals(folder.resolve("there"), told.options.outputFolder());
        assertEquals(-7L, told.options.seed());
        assertEquals(2, told.options.threads());
        assertEquals(List.of(folder.resolve("a.study")), told.files);
    }

    @Test
    void optionsOfTheLauncherAreLeftToIt() {
        assertEquals(0, run("--jit", "run", "a.study", "--profile", "--debug=4712"));
        assertEquals(3, run("run", "--", "--jit"));
    }

    @Test
    void evalPrintsTheValueAlone() {
        assertEquals(0, run("eval", "1 + 1"));
        assertEquals("2\n", out());
    }

    @Test
    void docPrintsWhatIsKnown() {
        assertEquals(0, run("doc", "exp"));
        assertEquals("# exp(x)\n", out());
        assertEquals(3, run("doc", "expp"));
        assertEquals("isoflop: nothing is called `expp`\n  help: did you mean `exp`?\n", err());
    }

    @Test
    void testRunsEveryStudyBelowAndLeavesNothing() throws IOException {
        Files.createDirectories(folder.resolve("b/.hidden"));
        Files.writeString(folder.resolve("b/c.study"), "");
        Files.writeString(folder.resolve("b/.hidden/d.study"), "");
        told.expectations.add(new Result.Expectation("a > 1", true, "2", null, ERROR));
        told.plots.add(plot("p.svg"));
        assertEquals(0, run("test", "."));
        assertEquals("""
                ok      a.study: 1 of 1 expectation held
                ok      b/c.study: 1 of 1 expectation held
                2 studies: 2 ok, 0 failed, 0 wrong; 2 of 2 expectations held
                """, out());
        assertFalse(Files.exists(folder.resolve("out")));
        told.expectations.add(new Result.Expectation("a > 2", false, "2", null, ERROR));
        assertEquals(1, run("test", "a.study"));
        assertEquals("FAILED  a.study: 1 of 2 expectations held\n1 study: 0 ok, 1 failed, 0 wrong; 1 of 2 expectations held\n", out());
        assertEquals(1, run("test", "a.study", "--format", "json"));
        assertTrue(out().contains("{\"text\": \"a > 2\", \"ok\": false, \"actual\": \"2\"}"), out());
    }

    @Test
    void plotsAreWrittenBelowTheOutputFolderOnly() throws IOException {
        told.plots.add(plot("deep/p.svg"));
        assertEquals(0, run("run", "a.study"));
        assertTrue(out().endsWith("wrote out/deep/p.svg\n"), out());
        assertTrue(Files.readString(folder.resolve("out/deep/p.svg")).startsWith("<svg "));
        told.plots.set(0, plot("../../p.svg"));
        assertEquals(2, run("run", "a.study"));
        assertTrue(err().startsWith("error[outside]: `../../p.svg` lies outside the output folder\n"), err());
        told.plots.set(0, plot("p.svg"));
        Files.writeString(folder.resolve("file"), "");
        assertEquals(2, run("run", "a.study", "--out", "file"));
        assertEquals("error[write_failed]: `p.svg` cannot be written: a file stands where a folder should be\n", err());
    }

    private static PlotModel plot(String file) {
        PlotModel.Axis axis = new PlotModel.Axis("x", Unit.NONE, false);
        return new PlotModel(file, "t", axis, axis, List.of());
    }

    @Test
    void aFaultOfOursShowsNoStackTraceUnlessAskedFor() {
        told.fault = new IllegalStateException("broken\nsecond line");
        assertEquals(70, run("run", "a.study"));
        assertTrue(err().contains("a fault of ours, not of the study: IllegalStateException: broken\n"), err());
        assertTrue(err().contains("report") && err().contains("0.1.0"), err());
        assertFalse(err().contains("at org.isoflop"), err());
        variables.put("ISOFLOP_DEBUG", "1");
        assertEquals(70, run("run", "a.study"));
        assertTrue(err().contains("at org.isoflop"), err());
        told.fault = new StackOverflowError();
        assertEquals(70, run("run", "a.study"));
        told.fault = new OutOfMemoryError();
        assertEquals(4, run("run", "a.study"));
    }

    @Test
    void mistakesAreJsonWhereJsonWasAskedFor() {
        told.findings.add(new Result.Finding(ERROR, null));
        for (String verb : List.of("run", "check", "test")) {
            assertEquals(2, run(verb, "a.study", "--format", "json"));
            assertTrue(out().startsWith("{\n") && out().contains("\"code\": \"syntax\"") && out().contains("\"ok\": false"), out());
            assertEquals("", err());
        }
    }
}
