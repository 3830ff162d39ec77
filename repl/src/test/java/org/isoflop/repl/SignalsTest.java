package org.isoflop.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isoflop.repl.command.Exit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that are told to end, as by Ctrl-C or by whoever shuts a machine down, in the midst of whatever takes long: each ends soon,
 * says so by its exit code, leaves nothing half-written, and a cache that the next run may use. {@code -Dsignals.step=1} sends both signals to
 * each; else they take turns.
 */
final class SignalsTest {
    private static final int STEP = Integer.getInteger("signals.step", 2);
    private static final int ROWS = 300_000;
    /** Ending takes a second; a busy machine lets it wait. */
    private static final long SOON = 30;
    /** Milliseconds of processor time after which a process has started and is at its work. */
    private static final long WELL_UNDER_WAY = 2_500;
    private static final String RUNS = """
            let before = 1 + 1
            show before
            law form(N: params, D: tokens) -> nats/token = E + A / N^alpha + B / D^beta where E, A, B > 0, alpha, beta in 0..2
            law known = form with { E: 1.82, A: 482, B: 2085, alpha: 0.35, beta: 0.37 }
            sweep rows = over N in geomspace(20M..20B params, 20), ratio in geomspace(1..1000 tokens/param, 15) {
                D = N * ratio
                L = known(N, D) * sample(normal(0.99..1.01, 68.27%))
            }
            """;
    private static final String EXPORT = "export rows to \"rows.csv\"\n";

    @TempDir static Path folder;

    /**
     * A process in the midst of something.
     *
     * @param words the command line, without what names the cache
     * @param signal as {@code kill} calls it
     */
    record Work(String name, String study, List<String> words, String signal) {
        @Override
        public String toString() {
            return name + ", SIG" + signal;
        }
    }

