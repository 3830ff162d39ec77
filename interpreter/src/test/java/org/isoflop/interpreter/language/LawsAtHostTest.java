package org.isoflop.interpreter.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Laws, fits and allocations in the hands of a host. */
final class LawsAtHostTest {
    private static final String CHINCHILLA = """
            law chinchilla(N: params, D: tokens) -> nats/token = E + A / N^alpha + B / D^beta
                where E, A, B > 0, alpha, beta in 0..2
            law tex = chinchilla with { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 }
            let Gopher = 280B params
            let hours = 3 hours
            """;
    private final Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    /** Hoffmann et al. (2022), equation 10, at the size of Gopher. */
    @Test
    void lawIsFunctionOfPlainNumbers() {
        Value study = host.run(CHINCHILLA);
        Value law = study.getMember("tex");
        assertTrue(law.canExecute());
        Value loss = law.execute(280e9, 300e9);
        assertEquals(1.69 + 406.4 / Math.pow(280e9, 0.34) + 410.7 / Math.pow(300e9, 0.28), loss.asDouble(), 1e-12);
        assertEquals("nats/token", loss.getMember("unit").asString());
        assertEquals(0.34, law.getMember("alpha").asDouble());
        assertEquals(loss.asDouble(), law.execute(study.getMember("Gopher"), 300_000_000_000L).asDouble(), 0);
    }

    @Test
    void arraysAreColumns() {
        Value law = host.run(CHINCHILLA).getMember("tex");
        Value losses = law.execute(ProxyArray.fromArray(1e9, 1e10), 2e10);
        assertEquals(2, losses.getArraySize());
        assertEquals(law.execute(1e10, 2e10).asDouble(), losses.getArrayElement(1).asDouble(), 1e-12);
    }

    @Test
    void wrongArgumentsAreRefused() {
        Value study = host.run(CHINCHILLA);
        Value law = study.getMember("tex");
        assertThrows(IllegalArgumentException.class, () -> law.execute(1e9));
        assertThrows(IllegalArgumentException.class, () -> law.execute("1e9", 2e10));
        assertThrows(IllegalArgumentException.class, () -> law.execute(study.getMember("hours"), 2e10));
        assertThrows(IllegalArgumentException.class, () -> law.execute(ProxyArray.fromArray(1e9, "x"), 2e10));
        assertFalse(study.getMember("chinchilla").canExecute());
        assertThrows(UnsupportedOperationException.class, () -> study.getMember("chinchilla").execute(1e9, 2e10));
        assertFalse(study.getMember("Gopher").canExecute());
    }

    @Test
    void undefinedResultIsMistakeOfTheGuest() {
        Value law = host.run(CHINCHILLA).getMember("tex");
        PolyglotException mistake = assertThrows(PolyglotException.class, () -> law.execute(0.0, 2e10));
        assertTrue(mistake.isGuestException());
        assertFalse(mistake.isInternalError());
    }

    @Test
    void textsTruthsAndVectorsAreArguments() {
        Value study = host.run("""
                law loss(C: FLOP, arch: text) = E + k[arch] * C^-0.05 where E, k[arch] > 0
                law two = loss with { E: 1, k: { dense: 2, moe: 1 } }
                law mixture(w[web, code]) = a * w.web + b * w.code where a, b free
                law mixed = mixture with { a: 1, b: 10 }
                law gated(x, on: truth) = if on then a * x else 0 where a free
                law gate = gated with { a: 3 }
                """);
        assertEquals(2, study.getMember("two").execute(1.0, "moe").asDouble(), 1e-12);
        assertEquals(3, study.getMember("two").execute(1.0, "dense").asDouble(), 1e-12);
        assertThrows(PolyglotException.class, () -> study.getMember("two").execute(1.0, "sparse"));
        assertEquals(5.5, study.getMember("mixed").execute(ProxyObject.fromMap(Map.of("web", 0.5, "code", 0.5))).asDouble(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> study.getMember("mixed").execute(ProxyObject.fromMap(Map.of("web", 0.5))));
        assertEquals(6, study.getMember("gate").execute(2, true).asDouble());
        assertEquals(0, study.getMember("gate").execute(2, false).asDouble());
    }

    @Test
    void fitIsFunctionWithIntervals() {
        Value study = host.run("""
                data runs = [[1, 10.2], [2, 7.0], [4, 5.1], [8, 3.5], [16, 2.55], [32, 1.75]] {
                    C: FLOP
                    loss: nats/token
                }
                law power(C: FLOP) -> nats/token = a * C^-b where a > 0, b in 0..2
                fit curve = loss ~ power(C) on runs { robust: none, bootstrap: 100 }
                let predicted = curve(4 FLOP)
                """);
        Value fit = study.getMember("curve");
        assertTrue(fit.getMemberKeys().containsAll(Set.of("a", "b", "objective", "rows", "converged", "r2", "covariance", "residuals")));
        assertEquals(6, fit.getMember("rows").asInt());
        assertTrue(fit.getMember("converged").asBoolean());
        Value exponent = fit.getMember("b");
        assertEquals(0.5, exponent.asDouble(), 0.02);
        assertTrue(exponent.getMember("lower").asDouble() < exponent.asDouble()
                && exponent.asDouble() < exponent.getMember("upper").asDouble());
        Value loss = fit.execute(4);
        assertEquals(study.getMember("predicted").asDouble(), loss.asDouble(), 0);
        assertTrue(loss.getMember("lower").asDouble() < loss.getMember("upper").asDouble());
    }

    @Test
    void allocationHasItsVariablesAsMembers() {
        Value best = host.run(CHINCHILLA + """
                allocate best = minimize tex(N, D) over N: params, D: tokens subject to train_flop(N, D) <= 5.76e23 FLOP
                """).getMember("best");
        double parameters = best.getMember("N").asDouble();
        double tokens = best.getMember("D").asDouble();
        assertEquals(5.76e23, 6 * parameters * tokens, 1e16);
        // The closed form of Hoffmann et al. (2022), equation 4: G (C/6)^(beta / (alpha + beta)).
        double g = Math.pow(0.34 * 406.4 / (0.28 * 410.7), 1 / (0.34 + 0.28));
        assertEquals(g * Math.pow(5.76e23 / 6, 0.28 / 0.62), parameters, 1e-5 * parameters);
        assertTrue(best.getMember("feasible").asBoolean());
        assertEquals(1, best.getMember("binding").getArraySize());
        assertEquals(List.of("N", "D"), List.copyOf(best.getMember("variables").getMemberKeys()));
    }
}
