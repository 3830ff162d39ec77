package org.isoflop.repl.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isoflop.repl.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes for which the system itself has no more room: none of their files may become larger than a few kilobytes, or their output leads
 * to a full device. Where a system knows no such thing, this is skipped.
 */
final class FullDiskTest {
    private static final String OLD = "old\n";
    private static final int ROWS = 3000;
    /** In blocks of 512 or 1024 bytes; the tables and studies here are longer by far. */
    private static final int LIMIT = 16;

    @TempDir private Path room;

    /** What a process came to. */
    private record Ending(int exit, String out, String err) {
    }

    @BeforeEach
    void write() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh to limit files with");
        StringBuilder rows = new StringBuilder("x,y\n");
        StringBuilder untidy = new StringBuilder();
        for (int i = 1; i <= ROWS; i++) {
            rows.append(i).append(',').append(2.5 * Math.pow(i, -0.3) * (1 + 0.01 * Math.sin(7 * i))).append('\n');
            untidy.append("let  a").append(i).append("=1\n");
        }
        Files.writeString(room.resolve("runs.csv"), rows);
        Files.writeString(room.resolve("untidy.study"), untidy);
        Files.writeString(room.resolve("s.study"), """
                data runs = csv("runs.csv") {
                    x: number
                    y: number
                }

                export runs to "runs.csv"
                show count(runs)
                """);
        Files.writeString(room.resolve("read.study"), """
                data runs = csv("runs.csv") {
                    x: number
                    y: number
                }

                show count(runs)
                """);
        Files.writeString(room.resolve("fit.study"), """
                data runs = csv("runs.csv") {
                    x: number
                    y: number
                    keep x <= 60
                }

                law power(x) = A / x^alpha where A > 0, alpha in 0..2

                fit curve = y ~ power(x) on runs {
                    bootstrap: 4000
                }

                show curve.alpha
                """);
    }

    private Ending run(String before, String... words) throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder(before).append("exec \"$0\" \"$@\"");
        if (before.isEmpty()) {
            line.append(" > /dev/full");
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", line.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true", "-Dpolyglot.engine.WarnInterpreterOnly=false", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")), Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(room.toFile());
        builder.environment().remove("ISOFLOP_CACHE");
        Path out = Files.createTempFile("isoflop", ".out");
        Path err = Files.createTempFile("isoflop", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            assertTrue(process.waitFor(5, TimeUnit.MINUTES));
            return new Ending(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private Ending limited(String... words) throws IOException, InterruptedException {
        return run("ulimit -f " + LIMIT + "; ", words);
    }

    /** Every file by its name, of the long ones that were there before only how long they are. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(room)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                files.put(room.relativize(file).toString(), text.length() > 1000 ? text.length() + " bytes" : text);
            }
        }
        return files;
    }

    private void refused(int exit, String target, String... words) throws IOException, InterruptedException {
        Path old = room.resolve(target);
        Files.createDirectories(old.toAbsolutePath().getParent());
        if (!Files.exists(old)) {
            Files.writeString(old, OLD);
        }
        Map<String, String> before = files();
        Ending ending = limited(words);
        assertEquals(exit, ending.exit(), ending::toString);
        assertTrue(ending.err().contains("File too large"), ending::toString);
        assertFalse(ending.err().contains("Exception"), ending::toString);
        assertEquals(before, files());
    }

    @Test
    void anExportThatDoesNotFitLeavesTheOldOne() throws IOException, InterruptedException {
        refused(2, "out/runs.csv", "run", "s.study");
    }

    @Test
    void aBundleThatDoesNotFitLeavesTheOldOne() throws IOException, InterruptedException {
        refused(3, "plan.zip", "bundle", "read.study", "-o", "plan.zip");
    }

    @Test
    void aReportThatDoesNotFitLeavesTheOldOne() throws IOException, InterruptedException {
        refused(3, "page.html", "report", "read.study", "-o", "page.html");
    }

    @Test
    void aLayoutThatDoesNotFitLeavesTheStudy() throws IOException, InterruptedException {
        refused(3, "untidy.study", "fmt", "untidy.study");
    }

    @Test
    void aCacheWithoutRoomIsToldAndDoneWithout() throws IOException, InterruptedException {
        Ending without = limited("run", "fit.study", "--no-cache");
        Map<String, String> before = files();
        Ending ending = limited("run", "fit.study", "--cache", "cache");
        assertEquals(0, ending.exit(), ending::toString);
        assertEquals(without.out(), ending.out());
        assertTrue(ending.err().contains("File too large"), ending::toString);
        Map<String, String> after = files();
        after.keySet().removeIf(name -> name.startsWith("cache/") && name.endsWith(".kept"));
        assertEquals(before, after);
    }

    @Test
    void resultsThatCannotBePrintedFail() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
        for (String[] words : new String[][] {{"run", "read.study"}, {"run", "read.study", "--format", "json"}}) {
            Ending ending = run("", words);
            assertEquals(4, ending.exit(), ending::toString);
            assertTrue(ending.err().contains("standard output could not be written whole"), ending::toString);
        }
    }
}
