package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionTest {
    private static final String RUNS = """
            data runs = csv("runs.csv") { C: FLOP
                loss: nats/token }
            law power(C: FLOP) -> nats/token = a * (C / 1e18)^-b where a > 0, b in 0..1
            fit curve = loss ~ power(C) on runs { residuals: log, robust: none, bootstrap: 20 }
            """;

    @TempDir private Path folder;
    private Session session;

    @BeforeEach
    void begin() throws IOException {
        StringBuilder runs = new StringBuilder("C,loss\n");
        for (int i = 0; i < 12; i++) {
            double compute = 1e18 * Math.pow(10, i / 3.0);
            runs.append(compute).append(',').append(4 * Math.pow(compute / 1e18, -0.05) * (1 + 0.001 * Math.sin(i))).append('\n');
        }
        Files.writeString(folder.resolve("runs.csv"), runs);
        session = Session.begin(folder, RunOptions.defaults());
    }

    @AfterEach
    void end() {
        session.close();
    }

    private Reply enter(String text) {
        Reply reply = session.enter(text);
        assertEquals(Reply.Outcome.TAKEN, reply.outcome(), () -> reply.result().findings().toString());
        return reply;
    }

    private List<String> refused(String text) {
        Reply reply = session.enter(text);
        assertEquals(Reply.Outcome.REFUSED, reply.outcome());
        return reply.result().findings().stream().map(finding -> finding.diagnostic().code().word()).toList();
    }

    private String value(String expression) {
        return enter(expression).result().outputs().getLast().value().text();
    }

    private static Diagnostic first(Reply reply) {
        return reply.result().findings().getFirst().diagnostic();
    }

    @Test
    void onlyWhatDependsOnAnItemIsEvaluatedAgain() {
        assertEquals(List.of("a"), enter("let a = 3").evaluated());
        assertEquals(List.of("b", "c"), enter("let b = a + 1\nlet c = b * 2").evaluated());
        assertEquals(List.of("d"), enter("let d = 10").evaluated());
        Reply reply = enter("let a = 4");
        assertEquals(List.of("a", "b", "c"), reply.evaluated());
        assertEquals(List.of("a", "b", "c"), reply.changes().stream().map(Reply.Change::name).toList());
        Reply.Difference difference = reply.changes().getLast().differences().getFirst();
        assertEquals("8 → 10", difference.before() + " → " + difference.after());
        assertTrue(reply.defined().getFirst().again());
        assertEquals(List.of(), enter("c + d").evaluated());
    }

    @Test
    void functionsAndLawsCountAsWhatTheyAre() {
        enter("let twice(x) = 2 * x\nlet a = twice(3)\nlet b = 7");
        assertEquals(List.of("a"), enter("let twice(x) = 3 * x").evaluated());
        assertEquals("9", value("a"));
    }

    @Test
    void unitsAndInputsCountToo() {
        enter("unit seq = 2048 tokens\nlet n = 3 seq as tokens\nlet m = 5 tokens\ninput days: days = 2 days\nlet t = days * 2");
        assertEquals(List.of("n"), enter("unit seq = 1024 tokens").evaluated());
        assertEquals("3072 tokens", value("n"));
        Reply reply = session.set("days", "5");
        assertEquals(List.of("days", "t"), reply.evaluated());
        assertEquals("10 days", value("t"));
        assertEquals(Map.of("days", "5"), session.inputs());
        assertEquals(Reply.Outcome.REFUSED, session.set("dayz", "5").outcome());
        assertEquals("10 days", value("t"));
    }

    @Test
    void whatIsPerformedIsNotKept() {
        enter("sweep plans = over x in [1, 2, 3] { y = x * 2 }\nlet a = plans.y[0]");
        String before = session.text();
        Reply reply = session.perform("plot plans { x: x, y: y }");
        assertEquals(Reply.Outcome.TAKEN, reply.outcome());
        assertEquals(1, reply.result().plots().size());
        assertEquals(List.of(), reply.evaluated());
        assertEquals(before, session.text());
        assertEquals(Reply.Outcome.REFUSED, session.perform("plot plans { x: x, y: z }").outcome());
        assertEquals(Reply.Outcome.REFUSED, session.perform("plot").outcome());
        assertEquals(List.of(), enter("let b = a").changes());
        assertEquals("2", value("b"));
        assertEquals(List.of(), enter("a + b").result().plots());
    }

    @Test
    void aMistakeLeavesTheSessionAsItWas() {
        enter("let a = 3\nlet b = a * 2");
        String before = session.text();
        assertEquals(List.of("unknown_name"), refused("let c = x\nlet d = 1"));
        assertEquals(List.of("syntax"), refused("let c ="));
        assertEquals(List.of("undefined"), refused("let a = 1 / 0"));
        assertEquals(before, session.text());
        assertEquals("6", value("b"));
        assertEquals(List.of(), enter("b").evaluated());
    }

    @Test
    void placesAreToldAsEntered() {
        enter("let a = 3\nlet b = 4");
        Reply reply = session.enter("let c = 1\nlet d = a +\n  tokens");
        Diagnostic.Label label = first(reply).labels().getFirst();
        assertEquals("3:3", label.source().line(label.span().start()) + ":" + label.source().column(label.span().start()));
        assertEquals("tokens", label.source().text(label.span()));
    }

    @Test
    void theLastValueHasAName() {
        enter("let a = 3");
        assertEquals("4", value("a + 1"));
        assertEquals("8", value("_ * 2"));
        assertEquals("64", value("_ * _"));
        enter("let b = _ + a");
        assertEquals("67", value("b"));
        enter("let a = 0");
        assertEquals("4", value("b"));
        assertTrue(session.text().contains("let b = "), session::text);
        assertFalse(session.text().contains("_"), session::text);
    }

    @Test
    void outputsArePerformedOnceAndKept() {
        enter("let a = 3");
        Reply shown = enter("show a, a + 1\nexpect a > 5 because \"so\"");
        assertEquals(List.of("a", "a + 1"), shown.result().outputs().stream().map(Result.Shown::source).toList());
        assertFalse(shown.result().expectations().getFirst().ok());
        assertEquals(List.of(), enter("let a = 7").result().outputs());
        assertEquals("let a = 7\nshow a, a + 1\nexpect a > 5 because \"so\"\n", session.text().replaceAll("\n+", "\n"));
    }

    @Test
    void outputsThatNoLongerFollowAreDropped() {
        enter("let a = { x: 1 }\nlet c = 2");
        enter("show a.x");
        Reply reply = enter("let a = { y: 2 }");
        assertEquals(List.of("show a.x"), reply.dropped());
        assertFalse(session.text().contains("a.x"));
        assertEquals(List.of("unknown_name"), session.remove("c").outcome() == Reply.Outcome.TAKEN ? refused("c") : List.of());
        enter("let b = a.y");
        assertEquals(Reply.Outcome.REFUSED, session.remove("a").outcome());
    }

    @Test
    void filesAreWrittenAgainUnderTheirName() throws IOException {
        enter("let rows = [{ x: 1 }, { x: 2 }]\nexport rows to \"rows.csv\"");
        enter("let rows = [{ x: 5 }]");
        enter("export rows to \"rows.csv\"");
        assertEquals("x\n5\n", Files.readString(folder.resolve("out/rows.csv")));
    }

    @Test
    void whatTookAnotherPlaceStandsThere() {
        enter("# first\nlet a = 1\n\n## Of b.\nlet b = 2 # two\nlet c = 3");
        enter("## New.\nlet b = a + c");
        enter("study \"Mine\" { seed: 3 }");
        assertEquals("""
                study "Mine" { seed: 3 }
                # first
                let a = 1

                ## New.
                let b = a + c
                let c = 3
                """, session.text());
    }

    @Test
    void whatTookAnotherPlaceStandsBehindAnInputThatGrew() {
        enter("input e = 2");
        enter("let a = e");
        session.set("e", "-200000");
        enter("let a = e + 1");
        assertEquals("input e = -200000\nlet a = e + 1\n", session.text().replaceAll("\n+", "\n"));
        assertEquals(Reply.Outcome.TAKEN, Session.begin(folder, RunOptions.defaults()).enter(session.text()).outcome());
    }

    @Test
    void inputsThatWereSetAreWrittenSo() {
        enter("input days: days = 3 days\ninput price: USD/hour = $2/hour\nlet t = days * 2");
        session.set("days", "-4");
        session.set("price", "$3/hour");
        assertEquals("""
                input days: days = -4 days
                input price: USD/hour = $3/hour
                let t = days * 2
                """, session.text());
        enter("input days: days = 9 days");
        assertEquals("18 days", value("t"));
    }

    @Test
    void fitsAreKeptAndSayHowTheyChanged() {
        enter(RUNS);
        Value curve = session.value("curve");
        assertNotNull(curve);
        enter("let far = curve(1e24 FLOP)");
        assertSame(curve, session.value("curve"));
        enter("curve.standard_errors");
        Reply reply = enter("fit curve = loss ~ power(C) on runs { residuals: log, robust: none, bootstrap: 20, keep: C > 2e18 FLOP }");
        assertEquals(List.of("curve", "far"), reply.evaluated());
        assertEquals(List.of("a", "b"), reply.changes().getFirst().differences().stream().map(Reply.Difference::member).toList());
    }

    @Test
    void warningsStayWithWhatRaisedThem() {
        enter(RUNS);
        Reply raised = enter("let far = curve(1e26 FLOP)");
        assertEquals("extrapolation", first(raised).code().word());
        assertEquals(List.of(), enter("let other = 1").result().findings());
        assertTrue(session.warnings().stream().anyMatch(finding -> finding.diagnostic().code().word().equals("extrapolation")));
        Reply accepted = enter("accept extrapolation in far because \"it is meant\"");
        assertEquals("it is meant", accepted.result().findings().getFirst().accepted());
        enter("let far = curve(1e20 FLOP)");
        assertTrue(session.warnings().stream().noneMatch(finding -> finding.diagnostic().code().word().equals("extrapolation")));
    }

    @Test
    void filesThatChangeAreReadAgain() throws IOException {
        Path study = Files.writeString(folder.resolve("plan.study"),
                RUNS + "let a = 1\nlet b = a\nshow a\nshow b\nlet far = curve(1e26 FLOP)\n");
        Reply loaded = session.load(study);
        assertEquals(Reply.Outcome.TAKEN, loaded.outcome());
        assertEquals(study, session.file());
        assertEquals(2, loaded.result().outputs().size());
        enter("let own = b + 1");
        assertFalse(session.hasChanged());
        assertEquals(List.of(), session.reload().evaluated());

        Files.writeString(study,
                "# a line more\n" + RUNS + "let a = 2\nlet b = a\nlet z = 0\nshow z\nshow b\nlet far = curve(1e26 FLOP)\n");
        assertEquals(List.of(study), session.changedFiles());
        Reply again = session.reload();
        assertEquals(List.of("a", "b", "z", "own"), again.evaluated());
        assertEquals(List.of("z", "b"), again.result().outputs().stream().map(Result.Shown::source).toList());
        Diagnostic.Label label = session.warnings().getFirst().diagnostic().labels().getFirst();
        assertEquals("curve(1e26 FLOP)", label.source().text(label.span()));
        assertEquals("3", value("own"));

        Files.writeString(folder.resolve("runs.csv"), Files.readString(folder.resolve("runs.csv")) + "1e23,2.3\n");
        assertTrue(session.hasChanged());
        assertEquals(List.of("runs", "curve", "far"), enter("a").evaluated());
    }

    @Test
    void aFileWithMistakesIsRememberedAndMended() throws IOException {
        Path study = Files.writeString(folder.resolve("plan.study"), "let a = 1 +\n");
        assertEquals(Reply.Outcome.REFUSED, session.load(study).outcome());
        assertEquals(study, session.file());
        Files.writeString(study, "let a = 1 + 1\n");
        assertEquals(Reply.Outcome.TAKEN, session.reload().outcome());
        assertEquals("2", value("a"));
    }

    /** A completion that was given up, or a cancellation that came too late, ends nothing that begins afterwards. */
    @Test
    void whatWasCancelledBeforeDoesNotEndAnExplanation() {
        enter("let days = 30 days");
        session.cancel();
        assertEquals("time", session.explain("days * 2").dimension());
        session.cancel();
        assertEquals(List.of("days"), session.complete("day", 3).stream().map(Candidate::text).filter("days"::equals).distinct().toList());
    }

    @Test
    void cancelledWorkEndsSoonAndWhatWasFinishedIsKept() throws Exception {
        enter(RUNS);
        String slow = "fit slow = loss ~ power(C) on runs { residuals: log, bootstrap: 1000000 }\nlet quick = curve(2e18 FLOP)";
        Thread canceller = new Thread(() -> {
            pause(Duration.ofMillis(1500));
            session.cancel();
        });
        canceller.start();
        long begun = System.nanoTime();
        Reply reply = session.enter(slow);
        canceller.join();
        assertEquals(Reply.Outcome.CANCELLED, reply.outcome());
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(Duration.ofSeconds(5)) < 0);
        assertNull(session.value("slow"));
        assertEquals(List.of("x"), enter("let x = curve(3e18 FLOP)").evaluated());
        assertEquals(List.of(), enter("curve.standard_errors").evaluated());
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void resettingForgetsEverything() {
        enter("let a = 1");
        session.reset();
        assertEquals(List.of("unknown_name"), refused("a"));
        assertEquals("", session.text());
    }

    @Test
    void unfinishedTextIsToldFromWrong() {
        assertTrue(Session.unfinished("let a = [1,"));
        assertTrue(Session.unfinished("let a = 1 +\n"));
        assertTrue(Session.unfinished("fit curve = loss ~ power(C)"));
        assertTrue(Session.unfinished("law f(x) = x where"));
        assertTrue(Session.unfinished("1 + (2"));
        assertTrue(Session.unfinished("## Documentation of what follows."));
        assertFalse(Session.unfinished("let a = 1"));
        assertFalse(Session.unfinished("1 + 2"));
        assertFalse(Session.unfinished("let a = )"));
        assertFalse(Session.unfinished("1 + )"));
        assertFalse(Session.unfinished(""));
        assertFalse(Session.unfinished("# a remark"));
        assertFalse(Session.unfinished("\"text"));
    }

    @Test
    void unitsAreTracedToWhereTheyAreWritten() {
        enter(RUNS + "input days: days = 3 days\nlet speed = train_flop(1B params, 20B tokens) / days");
        Explained explained = session.explain("speed * 2");
        assertEquals("FLOP/day", explained.type());
        assertEquals("work / time", explained.dimension());
        assertTrue(explained.origins().contains(new Explained.Origin("days", "days", "input days: days")), explained::toString);
        assertTrue(explained.origins().contains(new Explained.Origin("", "params", "1B params")), explained::toString);
        assertEquals(List.of(new Explained.Origin("runs.loss", "a list of nats/token", "loss: nats/token")),
                session.explain("runs.loss").origins());
        assertEquals("dimension_mismatch", session.explain("days + 1").mistakes().getFirst().code().word());
    }
}
