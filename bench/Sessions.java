import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.isoflop.grammar.parse.Lexemes;
import org.isoflop.interpreter.engine.Reply;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.engine.Session;

/**
 * Times what somebody at a prompt waits for, in a session that has many names already.
 *
 * <p>{@code java -cp … Sessions.java [NAMES [TIMES]]} prints a line for each thing: what it is, and its median, 99th percentile and
 * longest in milliseconds by the clock, then the median of the thread's processor time.
 */
final class Sessions {
    private static final List<String> COMPLETED = List.of("na", "name_7", "na * 2 + name_1", "let x = lo", "name_5 as ", "laws.", "70B pa",
            "fit f = lo", "show ", "name_3 + train_f");

    public static void main(String[] words) {
        int names = words.length > 0 ? Integer.parseInt(words[0]) : 1000;
        int times = words.length > 1 ? Integer.parseInt(words[1]) : 200;
        try (Session session = Session.begin(Path.of("").toAbsolutePath(), RunOptions.defaults())) {
            for (int i = 0; i < names; i++) {
                taken(session.enter(i < 4
                        ? "let name_" + i + " = " + (i + 1) + "B params"
                        : "let name_" + i + " = name_" + i / 2 + " * 2 + name_" + i / 3));
            }
            time("to say whether an entry is whole", times, i -> Session.unfinished("let other = name_" + i % names + " * (2 +"));
            time("colours of what is typed", times, i -> Lexemes.of("let other = name_" + i % names + " * (2 + 70B params) # why"));
            time("completion", times, i -> {
                String typed = COMPLETED.get(i % COMPLETED.size());
                session.complete(typed, typed.length());
            });
            time("an expression", times, i -> taken(session.enter("name_" + i * 7 % names + " * 20 tokens/param")));
            time("an item in the place of another", times,
                    i -> taken(session.enter("let name_" + (names - 1 - i % (names / 2)) + " = " + i + "B params")));
            time("an item more", times, i -> taken(session.enter("let more_" + i + " = name_" + i * 7 % names + " / 2")));
            time("an entry that is wrong", times, i -> refused(session.enter("let wrong = name_" + i % names + " + 1 token")));
        }
    }

    private static void taken(Reply reply) {
        if (reply.outcome() != Reply.Outcome.TAKEN) {
            throw new IllegalStateException("an entry was not taken");
        }
    }

    private static void refused(Reply reply) {
        if (reply.outcome() != Reply.Outcome.REFUSED) {
            throw new IllegalStateException("an entry was taken that is wrong");
        }
    }

    private static void time(String what, int times, IntConsumer work) {
        var threads = ManagementFactory.getThreadMXBean();
        List<Double> clock = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long before = threads.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            work.accept(i);
            clock.add((System.nanoTime() - begun) / 1e6);
            processor.add((threads.getCurrentThreadCpuTime() - before) / 1e6);
        }
        clock.sort(null);
        processor.sort(null);
        System.out.printf(Locale.ROOT, "%-34s %8.2f %8.2f %8.2f %10.2f%n", what, clock.get(times / 2), clock.get(times * 99 / 100),
                clock.getLast(), processor.get(times / 2));
    }
}
