package org.isoflop.repl.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isoflop.repl.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a cache, are killed, or both. */
final class TwoProcessesTest {
    private static final String STUDY = """
            study "many resamples" { seed: 3 }

            data runs = csv("runs.csv") {
                N: params
                L: nats/token
            }

            law power(N: params) -> nats/token = A / N^alpha where A > 0, alpha in 0..2

            fit slope = L ~ power(N) on runs { residuals: log, bootstrap: 60000 }

            show slope.alpha
            """;

    @TempDir private Path folder;
    private Path cache;

    @BeforeEach
    void write() throws IOException {
        cache = folder.resolve("cache");
        StringBuilder rows = new StringBuilder("N,L\n");
        for (int i = 0; i < 60; i++) {
            double size = 1e6 * Math.pow(1.2, i);
            rows.append(size).append(',').append(20 * Math.pow(size, -0.1) * (1 + 0.02 * Math.sin(7 * i))).append('\n');
        }
        Files.writeString(folder.resolve("runs.csv"), rows);
        Files.writeString(folder.resolve("many.study"), STUDY);
    }

    private Process begin(String name, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpolyglot.engine.WarnInterpreterOnly=false", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), Main.class.getName(), "run",
                "many.study", "--format", "json"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("ISOFLOP_CACHE");
        return builder.redirectOutput(folder.resolve(name + ".json").toFile()).redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private String result(String name, Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertEquals("", Files.readString(folder.resolve(name + ".err")));
        assertEquals(0, process.exitValue());
        return Files.readString(folder.resolve(name + ".json"));
    }

    private Map<Path, Object> entries() throws IOException {
        Map<Path, Object> entries = new HashMap<>();
        if (Files.isDirectory(cache)) {
            try (Stream<Path> files = Files.walk(cache)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".kept")).toList()) {
                    entries.put(file, Objects.requireNonNull(Files.readAttributes(file, BasicFileAttributes.class).fileKey()));
                }
            }
        }
        return entries;
    }

    @Test
    void whatWasDoneBeforeAKillIsNotDoneAgain() throws IOException, InterruptedException {
        String whole = result("whole", begin("whole", "--no-cache"));
        assertFalse(Files.exists(cache));
        Process killed = begin("killed", "--cache", "cache");
        while (entries().size() < 4 && killed.isAlive()) {
            Thread.sleep(5);
        }
        killed.destroyForcibly().waitFor();
        assertEquals("", Files.readString(folder.resolve("killed.json")), "it was killed in the middle");
        Map<Path, Object> before = entries();
        assertEquals(whole, result("resumed", begin("resumed", "--cache", "cache")));
        Map<Path, Object> after = entries();
        before.forEach((file, inode) -> assertEquals(inode, after.get(file), "written again: " + file));
        assertTrue(after.size() > before.size());
        assertEquals(whole, result("known", begin("known", "--cache", "cache", "--threads", "1")));
        assertEquals(after, entries());
    }

    @Test
    void twoAtOnceComeToTheSame() throws IOException, InterruptedException {
        Process one = begin("one", "--cache", "cache");
        Process other = begin("other", "--cache", "cache");
        String first = result("one", one);
        assertEquals(first, result("other", other));
        assertEquals(first, result("whole", begin("whole", "--no-cache")));
        try (Stream<Path> files = Files.walk(cache)) {
            assertTrue(files.filter(Files::isRegularFile).allMatch(file -> file.toString().endsWith(".kept")), "something was left");
        }
    }
}