    private static Stream<Work> works() {
        List<Work> all = new ArrayList<>();
        add(all, "fitting",
                RUNS + EXPORT + "fit last = L ~ form(N, D) on rows { starts: { E: 0..3 by 0.1, A: 1..1000 by 10, B: 1..1000 by 10 } }\n",
                "run", "main.study");
        add(all, "resampling", RUNS + EXPORT + "fit last = L ~ form(N, D) on rows { bootstrap: 900000 }\n", "run", "main.study", "--format",
                "json");
        add(all, "sweeping", RUNS + EXPORT + "fit part(least: params) = L ~ form(N, D) on rows { keep: N >= least, bootstrap: 3000 }\n"
                + "sweep last = over least in geomspace(20M..2B params, 400) { E = part(least).E }\n", "run", "main.study");
        add(all, "allocating", "study \"s\" { draws: 900000 }\n" + RUNS + EXPORT
                + "law unsure = form with { E: 1.82, A: 482, B: 2085, alpha: 0.35 ± 0.01, beta: 0.37 ± 0.01 }\n"
                + "allocate last = minimize unsure(N, D) over N: params, D: tokens subject to train_flop(N, D) <= 1e23 FLOP, "
                + "D <= 500B tokens, N + 0.001 params/token * D <= 20B params\n", "run", "main.study");
        // none of the rows is kept, so that memory is enough for as many tables as a fast machine takes
        add(all, "reading tables", many("data t%d = csv(\"../large.csv\") { N: params, D: tokens, keep D > 1e30 tokens }\n", 2000)
                + "show " + many("count(t%d), ", 1999) + "count(t1999)\n", "run", "main.study", "--root", "..");
        add(all, "exporting", "data t = csv(\"../large.csv\") { N: params, D: tokens }\n" + many("export t to \"t%d.csv\"\n", 200),
                "run", "main.study", "--root", "..");
        add(all, "a report", RUNS + "fit last = L ~ form(N, D) on rows { bootstrap: 900000 }\n", "report", "main.study", "-o", "page.html");
        add(all, "a bundle", RUNS + "fit last = L ~ form(N, D) on rows { bootstrap: 900000 }\n", "bundle", "main.study", "-o", "plan.zip");
        add(all, "checking", "let f0(x) = 1\n" + many("let f%2$d(x) = f%1$d({ a: x }) + f%1$d({ b: x })\n", 40) + "show f40(1)\n", "check",
                "main.study");
        List<Work> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += STEP) {
            some.add(all.get(i + (i / STEP) % STEP));
        }
        return some.stream();
    }

    private static void add(List<Work> all, String name, String study, String... words) {
        all.add(new Work(name, study, List.of(words), "INT"));
        all.add(new Work(name, study, List.of(words), "TERM"));
    }

    /** Lines alike, with the numbers from 0 on and each with the next. */
    private static String many(String line, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(String.format(Locale.ROOT, line, i, i + 1));
        }
        return lines.toString();
    }

    @BeforeAll
    static void write() throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("large.csv"))) {
            writer.write("N,D\n");
            for (int i = 0; i < ROWS; i++) {
                writer.write(1_000_000L + i + "," + (1_000_000_000L + 7L * i) + "\n");
            }
        }
    }

    private static Process begin(Path own, String name, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                        "-Xmx1g", "-Dpolyglot.engine.WarnInterpreterOnly=false", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(own.toFile());
        builder.environment().put("ISOFLOP_CACHE", folder.resolve("cache").toString());
        return builder.redirectOutput(folder.resolve(name + ".out").toFile()).redirectError(folder.resolve(name + ".err").toFile()).start();
    }

    /** Processor time tells on a busy machine, too, that the work is under way. */
    private static long processorTime(Process process) {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    @ParameterizedTest
    @MethodSource("works")
    void whatIsToldToEndEndsInOrder(Work work) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "work");
        Files.writeString(own.resolve("main.study"), work.study());
        Process process = begin(own, "told", work.words());
        while (process.isAlive() && processorTime(process) < WELL_UNDER_WAY) {
            Thread.sleep(20);
        }
        assertTrue(process.isAlive(), () -> "it ended before it was told to: " + text("told"));
        assertEquals(0,
                new ProcessBuilder("kill", "-" + (isIgnored() ? "TERM" : work.signal()), Long.toString(process.pid())).start().waitFor());
        boolean ended = process.waitFor(SOON, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "it goes on");
        String said = text("told");
        assertEquals(Exit.LIMIT, process.exitValue(), said);
        assertTrue(said.contains("interrupted"), said);
        assertFalse(said.contains("\tat ") || said.contains("Exception"), said);
        nothingIsHalf(own);
        if (work.study().contains("bootstrap")) {
            theCacheIsOfUse(own);
        }
    }

    /** Whether this process, and with it those that it starts, does not listen to SIGINT, as what a shell began in the background. */
    private static boolean isIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status) && Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static String text(String name) {
        try {
            return Files.readString(folder.resolve(name + ".out")) + Files.readString(folder.resolve(name + ".err"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Tables are whole, and neither pages, archives nor files under another name than their own are left. */
    private static void nothingIsHalf(Path own) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(own)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = own.relativize(file).toString();
            assertTrue(name.equals("main.study") || name.matches("out/(rows|t[0-9]+)[.]csv"), () -> "left behind: " + name);
            if (name.startsWith("out/")) {
                long rows;
                try (Stream<String> lines = Files.lines(file)) {
                    rows = lines.count();
                }
                assertEquals(name.equals("out/rows.csv") ? 301 : ROWS + 1, rows, name);
            }
        }
    }

    private static void theCacheIsOfUse(Path own) throws IOException, InterruptedException {
        Files.writeString(own.resolve("next.study"),
                RUNS + "fit small = L ~ form(N, D) on rows { bootstrap: none }\nshow small.E\naccept few_rows because \"none are resampled\"\n");
        Process next = begin(own, "next", List.of("run", "next.study"));
        assertTrue(next.waitFor(2, TimeUnit.MINUTES));
        assertEquals(Exit.WELL, next.exitValue(), () -> text("next"));
        assertFalse(text("next").contains("cache"), () -> text("next"));
    }
}
