package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;

/** Every declaration is evaluated once, on demand; a function once for each set of arguments. */
final class EvaluationCountTest {
    /** How often each item is entered, by its first line. */
    private static Map<String, Integer> entries(String study) {
        Map<String, Integer> entries = new TreeMap<>();
        try (org.graalvm.polyglot.Engine engine = org.graalvm.polyglot.Engine.newBuilder("isoflop")
                .option("engine.WarnInterpreterOnly", "false").build();
                Context context = Context.newBuilder("isoflop").engine(engine).build();
                DebuggerSession session = Debugger.find(engine).startSession(event -> {
                    if (event.getSuspendAnchor() == com.oracle.truffle.api.debug.SuspendAnchor.BEFORE) {
                        entries.merge(event.getTopStackFrame().getName(), 1, Integer::sum);
                    }
                    event.prepareStepInto(1);
                })) {
            session.suspendNextExecution();
            context.eval(Source.newBuilder("isoflop", study, "counted.study").buildLiteral());
        }
        return entries;
    }

    @Test
    void itemsAreEvaluatedOnce() {
        Map<String, Integer> entries = entries("""
                let c = b + a
                let a = 1 + start
                let b = a + a + a
                input start = 2
                show a, b, c
                expect c == 12
                """);
        List<Integer> counts = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "start")) {
            counts.add(entries.get(name));
        }
        assertEquals(List.of(1, 1, 1, 1), counts, entries::toString);
    }

    @Test
    void allocationsAreEvaluatedOnceForEachArgument() {
        Map<String, Integer> entries = entries("""
                allocate best(k) = minimize (x - k)^2 over x in 0..10
                let one = best(1).x
                let again = best(1).value
                let two = best(2).x
                """);
        assertEquals(2, entries.get("best"), entries::toString);
    }
}
