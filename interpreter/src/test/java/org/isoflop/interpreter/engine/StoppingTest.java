package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are stopped before they are through. */
final class StoppingTest {
    private static final String STUDY = """
            data runs = [[1, 3.1], [2, 2.4], [4, 2.1], [8, 1.7], [16, 1.5], [32, 1.4]] { N: number, loss: nats/token }
            law power(N) -> nats/token = E + A / N^alpha where E, A > 0, alpha in 0..2
            let before = sum(runs.N)
            fit slow = loss ~ power(N) on runs { bootstrap: 1000000 }
            let after = slow.alpha + 1
            show before
            show after
            export runs to "runs.csv"
            """;

    @TempDir Path folder;

    private Result run(RunOptions options) throws IOException {
        return run(options, 1_000_000);
    }

    private Result run(RunOptions options, int resamples) throws IOException {
        return run(options, resampled(resamples));
    }

    private Result run(RunOptions options, String study) throws IOException {
        return Engine.run(Files.writeString(folder.resolve("stopped.study"), study), options);
    }

    private static String resampled(int resamples) {
        return STUDY.replace("1000000", Integer.toString(resamples));
    }

    /** Studies of an item that takes minutes: resamples, fits in a sweep, allocations in a sweep, columns of an uncertain law. */
    static Stream<Arguments> slow() {
        String before = resampled(1000).lines().filter(line -> !line.contains("slow") && !line.contains("after"))
                .collect(Collectors.joining("\n", "", "\n"));
        return Stream.of(Arguments.of("resamples", resampled(10_000_000)),
                Arguments.of("a sweep of fits", before
                        + "fit slow(most) = loss ~ power(N) on runs { keep: N < most, bootstrap: 100000 }\n"
                        + "sweep many = over most in linspace(20..100, 10000) { E = slow(most).E }\n"),
                Arguments.of("a sweep of allocations", "study \"s\" { draws: 20000 }\n" + before
                        + "law known = power with { E: 1, A: 2, alpha: 0.5 ± 0.01 }\n"
                        + "allocate slow(most) = minimize known(N) + known(M) over N: number, M: number subject to N + M^2 <= most, "
                        + "N >= 1, M >= 1, N * M >= 2, N + M <= 50, N <= 3 * M^3\n"
                        + "sweep many = over most in linspace(20..100, 1000) { let plan = slow(most)\n N = plan.N }\n"),
                Arguments.of("columns of draws", before
                        + "law known = power with { E: 1, A: 2, alpha: 0.5 ± 0.01 }\n"
                        + "sweep slow = over N in 1..30000 by 1 { L = " + "known(N) + ".repeat(400) + "known(N) }\n"));
    }

    private void keepsWhatWasFinished(Result result, Code code) {
        assertFalse(result.ok());
        List<Diagnostic> errors = result.findings().stream().map(Result.Finding::diagnostic).filter(Diagnostic::isError).toList();
        assertEquals(List.of(code), errors.stream().map(Diagnostic::code).toList());
        assertTrue(errors.getFirst().message().contains("`slow`, `after` have no values"), errors.getFirst()::message);
        assertEquals(List.of("before"), result.outputs().stream().map(Result.Shown::source).toList());
        assertEquals(List.of("runs", "power", "before"), result.values().stream().map(Result.Named::name).toList());
        assertTrue(Files.exists(folder.resolve("out/runs.csv")));
    }

    /**
     * What was finished is there, and what would take far too long is not begun. A limit that was reached while the rest was
     * computed is too short to show that; then a longer one is tried.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    @Timeout(120)
    void whatCannotEndInTimeIsNotBegun(String work, String study) throws IOException {
        Result result;
        long time = 50;
        do {
            time *= 2;
            result = run(RunOptions.defaults().with(Limits.DEFAULT.with(Limit.TIME, time).with(Limit.DRAWS, 10_000_000)), study);
        } while ((result.outputs().isEmpty() || wasStopped(result)) && time < 20_000);
        List<Diagnostic> errors = result.findings().stream().map(Result.Finding::diagnostic).filter(Diagnostic::isError).toList();
        assertEquals(List.of(Code.LIMIT), errors.stream().map(Diagnostic::code).toList());
        assertTrue(errors.getFirst().message().startsWith("`slow` would take about "), errors.getFirst()::message);
        assertEquals(List.of("before"), result.outputs().stream().map(Result.Shown::source).toList());
        assertTrue(Files.exists(folder.resolve("out/runs.csv")));
    }

    private static boolean wasStopped(Result result) {
        return result.findings().stream().anyMatch(finding -> finding.diagnostic().message().startsWith("the run took longer than"));
    }

    private static boolean wasBegun(Result result) {
        return result.findings().stream().noneMatch(finding -> finding.diagnostic().message().contains("would take about"));
    }

    /** On a busy machine a limit may be reached before anything was finished, a short one foreseeably; then a longer one is tried. */
    @Test
    @Timeout(120)
    void whatTakesTooLongIsStopped() throws IOException {
        Result result;
        long time = 350;
        do {
            time *= 2;
            result = run(RunOptions.defaults().with(Limits.DEFAULT.with(Limit.TIME, time)));
        } while ((result.outputs().isEmpty() || !wasBegun(result)) && time < 20_000);
        keepsWhatWasFinished(result, Code.LIMIT);
    }

    @Test
    @Timeout(60)
    void whatTakesTooMuchMemoryIsStopped() throws IOException {
        Path study = Files.writeString(folder.resolve("large.study"), """
                let small = 1 + 1
                """ + lists(60) + """
                show small
                """);
        Result result = Engine.run(study, RunOptions.defaults().with(Limits.DEFAULT.with(Limit.MEMORY, 300_000_000)));
        Diagnostic error = result.findings().stream().map(Result.Finding::diagnostic).filter(Diagnostic::isError).findFirst().orElseThrow();
        assertEquals(Code.LIMIT, error.code());
        assertTrue(error.message().startsWith("the run took more than its limit of 300M bytes of memory"), error::message);
        assertEquals(List.of("small"), result.outputs().stream().map(Result.Shown::source).toList());
    }

    /** Lists of eighty megabytes each, which are all kept. */
    private static String lists(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("let list").append(i).append(" = 1..10000000 by 1\n");
        }
        return text.toString();
    }

    @Test
    @Timeout(60)
    void whoeverInterruptsGetsWhatWasFinished() throws IOException {
        Cancellation cancellation = new Cancellation();
        Progress interrupting = (work, done, of) -> cancellation.cancel();
        keepsWhatWasFinished(run(new RunOptions(Map.of(), null, null, 2).with(interrupting).with(cancellation)), Code.INTERRUPTED);
    }
}
