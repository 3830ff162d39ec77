package org.isoflop.interpreter.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.debug.Breakpoint;
import com.oracle.truffle.api.debug.DebugStackFrame;
import com.oracle.truffle.api.debug.DebugValue;
import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import com.oracle.truffle.api.debug.SourceElement;
import com.oracle.truffle.api.debug.SuspendAnchor;
import com.oracle.truffle.api.debug.SuspendedEvent;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;

/** What a debugger sees of a study: lines to stop at, items as frames, values as variables. */
final class DebuggerTest {
    private static final String STUDY = """
            ## Read by a human.
            let N = 70B params
            let D = 20 tokens/param * N
            let twice(x) =
                x * 2

            law power(C: FLOP) -> nats/token
                = a * C^-b
                where a, b > 0
            law given = power with { a: 2, b: 0.5 }
            let both = twice(given(4 FLOP))
            show both
            """;

    /** Runs the study; at each stop the observer says what it sees. */
    private static void debug(SuspendedObserver observer, int... lines) {
        Source source = Source.newBuilder("isoflop", STUDY, "debugged.study").buildLiteral();
        try (Engine engine = Engine.newBuilder("isoflop").option("engine.WarnInterpreterOnly", "false").build();
                Context context = Context.newBuilder("isoflop").engine(engine).build();
                DebuggerSession session = Debugger.find(engine).startSession(observer::suspended)) {
            for (int line : lines) {
                session.install(Breakpoint.newBuilder(source.getURI()).lineIs(line).build());
            }
            context.eval(source);
        }
    }

    private interface SuspendedObserver {
        void suspended(SuspendedEvent event);
    }

    private static String line(SuspendedEvent event) {
        return event.getSourceSection().getSource().getCharacters(event.getSourceSection().getStartLine()).toString();
    }

    @Test
    void stopsAtDeclarationsAndOutputs() {
        List<String> lines = new ArrayList<>();
        debug(event -> lines.add(line(event)), 3, 4, 12);
        assertEquals(List.of("let D = 20 tokens/param * N", "let twice(x) =", "show both"), lines);
    }

    @Test
    void docCommentBelongsToNoLineOfTheItem() {
        List<Integer> lines = new ArrayList<>();
        debug(event -> lines.add(event.getSourceSection().getStartLine()), 2);
        assertEquals(List.of(2), lines);
    }

    @Test
    void formulaOfLawIsReachedWhenItIsFirstUsed() {
        List<String> frames = new ArrayList<>();
        debug(event -> {
            for (DebugStackFrame frame : event.getStackFrames()) {
                frames.add(frame.getName());
            }
        }, 7);
        assertEquals(List.of("power", "both"), frames.stream().filter(List.of("power", "given", "both")::contains).distinct().toList());
    }

    @Test
    void steppingGoesFromItemToItem() {
        List<Integer> lines = new ArrayList<>();
        debug(event -> {
            if (event.getSuspendAnchor() == SuspendAnchor.BEFORE) {
                lines.add(event.getSourceSection().getStartLine());
            }
            event.prepareStepInto(1);
        }, 2);
        assertEquals(List.of(2, 3, 7, 10, 11, 7, 4, 12), lines);
    }

    @Test
    void itemsKnownSoFarAreGlobals() {
        List<String> seen = new ArrayList<>();
        debug(event -> {
            DebugValue global = event.getSession().getTopScope("isoflop").getDeclaredValue("D");
            seen.add(global == null ? "unknown" : global.toDisplayString());
        }, 3, 11);
        assertEquals(List.of("unknown", "1.4T tokens"), seen);
    }

    @Test
    void parametersAreLocals() {
        List<String> seen = new ArrayList<>();
        debug(event -> {
            for (DebugValue value : event.getTopStackFrame().getScope().getDeclaredValues()) {
                seen.add(value.getName() + " = " + value.toDisplayString());
            }
        }, 4);
        assertEquals(List.of("x = 1 nat/token"), seen);
    }

    /** Every kind of node takes the probe of an instrument. */
    @Test
    void everyExpressionCanBeObserved() {
        String study = """
                input days: days = 30 days
                data runs = [[1, 10.2, "a"], [2, 7.0, "a"], [4, 5.1, "b"], [8, 3.5, "b"], [16, 2.55, "b"], [32, 1.75, "a"]] {
                    C: FLOP
                    loss: nats/token
                    group: text
                    let doubled = 2 * loss
                    keep doubled > 1 nat/token and known(C)
                }
                data groups = runs { per group  best = min(loss) }
                law power(C: FLOP) -> nats/token = E + a * C^-b where E in 0..1, a > 0, b in 0..2
                law half = power with { b: 0.5, E: 0.01 }
                fit curve = loss ~ half(C) on runs { robust: none, bootstrap: 20, priors: { a: 10 ± 5 }, weights: loss / loss }
                constraint enough(x) = x >= 2
                budget limits(x) = { upper: x <= 8, lower: x >= 1 }
                allocate best = minimize x^2 + 1 over x in 0..10 within limits(x) subject to enough(x)
                sweep line = over C in [1 FLOP, 2 FLOP] { let t = curve(C)  loss = t }
                let f(x) = if x > 1 then clamp(x, 0, 2) else -x
                let many = f([1, 2, 3])
                let record = { N: 1B params, D: [1, 2][0] }
                let near_one = 1 in 0..2 and not (2 in [3, 4]) or record.N in 1B ± 1B params
                let slope = derivative(days^2, days)
                show best, line, sum(runs.loss, per: runs.group)
                expect near(best.x, 2, 1e-6)
                """;
        List<String> kinds = new ArrayList<>();
        Source source = Source.newBuilder("isoflop", study, "observed.study").buildLiteral();
        try (Engine engine = Engine.newBuilder("isoflop").option("engine.WarnInterpreterOnly", "false").build();
                Context context = Context.newBuilder("isoflop").engine(engine).build();
                DebuggerSession session = Debugger.find(engine).startSession(event -> {
                    kinds.add(event.getSourceSection().getCharacters().toString());
                    event.prepareStepInto(1);
                }, SourceElement.EXPRESSION)) {
            session.suspendNextExecution();
            context.eval(source);
        }
        assertTrue(kinds.containsAll(List.of("x^2 + 1", "x > 1", "record.N", "curve(C)", "2 * loss", "{ N: 1B params, D: [1, 2][0] }")),
                kinds::toString);
    }
}
