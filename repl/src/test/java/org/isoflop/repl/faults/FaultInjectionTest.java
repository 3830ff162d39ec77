package org.isoflop.repl.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever fails while files are read or written, each file is afterwards what it was or what it should be, nothing is left beside it, and
 * the reason is told. Every so many operations one fails; {@code -Dfaults.step=1} has each of them fail.
 */
final class FaultInjectionTest {
    @TempDir private Path room = Path.of("");

    @Test
    @Timeout(1200)
    void nothingIsLostOrLeftHalfWritten() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // What watches this process is not wanted in that one.
            if (option.startsWith("--")) {
                command.add(option);
            }
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-Dpolyglot.engine.WarnInterpreterOnly=false",
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")).replace(
                        File.pathSeparator + File.pathSeparator,
                        File.pathSeparator),
                FaultWalk.class.getName(), room.toRealPath().toString(), System.getProperty("faults.step", "16")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), told);
        assertTrue(told.contains(" 0 mishandled"), told);
        System.out.print(told);
    }
}
