package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.junit.jupiter.api.Test;

/**
 * Values of every kind as operands of everything: each expression has a value or a mistake with its place, and is never a fault of
 * ours. How many, {@code -Doperands.cases} says, which ones, {@code -Doperands.seed}.
 */
final class AnyOperandsTest {
    private static final int CASES = Integer.getInteger("operands.cases", 400);
    /** Of the functions of one operand one in so many is tried with each. */
    private static final int ONE_IN = Math.max(1, 1600 / CASES);
    private static final long SEED = Long.getLong("operands.seed", 1);
    private static final String ITEMS = """
            study "Of every kind" { draws: 20, seed: 1 }
            input days: days = 30 days
            let unsure = 3 ± 1
            let record = { N: 1B params, text: "a" }
            let mixture = [1, "a", { b: 2 }, true]
            let double(x) = 2 * x
            let loss_of(C: FLOP) -> nats/token = 3 nats/token
            let rows = [{ n: 1, l: 3, who: "a" }, { n: 2, l: 2.5, who: "b" }, { n: 4, l: 2.25, who: "a" }, { n: 8, l: 2.2, who: "b" }]
            data runs = rows { N: params = n * 1 params, L: nats/token = l * 1 nats/token }
            law power(N: params) -> nats/token = A / N^alpha where A > 0, alpha in 0..2
            law known_power = power with { A: 3, alpha: 0.1 }
            law mixed(w[a, b]) = w.a + A * w.b where A > 0
            fit curve = L ~ power(N) on runs
            constraint small(N: params) = N < 3 params
            budget purse = { work: 1 < 2 }
            allocate best = minimize curve(N) over N: params subject to N <= 100 params
            allocate most(C: params) = minimize curve(N) over N: params subject to N <= C
            sweep plan = over x in [1, 2] { y = x ± 0.1, t = "a" }
            """;
    private static final List<String> OPERANDS = List.of("0", "1", "-1", "2.5", "1e308", "1e-320", "3 params", "1e21 FLOP", "40%", "days",
            "unsure", "\"text\"", "\"\"", "true", "missing", "1..2", "2..1", "1 params..3 params", "[]", "[1, 2, 3]", "[[1], [2]]",
            "[\"a\", \"b\"]", "[missing, 1]", "[true, false]", "{}", "record", "[record, record]", "double", "loss_of", "runs", "runs.N",
            "runs.L", "rows", "rows.who",
            "power", "known_power", "mixed", "curve", "curve.A", "small", "purse", "best", "most", "best.N", "plan", "plan.y", "plan.t",
            "[unsure, 2]", "[0 params, 5 params]", "0..3 by 1", "[1..2, 3..4]", "[curve, curve]", "[power]", "mixture", "mixture[1]",
            "mixture[2]", "nothing", "compute");
    private static final List<String> SHAPES = List.of("%s + %s", "%s * %s", "%s / %s", "%s ^ %s", "-(%s) - %s", "%s < %s", "%s == %s",
            "%s in %s",
            "%s and %s", "not %s or %s", "%s..%s", "%s ± %s", "[%s, %s]", "[%s][%s]", "(%s)[%s]", "{ a: %s, b: %s }.b",
            "if %s then %s else 1",
            "if true then %s else %s", "(%s).N + %s", "(%s)(%s)", "(%s) as params * %s", "%s with { A: %s }", "1..3 by %s + %s",
            "(%s)(N: %s)", "[{ a: %s, b: %s }]", "sum([%s, %s])", "(%s).a == %s", "[%s] in [%s]");

    private final List<String> faults = new ArrayList<>();
    private int taken;

    private void tryOut(Session session, String expression) {
        try {
            taken += session.enter(expression).outcome() == Reply.Outcome.TAKEN ? 1 : 0;
        } catch (RuntimeException | StackOverflowError fault) {
            faults.add(expression + ": " + String.valueOf(fault).lines().findFirst().orElse(""));
        }
    }

    private static String one(List<String> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    /** The labels that a function knows, as calls give them. */
    private static String labelled(String function, SplittableRandom random) {
        Function known = Functions.find(function);
        List<String> labels = known == null ? List.of() : known.signature().labels().stream().map(Function.Parameter::name).toList();
        return labels.isEmpty() || random.nextBoolean() ? "" : ", " + one(labels, random) + ": " + one(OPERANDS, random);
    }

    @Test
    void everyExpressionHasAValueOrAMistake() {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Session session = Session.begin(Path.of(""), new RunOptions(Map.of(), null, 1L, 1))) {
            Reply begun = session.enter(ITEMS);
            assertEquals(Reply.Outcome.TAKEN, begun.outcome(), () -> begun.result().findings().toString());
            List<String> functions = Stream.concat(Engine.describable().stream().filter(name -> name.matches("[a-z_]+[0-9]*")),
                    Stream.of("csv", "json", "tornado", "sensitivity")).distinct().toList();
            for (String operand : OPERANDS) {
                tryOut(session, operand);
                tryOut(session, "-(" + operand + ")");
                for (String function : Functions.names()) {
                    if (random.nextInt(ONE_IN) == 0) {
                        tryOut(session, function + "(" + operand + ")");
                    }
                }
            }
            for (int i = 0; i < CASES; i++) {
                tryOut(session, one(SHAPES, random).formatted(one(OPERANDS, random), one(OPERANDS, random)));
                String function = one(functions, random);
                String more = random.nextBoolean() ? "" : ", " + one(OPERANDS, random);
                tryOut(session,
                        function + "(" + one(OPERANDS, random) + ", " + one(OPERANDS, random) + more + labelled(function, random) + ")");
            }
        }
        assertTrue(faults.isEmpty(), () -> faults.size() + " faults, seed " + SEED + ":\n" + String.join("\n", faults));
        assertTrue(taken > CASES / 20, "hardly anything has a value");
    }
}
