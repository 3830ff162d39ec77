package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Reply;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.TextPrinter;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Items that are entered, entered anew and taken out in any order: what a session then has is what a session has that is given its text
 * at once.
 */
final class SessionFuzzTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
    private static final int MOST = 12;
    private static final int ENTRY = 5;
    private static final int SEEDS = 40;
    private static final TextPrinter PRINTER = new TextPrinter(new FileNames(FOLDER), Ink.PLAIN, () -> 200);
    private static final Result PLAIN = Engine.evaluate("1", null, FOLDER, RunOptions.defaults());

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void isWhatItsTextIs(byte[] bytes) {
        RunOptions options = new RunOptions(Map.of(), null, 1L, 1);
        try (Session session = Session.begin(FOLDER, options); Session fresh = Session.begin(FOLDER, options)) {
            for (int at = 0; at + ENTRY <= Math.min(bytes.length, MOST * ENTRY); at += ENTRY) {
                enter(session, bytes, at);
            }
            String text = session.text();
            if (!text.isBlank()) {
                assertEquals(Reply.Outcome.TAKEN, fresh.enter(text).outcome(), text);
            }
            assertEquals(values(fresh), values(session), text);
        }
    }

    static Stream<Arguments> seeds() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> {
            byte[] bytes = new byte[ENTRY * MOST];
            random.nextBytes(bytes);
            return Arguments.of((Object) bytes);
        }).limit(SEEDS);
    }

    private static String name(byte code) {
        return NAMES.get(Math.floorMod(code, NAMES.size()));
    }

    private static void enter(Session session, byte[] bytes, int at) {
        String name = name(bytes[at + 1]);
        String other = name(bytes[at + 2]);
        String third = name(bytes[at + 3]);
        int number = Math.floorMod(bytes[at + 4], 12) - 3;
        Reply reply = switch (Math.floorMod(bytes[at], 12)) {
            case 0 -> session.remove(name);
            case 1 -> session.enter("input " + name + " = " + number);
            case 2 -> session.set(name, Integer.toString(number));
            case 3 -> session.enter("let " + name + " = " + number + " ± 0.1");
            case 4 -> session.enter("let " + name + " = " + other + " * " + number + " - " + third);
            case 5 -> session.enter("let " + name + "(x) = x + " + other);
            case 6 -> session.enter("let " + name + " = " + other + "(" + third + ")");
            case 7 -> session.enter("sweep " + name + " = over " + other + " in [1, " + number + "] { y = " + other + " + " + third + " }");
            case 8 -> session.enter("let " + name + " = sum(" + other + ".y) + count(" + third + ")");
            case 9 -> session.enter(other + " + _");
            case 10 -> session.enter("let " + name + " = [" + other + ", " + third + ", " + number + "]");
            default -> session.enter("expect " + name + " < " + number);
        };
        assertNotNull(reply.outcome());
    }

    private static Map<String, String> values(Session session) {
        Map<String, String> values = new TreeMap<>();
        for (Session.Named named : session.names()) {
            Value value = session.value(named.name());
            values.put(named.name(), value == null ? "" : PRINTER.value(PLAIN, value));
        }
        return values;
    }
}
