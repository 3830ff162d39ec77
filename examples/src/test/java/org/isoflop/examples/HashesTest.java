package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study gives the same bytes, its JSON and its files, however many threads work, with and without vector units, whatever compiles it and
 * wherever it runs. {@code bench/hashes.py} asks this of every example and in more ways; here are a few of each.
 */
final class HashesTest {
    /** With fits, resamples, plots, sweeps, frontiers, mixtures and exports among them. */
    private static final List<String> STUDIES = List.of("gallery/constrained.study", "gallery/month.study", "gallery/overtraining.study",
            "gallery/pareto.study", "gallery/repetition.study", "gallery/sensitivity.study", "gallery/three_approaches.study");

    @TempDir private Path folder = Path.of("");

    @Test
    void nothingThatShouldNotMatterDoes() throws IOException, InterruptedException {
        List<String> measure = hashes(Map.of(), "1", "-XX:TieredStopAtLevel=1");
        assertEquals(STUDIES.size(), measure.size());
        assertEquals(measure, hashes(Map.of(), "3", "--add-modules=jdk.incubator.vector", "-Disoflop.vectors=now"), "vectors, 3 threads");
        assertEquals(measure, hashes(Map.of("LC_ALL", "tr_TR.ISO-8859-9", "TZ", "Asia/Kathmandu"), "7", "-XX:TieredStopAtLevel=1",
                "-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu", "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2"), "elsewhere, 7 threads");
    }

    /** The hashes of the studies, run in a JVM of their own. */
    private List<String> hashes(Map<String, String> environment, String threads, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:disable",
                "-XX:-PrintWarnings", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dpolyglot.engine.WarnInterpreterOnly=false"));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Path.of("../bench/Hashes.java").toString(), threads, folder.resolve("out").toString()));
        command.addAll(STUDIES);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.lines().toList();
    }
}
