package org.isoflop.repl.faults;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.repl.Main;
import org.isoflop.repl.Streams;
import org.isoflop.repl.command.Exit;
import org.jspecify.annotations.Nullable;

/**
 * The process in which files fail. Each command is done once undisturbed, and then with every operation failing in every way that fits it,
 * alone or with all that follow, until there is no further operation. Told is what is lost, half written, left behind or kept silent.
 */
public final class FaultWalk {
    private static final Pattern TRACE = Pattern.compile("\\bat (?:org|java|com)\\.|\\w+Exception\\b|\\bfault of ours\\b");
    private static final int END = 100_000;

    private final Path root;
    private final List<String> wrong = new ArrayList<>();
    private int faults;
    private int survived;

    private FaultWalk(Path root) {
        this.root = root;
    }

    /** What a command left and said. */
    private record Ending(int exit, String out, String err, Map<String, String> files) {
    }

    /** @param words an empty folder, and how far apart the operations are that fail */
    public static void main(String[] words) throws IOException {
        PrintStream out = System.out;
        FaultWalk walk = new FaultWalk(Path.of(words[0]));
        int step = Integer.parseInt(words[1]);
        for (Scenario scenario : Scenario.ALL) {
            if (words.length == 2 || words[2].equals(scenario.name())) {
                int before = walk.faults;
                walk.walk(scenario, step);
                out.println(scenario.name() + ": " + (walk.faults - before) + " faults");
            }
        }
        if (words.length == 2 || words[2].equals("cache")) {
            int faults = CacheWalk.walk(walk.root, walk.wrong);
            walk.faults += faults;
            out.println("cache: " + faults + " faults");
        }
        if (words.length == 2 || words[2].equals("history")) {
            int faults = HistoryWalk.walk(walk.root, walk.wrong);
            walk.faults += faults;
            out.println("history: " + faults + " faults");
        }
        walk.wrong.forEach(out::println);
        out.println(walk.faults + " faults, " + walk.survived + " without a consequence, " + walk.wrong.size() + " mishandled");
        System.exit(walk.wrong.isEmpty() ? 0 : 1);
    }

    private void walk(Scenario scenario, int step) throws IOException {
        Ending whole = run(scenario, null, 0, false);
        if (whole.exit != Exit.WELL) {
            wrong.add(scenario.name() + ": undisturbed, it ends with " + whole);
            return;
        }
        for (Fault fault : Fault.values()) {
            for (boolean lasting : new boolean[] {false, true}) {
                for (int at = 1 + faults % step; at < END; at += step) {
                    Ending ending = run(scenario, fault, at, lasting);
                    FaultPlan plan = Objects.requireNonNull(last);
                    if (plan.struck().isEmpty()) {
                        break;
                    }
                    faults++;
                    String mishandled = judged(scenario, whole, ending, plan);
                    if (mishandled != null) {
                        wrong.add(scenario.name() + ", " + fault + (lasting ? " from " : " at ") + plan.struck().getFirst() + " on: "
                                + mishandled + "\n    exit " + ending.exit + "\n    "
                                + (ending.out + ending.err).strip().replace("\n", "\n    "));
                    }
                }
            }
        }
    }

    private @Nullable FaultPlan last;

    /** What is not as it should be; null if all is well. */
    private @Nullable String judged(Scenario scenario, Ending whole, Ending ending, FaultPlan plan) {
        String said = ending.out + ending.err;
        if (ending.exit == Exit.FAULT || TRACE.matcher(said).find()) {
            return "a fault of ours";
        }
        for (Map.Entry<String, String> file : ending.files.entrySet()) {
            String old = scenario.files().get(file.getKey());
            String complete = whole.files.get(file.getKey());
            if (old == null && complete == null) {
                if (!plan.spoiledDeletion()) {
                    return "left behind is " + file.getKey();
                }
            } else if (!file.getValue().equals(old) && !file.getValue().equals(complete)) {
                return "half written is " + file.getKey();
            }
        }
        for (String name : scenario.files().keySet()) {
            if (!ending.files.containsKey(name)) {
                return "lost is " + name;
            }
        }
        // A session says of a file that it cannot look at that it has changed, which changes nothing.
        boolean same = ending.files.equals(whole.files) && (ending.out.equals(whole.out) || scenario.name().equals("session"));
        if (ending.exit == Exit.WELL) {
            survived++;
            return same || plan.spoiledDeletion() ? null : "said to be well, but it is not as it would be";
        }
        if (ending.err.equals(whole.err) && ending.out.equals(whole.out)) {
            return "nothing is said of it";
        }
        if (plan.spoiledWriting() && !said.contains(plan.fault().reason())) {
            return "the reason is not told";
        }
        return null;
    }

    private Ending run(Scenario scenario, @Nullable Fault fault, int at, boolean lasting) throws IOException {
        empty(root);
        for (Map.Entry<String, String> file : scenario.files().entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.of(new ByteArrayInputStream(scenario.typed().getBytes(StandardCharsets.UTF_8)), out, err);
        last = fault == null ? null : FaultPlan.arm(root, fault, at, lasting);
        int exit;
        try {
            exit = Main.run(scenario.words().toArray(String[]::new), streams, root, Map.of());
        } finally {
            FaultPlan.disarm();
            boolean interrupted = Thread.interrupted();
            if (interrupted) {
                err.writeBytes("the thread was left interrupted\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Ending(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), files());
    }

    /** What stands in the files, by their names. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
