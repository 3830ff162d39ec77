package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Check, run, evaluate and describe. */
final class EngineTest {
    @TempDir Path folder;
    private Studies studies;

    @BeforeEach
    void open() {
        studies = new Studies(folder);
    }

    @Test
    void checkReportsAllMistakesAtOnceAndReadsNoData() {
        Path file = studies.write("bad.study", """
                data runs = csv("does-not-exist.csv") { N: params }
                let a = 1 param + 1 token
                let b = unknown
                let c = )
                let d = 2 tokens
                """);
        CheckResult result = Engine.check(file, ReadAccess.OWN_FOLDER);
        assertTrue(result.hasErrors());
        List<Integer> lines = result.diagnostics().stream().map(EngineTest::line).sorted().toList();
        assertEquals(List.of(2, 3, 4), lines);
        assertFalse(Engine.check(studies.write("good.study", "data runs = csv(\"does-not-exist.csv\") { N: params }\n"),
                ReadAccess.OWN_FOLDER).hasErrors());
    }

    private static int line(Diagnostic diagnostic) {
        Diagnostic.Label label = diagnostic.labels().getFirst();
        return label.source().line(label.span().start());
    }

    @Test
    void fileThatIsNoTextIsMistakeAndMissingFileIsNot() throws Exception {
        Path file = Files.write(folder.resolve("binary.study"), new byte[] {'l', 'e', 't', ' ', (byte) 0xff, (byte) 0xfe});
        assertTrue(Engine.check(file, ReadAccess.OWN_FOLDER).hasErrors());
        assertTrue(Engine.run(file, RunOptions.defaults()).hasErrors());
        assertThrows(Engine.Unreadable.class, () -> Engine.check(folder.resolve("none.study"), ReadAccess.OWN_FOLDER));
        Path latin = Files.write(folder.resolve("latin.study"), "let a = \"é\"".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(Engine.check(latin, ReadAccess.OWN_FOLDER).hasErrors());
    }

    @Test
    void runGivesValuesInFileOrderAndOutputs() {
        Result result = studies.run("""
                study "A title" { level: 90% }
                let b = 2 * a
                show b, a + 1 token
                let a = 3 tokens
                let f(x) = x
                expect b == 6 tokens because "it is twice"
                expect b > 7 tokens
                """);
        assertEquals("A title", result.title());
        assertEquals(List.of("b", "a"), result.values().stream().map(Result.Named::name).toList());
        assertEquals(6, Studies.number(result, "b"));
        assertEquals(0.9, result.display().level());
        assertFalse(result.ok());
        assertFalse(result.hasErrors());
        assertTrue(result.expectations().get(0).ok());
        assertEquals("it is twice", result.expectations().get(0).reason());
        assertFalse(result.expectations().get(1).ok());
        assertEquals("6 tokens", result.expectations().get(1).actual());
    }

    @Test
    void itemThatFailsDoesNotStopTheOthers() {
        Result result = Engine.run(studies.write("some.study", """
                let xs = [1, 2] + [1, 2, 3]
                let uses = sum(xs)
                let fine = 4
                let other = [1, 2][5]
                show fine
                """), RunOptions.defaults());
        assertTrue(result.hasErrors());
        assertEquals(4, Studies.number(result, "fine"));
        assertEquals(1, result.outputs().size());
        assertEquals(2, result.findings().size(), () -> result.findings().toString());
    }

    @Test
    void evaluateSeesTheStudyAndTheUnits() {
        Path file = studies.write("plan.study",
                "unit seq = 2048 tokens\ninput days: days = 30 days\nlet rate = 2 seq/day\nlet bad = [1, 2] + [1, 2, 3]\n");
        Result result = Engine.evaluate("rate * days as tokens", file, folder, Studies.inputs("days", "60"));
        assertTrue(result.ok());
        assertEquals("245.8K tokens", result.outputs().getFirst().value().text());
        assertEquals("1 + 1", Engine.evaluate("1 + 1", null, folder, RunOptions.defaults()).outputs().getFirst().source());
        assertTrue(Engine.evaluate("1 + param", null, folder, RunOptions.defaults()).hasErrors());
        assertTrue(Engine.evaluate("1 +", null, folder, RunOptions.defaults()).hasErrors());
    }

    @Test
    void describeKnowsEverythingThatHasAName() {
        Path file = studies.write("plan.study", "## How long it takes.\ninput days: days = 30 days\n");
        assertTrue(Engine.describe("days", file).contains("How long it takes."));
        assertTrue(Engine.describe("train_flop", null).contains("train_flop"));
        assertTrue(Engine.describe("exp", null).contains("exp"));
        assertTrue(Engine.describe("quantile", null).contains("quantile"));
        assertTrue(Engine.describe("extrapolation", null).contains("warning"));
        assertTrue(Engine.describe("params", null).contains("unit"));
        assertNull(Engine.describe("nothing_of_this_name", null));
        for (String name : Engine.describable()) {
            assertNotNull(Engine.describe(name, null), name);
        }
    }

    @Test
    void inputsAreReplaced() {
        String study = "input days: days = 30 days\ninput names = [\"a\"]\ninput on: truth = true\nlet n = count(names)\nlet twice = 2 * days\n";
        assertEquals(60, Studies.number(studies.run(study), "twice"));
        assertEquals(120, Studies.number(studies.run(study, Studies.inputs("days", "60")), "twice"));
        assertEquals(4, Studies.number(studies.run(study, Studies.inputs("days", "48 hours")), "twice"));
        assertEquals(2, Studies.number(studies.run(study, Studies.inputs("names", "[\"a\", \"b\"]")), "n"));
        for (String[] wrong : new String[][] {{"dys", "1"}, {"twice", "1"}, {"days", "1 token"}, {"days", "1 +"}, {"on", "1"},
            {"days", "\"x\""}}) {
            assertTrue(Engine.run(folder.resolve("test.study"), Studies.inputs(wrong)).hasErrors(), String.join("=", wrong));
        }
    }

    @Test
    void importedFilesHaveTheirInputsReplaced() {
        studies.write("cluster.study", """
                input days: days = 30 days
                let gpus = 100 GPU
                let total = gpus * days
                show undefined_only_if_run[0]
                let undefined_only_if_run = [1]
                expect false
                """);
        Result result = studies.run("""
                use "cluster.study" as month
                use "cluster.study" with { days: 60 days } as season
                let a = month.total
                let b = season.total
                """);
        assertTrue(result.ok());
        assertEquals(2 * Studies.numbers(result, "a").point(), Studies.numbers(result, "b").point());
        assertTrue(result.outputs().isEmpty());
    }

    @Test
    void modulesOfTheLibraryAreUsed() {
        Result result = studies.run("""
                use hardware
                use hardware as machines
                use hardware.h100_sxm as h100
                let speed = hardware.h100_sxm.bf16
                let same = machines.h100_sxm.bf16 == speed and h100.bf16 == speed
                expect same
                let flop = train_flop(1B params, 20B tokens)
                """);
        assertEquals(1.2e20, Studies.numbers(result, "flop").point(), 1e6);
        assertTrue(Studies.numbers(result, "speed").point() > 9e14);
    }
}
