package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.stdlib.Cancellation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever takes long ends soon when it is interrupted, and what was finished before stays. Soon is a second of processor time, since on a
 * busy machine other programs take theirs too.
 */
final class InterruptedWorkTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int ROWS = 400_000;
    private static final String RUNS = """
            let before = 1 + 1
            show before
            law form(N: params, D: tokens) -> nats/token = E + A / N^alpha + B / D^beta where E, A, B > 0, alpha, beta in 0..2
            law known = form with { E: 1.82, A: 482, B: 2085, alpha: 0.35, beta: 0.37 }
            sweep rows = over N in geomspace(20M..20B params, 20), ratio in geomspace(1..1000 tokens/param, 15) {
                D = N * ratio
                C = train_flop(N, D)
                L = known(N, D) * sample(normal(0.99..1.01, 68.27%))
            }
            """;
    private static final String FILE = """
            let before = 1 + 1
            show before
            law form(N: params, D: tokens) -> nats/token = E + A / N^alpha + B / D^beta where E, A, B > 0, alpha, beta in 0..2
            data large = csv("large.csv") { N: params, D: tokens, L: nats/token, C: FLOP = 6 FLOP/param/token * N * D }
            """;

    @TempDir static Path folder;

    /** A kind of work, and a study of which it is the last item and takes minutes. */
    record Work(String name, String study) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Work> works() {
        return List.of(
                new Work("a fit from many starts", RUNS + "fit last = L ~ form(N, D) on rows { starts: { E: 0..3 by 0.1, A: 1..1000 by 10, "
                        + "B: 1..1000 by 10 } }"),
                new Work("a fit of many rows",
                        FILE + "fit last = L ~ form(N, D) on large { starts: { E: 0..3 by 0.1, A: 1..1000 by 10 } }"),
                new Work("resamples", RUNS + "fit last = L ~ form(N, D) on rows { bootstrap: 900000 }"),
                new Work("resamples of many rows", FILE + "fit last = L ~ form(N, D) on large { bootstrap: 1000 }"),
                new Work("profiles", FILE + "fit one(most: params) = L ~ form(N, D) on large { keep: N <= most, bootstrap: none, "
                        + "interval: profile }\nsweep last = over most in geomspace(9e9..1e10 params, 100) { E = one(most).E }"),
                new Work("corrected percentiles", RUNS + "fit last = L ~ form(N, D) on rows { bootstrap: 500000, interval: bca }"),
                new Work("an allocation with draws", "study \"s\" { draws: 900000 }\n" + RUNS
                        + "law unsure = form with { E: 1.82, A: 482, B: 2085, alpha: 0.35 ± 0.01, beta: 0.37 ± 0.01 }\n"
                        + "allocate last = minimize unsure(N, D) over N: params, D: tokens subject to train_flop(N, D) <= 1e23 FLOP, "
                        + "D <= 500B tokens, N + 0.001 params/token * D <= 20B params"),
                new Work("one plan for all draws", "study \"s\" { draws: 500000 }\n" + RUNS
                        + "law unsure = form with { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34 ± 0.01, beta: 0.28 ± 0.01 }\n"
                        + "allocate last = minimize train_flop(N, D) over N: params, D: tokens subject to "
                        + "probability(unsure(N, D) <= 2 nats/token) >= 90%"),
                new Work("a sweep of allocations",
                        RUNS + "allocate each(C: FLOP, most: tokens) = minimize known(N, D) over N: params, D: tokens "
                                + "subject to train_flop(N, D) <= C, D <= most, N + 0.001 params/token * D <= 20B params\n"
                                + "sweep last = over C in geomspace(1e20..1e24 FLOP, 1000), most in geomspace(1B..1T tokens, 1000) "
                                + "{ let opt = each(C, most)\n N = opt.N }"),
                new Work("a sweep of fits", RUNS + "fit part(least: params) = L ~ form(N, D) on rows { keep: N >= least, bootstrap: 300 }\n"
                        + "sweep last = over least in geomspace(20M..2B params, 400) { E = part(least).E }"),
                new Work("a comparison", RUNS + "fit one(least: params) = L ~ form(N, D) on rows { keep: N >= least, bootstrap: 20000 }\n"
                        + "let last = compare(one(20M params), one(20M params), one(20M params))"),
                new Work("a tornado", RUNS + "input a = 3\ninput b = 4\nfit one(k) = L ~ form(N, D) on rows { keep: N > k * 1 params, "
                        + "bootstrap: 100000 }\nlet last = tornado(one(a).E + one(b).E, a, b, change: 20%)"),
                new Work("rollouts", RUNS + "fit one = L ~ form(N, D) on rows { bootstrap: 60000 }\nlet last = rollout(one, by: N)"),
                new Work("powers of a long sweep", "let before = 1 + 1\nshow before\nsweep last = over x in 1..4e6 by 1 { y = "
                        + "x ^ 1.1 + ".repeat(100) + "x }"),
                new Work("a law in a long sweep", RUNS + "sweep last = over N in geomspace(20M..20B params, 2000), "
                        + "D in geomspace(1B..1T tokens, 2000) { L = " + "known(N, D) + ".repeat(100) + "known(N, D) }"),
                new Work("an envelope", FILE + "let last = envelope(large, x: C, y: L, by: N, size: N, points: 200, bootstrap: 100000)"),
                new Work("parabolas", RUNS + "sweep cells = over C in geomspace(1e19..1e22 FLOP, 7), off in geomspace(0.25..4, 9) {\n"
                        + "N = 0.05 params * (C / (1 FLOP))^0.514 * off\n D = C / (6 FLOP/param/token * N)\n"
                        + "L = known(N, D) * sample(normal(0.997..1.003, 68.27%)) }\n"
                        + "let last = isoflop(cells, group: C, x: N, y: L, bootstrap: 1000000)"));
    }

    @BeforeAll
    static void write() throws IOException {
        write("large.csv", ROWS);
        // Classes that are loaded on the way take no time from what is to be interrupted.
        Engine.run(Files.writeString(folder.resolve("first.study"), RUNS + "show 1"), RunOptions.defaults());
    }

    private static void write(String name, int rows) throws IOException {
        String[] lines = new String[997];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "," + 1e7 * (1 + i) + "," + 1e9 * (1 + i * 31 % 997) + ",\"" + (2 + 1.0 / (1 + i) + 3.0 / (1 + i * 31 % 997))
                    + "\"\n";
        }
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve(name))) {
            writer.write("run,N,D,L\n");
            for (int i = 0; i < rows; i++) {
                writer.write(Integer.toString(i));
                writer.write(lines[i % lines.length]);
            }
        }
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    @ParameterizedTest
    @MethodSource("works")
    void endsSoonAndKeepsWhatWasFinished(Work work) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Path study = Files.writeString(folder.resolve("s.study"), work.study());
        Cancellation cancellation = new Cancellation();
        RunOptions options = new RunOptions(Map.of(), folder.resolve("out"), null, 1).with(cancellation);
        FutureTask<Result> running = new FutureTask<>(() -> Engine.run(study, options));
        Thread.ofPlatform().daemon().start(running);
        long begun = processorTime();
        while (processorTime() - begun < 1.2 * SECOND && !running.isDone()) {
            Thread.sleep(10);
        }
        if (running.isDone()) {
            fail("it is through before it is interrupted: " + running.get().findings());
        }
        cancellation.cancel();
        long told = processorTime();
        Result result = running.get(2, TimeUnit.MINUTES);
        long took = processorTime() - told;
        List<Diagnostic> errors = result.findings().stream().map(Result.Finding::diagnostic).filter(Diagnostic::isError).toList();
        assertEquals(List.of(Code.INTERRUPTED), errors.stream().map(Diagnostic::code).toList(), errors::toString);
        assertEquals(List.of("before"), result.outputs().stream().map(Result.Shown::source).toList());
        assertTrue(took < SECOND, () -> "took " + took / 1_000_000 + " ms of processor time to end");
    }
}
