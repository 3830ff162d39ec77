package org.isoflop.repl.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.repl.prompt.Remembered;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;

/**
 * Every operation on the file in which a prompt remembers entries fails in every way: it goes on, entries of before stay, none is
 * left half written where anything can be written, and what could not be remembered is told.
 */
final class HistoryWalk {
    private static final int END = 10_000;
    private static final String OLD = "let old = 1\n";
    private static final String ENTERED = "let a = 1\na\n";

    private final Path folder;
    private final List<String> wrong;
    private int faults;

    private HistoryWalk(Path folder, List<String> wrong) {
        this.folder = folder;
        this.wrong = wrong;
    }

    /**
     * Walks through all operations on the file.
     *
     * @param wrong takes what is mishandled
     * @return how many faults there were
     */
    static int walk(Path root, List<String> wrong) throws IOException {
        HistoryWalk walk = new HistoryWalk(Files.createDirectories(root.resolve("history")), wrong);
        for (Fault fault : Fault.values()) {
            for (boolean lasting : new boolean[] {false, true}) {
                walk.walk(root, fault, lasting);
            }
        }
        return walk.faults;
    }

    private void walk(Path root, Fault fault, boolean lasting) throws IOException {
        for (int at = 1; at < END; at++) {
            Path file = folder.resolve("entries");
            Files.writeString(file, OLD);
            List<String> said = new ArrayList<>();
            ByteArrayOutputStream logged = new ByteArrayOutputStream();
            PrintStream err = System.err;
            FaultPlan plan = FaultPlan.arm(root, fault, at, lasting);
            String failure = "";
            try {
                System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
                remember(file, said);
            } catch (RuntimeException failed) {
                failure = "it fails with " + failed;
            } finally {
                FaultPlan.disarm();
                System.setErr(err);
                failure += Thread.interrupted() ? "the thread was left interrupted" : "";
            }
            if (plan.struck().isEmpty()) {
                return;
            }
            faults++;
            String now = Files.exists(file) ? Files.readString(file) : "";
            String what = !failure.isEmpty()
                    ? failure
                    : logged.size() > 0
                            ? "logged is " + logged.toString(StandardCharsets.UTF_8)
                            : !now.startsWith(OLD) || !(OLD + ENTERED).startsWith(now) || !now.endsWith("\n") && !lasting
                                    ? "the entries are now " + now
                                    : !now.equals(OLD + ENTERED) && said.size() != 1
                                            ? "what is said of it is " + said
                                            : left() && !plan.spoiledDeletion() ? "something is left beside it" : "";
            if (!what.isEmpty()) {
                wrong.add("history, " + fault + (lasting ? " from " : " at ") + plan.struck().getFirst() + " on: " + what);
            }
        }
    }

    private boolean left() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count() > 1;
        }
    }

    private static void remember(Path file, List<String> said) throws IOException {
        History history = new Remembered(file, said::add);
        try (Terminal nowhere = new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream())) {
            history.attach(LineReaderBuilder.builder().terminal(nowhere).variable(LineReader.HISTORY_FILE, file)
                    .option(LineReader.Option.HISTORY_TIMESTAMPED, false).history(history).build());
            ENTERED.lines().forEach(history::add);
        }
    }
}
