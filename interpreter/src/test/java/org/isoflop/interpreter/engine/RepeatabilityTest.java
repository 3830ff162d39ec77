package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Structured;
import org.isoflop.interpreter.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same study gives the same numbers: for every number of threads, whatever its layout, as its seed says. */
final class RepeatabilityTest {
    @TempDir Path folder;
    private Studies studies;

    @BeforeEach
    void open() {
        studies = new Studies(folder);
        StringBuilder csv = new StringBuilder("N,D,loss\n");
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 60; i++) {
            double parameters = Math.pow(10, random.nextDouble(7.5, 10));
            double tokens = Math.pow(10, random.nextDouble(9, 11.5));
            double loss = (1.69 + 406.4 / Math.pow(parameters, 0.34) + 410.7 / Math.pow(tokens, 0.28))
                    * Math.exp(0.01 * random.nextGaussian());
            csv.append(parameters).append(',').append(tokens).append(',').append(loss).append('\n');
        }
        studies.write("runs.csv", csv.toString());
    }

    private static final String PLAN = """
            study "Plan" { seed: 7, draws: 200 }
            data runs = csv("runs.csv") { N: params  D: tokens  loss: nats/token }
            law chinchilla(N: params, D: tokens) -> nats/token = E + A / N^alpha + B / D^beta
                where E, A, B > 0, alpha, beta in 0..2
            fit all = loss ~ chinchilla(N, D) on runs { bootstrap: 60 }
            fit large = loss ~ chinchilla(N, D) on runs { keep: N > 100M params, bootstrap: 60 }
            fit plain = loss ~ chinchilla(N, D) on runs { robust: none, bootstrap: 60 }
            allocate best = minimize all(N, D) over N: params, D: tokens subject to train_flop(N, D) <= 1e22 FLOP
            allocate other = minimize large(N, D) over N: params, D: tokens subject to train_flop(N, D) <= 1e22 FLOP
            let price = lognormal(1..4 USD/hour, 90%)
            let gain = all.alpha - plain.alpha
            accept extrapolation because "not of interest here"
            """;

    /** Every number of a result, points and draws. */
    private static List<double[]> all(Result result) {
        List<double[]> all = new ArrayList<>();
        for (Result.Named named : result.values()) {
            collect(named.value(), all, 0);
        }
        return all;
    }

    private static void collect(Value value, List<double[]> into, int depth) {
        if (value instanceof Quantity quantity) {
            Numbers numbers = quantity.numbers();
            into.add(numbers.points());
            if (numbers.allDraws() != null) {
                into.add(numbers.allDraws());
            }
        } else if (value instanceof Structured structured && depth < 3) {
            structured.members().values().forEach(member -> collect(member, into, depth + 1));
        }
    }

    private static void assertSame(Result expected, Result actual) {
        List<double[]> one = all(expected);
        List<double[]> two = all(actual);
        assertTrue(one.size() > 50, () -> one.size() + " arrays");
        assertEquals(one.size(), two.size());
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(one.get(i), two.get(i));
        }
        assertEquals(expected.findings().stream().map(finding -> finding.diagnostic().message()).toList(),
                actual.findings().stream().map(finding -> finding.diagnostic().message()).toList());
    }

    @Test
    void threadsDoNotChangeResults() {
        Result one = studies.run(PLAN, Studies.threads(1));
        assertSame(one, studies.run(PLAN, Studies.threads(2)));
        assertSame(one, studies.run(PLAN, Studies.threads(4)));
    }

    /** With a polyglot context, for debuggers and profilers, and without one; what goes wrong is told alike, too. */
    @Test
    void toolsThatLookDoNotChangeResults() {
        String wrong = "let deep(x) = if x > 0 then deep(x - 1) + 1 else 0\nlet far = deep(1e6)\nlet none = 1 / (2 - 2)\nexpect none == 1\n";
        Result plain = studies.run(PLAN);
        Result failed = Engine.run(studies.write("wrong.study", wrong), RunOptions.defaults());
        System.setProperty("isoflop.tools", "true");
        try {
            assertSame(plain, studies.run(PLAN));
            Result seen = Engine.run(studies.write("wrong.study", wrong), RunOptions.defaults());
            assertFalse(failed.findings().isEmpty());
            assertEquals(failed.findings().toString(), seen.findings().toString());
        } finally {
            System.clearProperty("isoflop.tools");
        }
    }

    @Test
    void seedDecidesDraws() {
        String study = "study \"S\" { seed: 3, draws: 50 }\nlet a = normal(1..2, 90%)\nlet b = normal(1..2, 90%)\n";
        Result first = studies.run(study);
        assertArrayEquals(Studies.draws(first, "a"), Studies.draws(studies.run(study), "a"));
        assertFalse(Arrays.equals(Studies.draws(first, "a"), Studies.draws(first, "b")));
        assertFalse(Arrays.equals(Studies.draws(first, "a"), Studies.draws(studies.run(study, Studies.seed(4)), "a")));
        assertArrayEquals(Studies.draws(first, "a"), Studies.draws(studies.run(study, Studies.seed(3)), "a"));
    }

    @Test
    void layoutAndNeighboursDoNotChangeDraws() {
        Result first = studies.run("study \"S\" { seed: 3, draws: 50 }\nlet a = normal(1..2, 90%) + uniform(0..1)\n");
        Result second = studies.run("""
                # Moved, and with company.
                let before = uniform(0..1)
                let a =
                    normal(1..2, 90%)   # the same
                    + uniform(0 .. 1)
                study "S" { draws: 50, seed: 3 }
                """);
        assertArrayEquals(Studies.draws(first, "a"), Studies.draws(second, "a"));
    }

    @Test
    void callsShareTheDrawsOfTheFunction() {
        Result result = studies
                .run("study \"S\" { draws: 50 }\nlet f(x) = x * normal(1..2, 90%)\nlet d = f(1) - f(1)\nlet r = f(3) / f(1)\n");
        for (double draw : Studies.draws(result, "d")) {
            assertEquals(0, draw);
        }
        for (double draw : Studies.draws(result, "r")) {
            assertEquals(3, draw, 1e-12);
        }
    }

    /** Fits of the same rows share their resamples: what is fitted to them goes together. */
    @Test
    void fitsOnTheSameRowsArePaired() {
        Result result = studies.run(PLAN);
        double[] huber = Studies.draws(result, "all.alpha");
        double[] squares = Studies.draws(result, "plain.alpha");
        double[] other = Studies.draws(result, "large.alpha");
        assertTrue(correlation(huber, squares) > 0.6, () -> "paired: " + correlation(huber, squares));
        assertTrue(Math.abs(correlation(huber, other)) < 0.4, () -> "on other rows: " + correlation(huber, other));
        double[] gain = Studies.draws(result, "gain");
        for (int i = 0; i < gain.length; i++) {
            assertEquals(huber[i] - squares[i], gain[i], 1e-15);
        }
    }

    /** Of the pairs that are both known: a resample without an optimum is missing. */
    private static double correlation(double[] one, double[] two) {
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            if (!Double.isNaN(one[i]) && !Double.isNaN(two[i])) {
                pairs.add(new double[] {one[i], two[i]});
            }
        }
        assertTrue(pairs.size() > 0.9 * one.length, () -> pairs.size() + " of " + one.length);
        double first = pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
        double second = pairs.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
        double product = 0;
        double ones = 0;
        double twos = 0;
        for (double[] pair : pairs) {
            product += (pair[0] - first) * (pair[1] - second);
            ones += (pair[0] - first) * (pair[0] - first);
            twos += (pair[1] - second) * (pair[1] - second);
        }
        return product / Math.sqrt(ones * twos);
    }
}
