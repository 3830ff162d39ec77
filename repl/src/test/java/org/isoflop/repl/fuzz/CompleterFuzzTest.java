package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Map;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.engine.Candidate;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.engine.Session;

/** What is offered at any place of any text replaces what stands before the cursor; to ask for a type or a page harms nothing either. */
final class CompleterFuzzTest {
    private static final String STUDY = """
            unit image
            input days: days = 30 days
            let shape = { layers: 12, width: 768 }
            data runs = [{ N: 1B params, loss: 3 nats/token }, { N: 2B params, loss: 2.9 nats/token }] { N: params, loss: nats/token }
            law line(N: params) -> nats/token = E + A / N^alpha where E, A > 0, alpha in 0..1
            sweep plan = over C in [1e20 FLOP, 1e21 FLOP] { half = C / 2 }
            allocate best(C: FLOP) = minimize N * 1 over N: params, D: tokens subject to 6 FLOP/param/token * N * D <= C
            """;
    private static final Session SESSION = Session.begin(Path.of("src/test/golden/good"), new RunOptions(Map.of(), null, 1L, 1));

    static {
        SESSION.enter(STUDY);
    }

    @FuzzTest(maxDuration = "20s")
    void completesAnywhere(FuzzedDataProvider data) {
        int place = data.consumeInt(0, 300);
        String text = data.consumeRemainingAsString();
        int cursor = Math.min(place, text.length());
        for (Candidate candidate : SESSION.complete(text, cursor)) {
            Span replaced = candidate.replaced();
            assertTrue(replaced.start() >= 0 && replaced.start() <= replaced.end() && replaced.end() <= text.length(), candidate::toString);
            assertFalse(candidate.text().isEmpty(), candidate::toString);
        }
        if (!StudyParser.beginsItem(text)) {
            SESSION.explain(text);
        }
        SESSION.describe(text);
    }
}
