package org.isoflop.repl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the launcher lets the JVM watch to make its ahead-of-time cache: the verbs people start most, one after the other in
 * one process. Arguments are a study and a folder for its outputs; what is printed and whether it succeeds is of no interest.
 */
final class Training {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Training() {
    }

    public static void main(String[] args) {
        Thread.ofPlatform().daemon().start(Training::giveUpInTime);
        String study = args[0];
        String out = args[1];
        List<List<String>> lines = List.of(
                List.of("eval", "1 + 1"),
                List.of("check", study),
                List.of("run", study, "--out", out),
                List.of("run", study, "--out", out, "--format", "json"),
                List.of("run", study, "--out", out, "--threads", "1"),
                List.of("fmt", "--check", study),
                List.of("doc", "train_flop"));
        for (List<String> line : lines) {
            Main.run(line.toArray(String[]::new), Streams.ofProcess(), Path.of("").toAbsolutePath(), System.getenv());
        }
    }

    /** Somebody waits for his first result: better no cache than a long wait for one. */
    private static void giveUpInTime() {
        try {
            Thread.sleep(PATIENCE);
            Runtime.getRuntime().halt(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
