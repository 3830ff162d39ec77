package org.isoflop.repl;

import java.nio.file.Path;
import java.util.List;

/**
 * What the launcher lets the JVM watch to make its ahead-of-time cache: the verbs people start most, one after the other in
 * one process. Arguments are a study and a folder for its outputs; what is printed and whether it succeeds is of no interest.
 */
final class Training {
    private Training() {
    }

    public static void main(String[] args) {
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
}
