package org.isoflop.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.repl.command.Exit;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.TextPrinter;
import org.isoflop.repl.prompt.Prompt;
import org.isoflop.repl.session.Conversation;
import org.isoflop.repl.session.Screen;

/**
 * What the launcher lets the JVM watch to make its ahead-of-time caches: verbs one after the other in one process. Every class of a cache costs each
 * start with it, so that there are two: {@code quick} for those that people wait for, {@code whole} for the others. Arguments are which, a study and
 * a folder for its outputs; what is printed and whether it succeeds is of no interest.
 */
final class Training {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String ENTRIES = "1 + 2\rlet size = (70B params)\rsiz\t * 2\rlet size = 7B params # less\rsize + 1\r:help\r:q\r";

    private Training() {
    }

    public static void main(String[] args) {
        Thread.ofPlatform().daemon().start(Training::giveUpInTime);
        boolean whole = args[0].equals("whole");
        String study = args[1];
        String out = args[2];
        Streams streams = Main.begin();
        run(quick(study, out), streams);
        SecondJvm.run(new String[] {"--version"}, streams, 0);
        if (whole) {
            run(others(study, out), streams);
            prompt(Path.of("").toAbsolutePath());
        }
        Main.end(Exit.WELL);
    }

    private static void run(List<List<String>> lines, Streams streams) {
        for (List<String> line : lines) {
            Main.run(line.toArray(String[]::new), streams, Path.of("").toAbsolutePath(), System.getenv());
        }
    }

    private static List<List<String>> quick(String study, String out) {
        return List.of(
                List.of("eval", "1 + 1"),
                // Mistakes are no exception: one that the checker finds, and one that is met.
                List.of("eval", "1 params + 1 tokens"),
                List.of("eval", "[1, 2][3]"),
                List.of("check", study),
                List.of("run", study, "--out", out),
                // The launcher says where results are kept, so that every start looks there.
                List.of("run", study, "--out", out, "--cache", Path.of(out, "results").toString(), "--format", "json"),
                List.of("run", study, "--out", out, "--threads", "1", "--format", "csv"));
    }

    private static List<List<String>> others(String study, String out) {
        return List.of(
                List.of("report", study, "--out", Path.of(out, "report.html").toString()),
                List.of("eval", "[afforded, double(2)]", "--use", study, "--set", "budgets=10", "--format", "json"),
                List.of("fmt", "--check", study),
                List.of("doc", "train_flop"),
                List.of("repl", "--cache", Path.of(out, "results").toString()));
    }

    /** A few entries at a prompt: typed, coloured, completed, answered. */
    private static void prompt(Path folder) {
        Streams nowhere = Streams.of(InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        Screen screen = new Screen(nowhere, new TextPrinter(new FileNames(folder), Ink.COLOURED, () -> 80), Ink.COLOURED, () -> 80);
        try (Session session = Session.begin(folder, RunOptions.defaults());
                Prompt prompt = Prompt.rehearsal(ENTRIES)) {
            prompt.hold(new Conversation(session, screen, folder, () -> () -> {
            }, false), null);
        } catch (IOException none) {
            // Then the prompt starts a little later than it could.
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
