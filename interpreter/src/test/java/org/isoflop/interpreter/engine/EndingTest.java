package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that is written keeps the parser, the checker or the completer busy for ever: texts of many parts within each other, behind each
 * other and leading to each other, whole and cut off, are answered or stopped by the limit of time. How many,
 * {@code -Dending.cases} says, which ones, {@code -Dending.seed}.
 */
final class EndingTest {
    private static final int CASES = Integer.getInteger("ending.cases", 120);
    private static final long SEED = Long.getLong("ending.seed", 1);
    private static final long MILLISECONDS = 1000;
    /** Many times what a check may take and completion gives itself, for machines that have other things to do. */
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String ITEMS = """
            let record = { N: 1B params, text: "a" }
            let double(x) = 2 * x
            data runs = [[1, 3], [2, 2.5], [4, 2.25]] { N: number, L: nats/token }
            law power(N) -> nats/token = A / N^alpha where A > 0, alpha in 0..2
            fit curve = L ~ power(N) on runs
            """;
    /** What may stand around an expression: what opens it and what closes it. */
    private static final List<List<String>> AROUND = List.of(List.of("(", ")"), List.of("[", "]"), List.of("{ a: ", " }"),
            List.of("{ a: ", " }.a"), List.of("double(", ")"), List.of("power(", ")"), List.of("if true then ", " else 1"),
            List.of("if ", " then 1 else 2"), List.of("-", ""), List.of("not ", ""), List.of("1 + ", ""), List.of("", " ^ 2"),
            List.of("2 ^ ", ""), List.of("", ".N"), List.of("", "[1]"), List.of("1..", " by 1"), List.of("", " with { A: 1 }"),
            List.of("sum([", ", 1])"), List.of("", " as params"), List.of("", " ± 1"), List.of("compare(curve, ", ")"),
            List.of("", " < 2"), List.of("[1, ", "] in 1..2"), List.of("\"", "\""), List.of("`", "`"), List.of("# ", "\n"));
    private static final List<String> ATOMS = List.of("1", "x", "record", "power", "curve", "curve.A", "runs", "runs.N", "missing",
            "1 params", "3 nats/token", "1e308", "\"text\"", "", "..", "?", "let", "\u0000", "é");
    /** What may be repeated as it is. */
    private static final List<String> PIECES = List.of("(", ")", "[", "{", "}", "\"", "`", "#", "\n", ",", ":", "..", "=", "let ", "law ",
            "fit ", "if ", "token^", "params*", "/token", "1 ", "x ", ".x", "with {", "subject to ", "## a\n", "\\", "±", "\t", "where ");
    /** Items that lead to the ones before them, {@code #} their number and {@code @} that of the one before. */
    private static final List<String> CHAINS = List.of("let a# = a@ + a@", "let a# = [a@, a@]", "let a# = { l: a@, r: a@ }",
            "let a#(x) = a@(a@(x))", "let a#(x) = a@({ a: x }) + a@({ b: x })", "let a#(x) = a@([x, x])", "let a# = a@",
            "unit a# = 10 a@*a@", "law a# = a@ with { A: 1 }", "data a# = a@ { x: number = 1 }", "sweep a# = over x in a@ { y = x }",
            "allocate a# = minimize a@ + x over x in 1..2", "let a#(x) = if x then a@(x) else a@(not x)");

    @TempDir private Path folder = Path.of("");

    private static <T> T one(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    /** A number of any order of magnitude up to a bound. */
    private static int many(int most, SplittableRandom random) {
        return (int) Math.exp(random.nextDouble() * Math.log(most));
    }

    private static String nested(SplittableRandom random) {
        StringBuilder opened = new StringBuilder(one(ATOMS, random));
        for (int kinds = 1 + random.nextInt(3); kinds > 0; kinds--) {
            List<String> around = one(AROUND, random);
            int depth = many(2000, random);
            opened.insert(0, around.get(0).repeat(depth)).append(around.get(1).repeat(depth));
        }
        return "show " + opened;
    }

    private static String repeated(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
            text.append((one(PIECES, random) + (random.nextBoolean() ? one(PIECES, random) : "")).repeat(many(5000, random)));
        }
        return text.toString();
    }

    private static String chained(SplittableRandom random) {
        String item = one(CHAINS, random);
        String last = random.nextInt(4) == 0 ? one(CHAINS, random) : item;
        StringBuilder text = new StringBuilder(item.contains("(x)") ? "let a0(x) = 1\n" : "let a0 = 1\n");
        int count = many(400, random);
        for (int i = 1; i <= count; i++) {
            text.append((i == count ? last : item).replace("#", Integer.toString(i)).replace("@", Integer.toString(i - 1))).append('\n');
        }
        return text + "show a" + count + (item.contains("(x)") ? "(1)" : "");
    }

    private static String text(SplittableRandom random) {
        String text = switch (random.nextInt(3)) {
            case 0 -> nested(random);
            case 1 -> repeated(random);
            default -> chained(random);
        };
        boolean isWhole = random.nextInt(3) > 0;
        return ITEMS + (isWhole ? text : text.substring(0, random.nextInt(text.length() + 1)));
    }

    private static String beginning(String text) {
        return text.substring(ITEMS.length(), Math.min(text.length(), ITEMS.length() + 200));
    }

    @Test
    void everyTextIsAnswered() throws IOException {
        Path study = folder.resolve("s.study");
        RunOptions options = new RunOptions(Map.of(), null, null, 1).with(Limits.DEFAULT.with(Limit.TIME, MILLISECONDS));
        Session session = Session.begin(folder, options);
        session.enter(ITEMS);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            String text = text(random);
            int cursor = random.nextBoolean() ? text.length() : random.nextInt(text.length() + 1);
            Files.writeString(study, text);
            AtomicReference<String> doing = new AtomicReference<>("check");
            assertTimeoutPreemptively(LONG, () -> {
                Engine.check(study, options);
                doing.set("complete");
                for (Candidate candidate : session.complete(text, cursor)) {
                    assertTrue(candidate.replaced().end() <= text.length(), candidate::toString);
                }
            }, () -> "case of seed " + SEED + ", to " + doing.get() + " at " + cursor + ": " + beginning(text));
        }
    }
}
