package org.isoflop.repl.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever stands in a study, the answer is a result or a message: never a fault of ours, never a trace of Java. The
 * golden studies are damaged at random, but the same way in every run; {@code -Drobustness.seed} and
 * {@code -Drobustness.mutants} try other ways and more of them.
 */
final class RobustnessTest {
    private static final Path ROOT = Path.of("src/test/golden");
    private static final int MUTANTS = Integer.getInteger("robustness.mutants", 250);
    private static final long SEED = Long.getLong("robustness.seed", 1);
    private static final int LONGEST = 2_500;
    private static final Pattern PIECE = Pattern
            .compile("\"[^\"\n]*\"|`[^`\n]*`|[0-9][0-9_.]*(?:e[+-]?[0-9]+)?[KMBT%]?|\\w+|\\s+|[^\\w\\s]");
    private static final Pattern TRACE = Pattern
            .compile("\\bat (?:org|java|com)\\.|Exception|java\\.lang|org\\.isoflop\\.|\\$\\$|@[0-9a-f]{6}");
    private static final List<String> INTRUDERS = List.of("(", ")", "[", "]", "{", "}", ",", ":", ";", "=", "==", "..", "±", "-", "+", "*",
            "/",
            "^", "~", "<", ">", "0", "1", "-1", "1e308", "0.5", "3 tokens", "2 params", "1e21 FLOP", "$3", "40%", "\"text\"", "true",
            "missing",
            "not", "and", "if", "in", "as", "with", "by", "where", "free", "over", "let", "show", "data", "fit", "N", "D", "x", "y", "loss",
            "nothing", "[]", "[1, 2]", "[[1]]", "{}", "{ a: 1 }", "f(x)", "sum", "mean(x)", "law", "none", "log", "plain", "`", "\"", "\\",
            "\0",
            "é", "\uD800", "#", "##", "\n", "\t", "@", "FLOPS", "1..2", "3 ± 1", "2..1", "x[0]", ".x", "point(x)", "lower(x)",
            "derivative(x, x)");

    @TempDir private Path scratch = ROOT;

    @Test
    void goodStudiesThatAreDamagedGiveMessages() throws IOException {
        damagedStudiesGiveMessages(ROOT.resolve("good"));
    }

    @Test
    void badStudiesThatAreDamagedGiveMessages() throws IOException {
        damagedStudiesGiveMessages(ROOT.resolve("bad"));
    }

    private void damagedStudiesGiveMessages(Path folder) throws IOException {
        List<Path> studies = copies(folder);
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Path study = studies.get(random.nextInt(studies.size()));
            String text = damaged(new String(Files.readAllBytes(study), StandardCharsets.UTF_8), random);
            Path mutant = study.resolveSibling("mutant.study");
            Files.write(mutant, text.getBytes(StandardCharsets.UTF_8));
            Outcome outcome = Outcome.of(mutant.getParent(), "run", "mutant.study", "--out", scratch.resolve("out").toString(), "--threads",
                    "1");
            refused += outcome.exit() == 2 ? 1 : 0;
            String said = said(outcome, text);
            if (said != null) {
                wrong.add("from " + study.getFileName() + ", " + said + "\n" + text);
            }
        }
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " of " + MUTANTS + " mutants:\n" + String.join("\n\n", wrong));
        assertTrue(refused > MUTANTS / 4, "hardly anything was damaged");
    }

    @Test
    void textsOfManyBracketsAndOperatorsAreRefused() {
        for (String text : List.of("(".repeat(100_000), "-".repeat(100_000), "[".repeat(50_000) + "]".repeat(50_000),
                "let a = " + "a.".repeat(50_000),
                "{ a: ".repeat(20_000), "x ^ ".repeat(50_000) + "x", "if ".repeat(20_000), "\"".repeat(100_001), "`".repeat(100_001))) {
            Outcome outcome = Outcome.of(scratch, text.getBytes(StandardCharsets.UTF_8), Map.of(), List.of("fmt", "-"));
            assertEquals(refusal(outcome), outcome.exit(),
                    () -> text.substring(0, 20) + "… ends with " + outcome.exit() + ": " + outcome.err());
            Outcome value = Outcome.of(scratch, "eval", "--", text);
            assertEquals(refusal(value), value.exit(), () -> text.substring(0, 20) + "… ends with " + value.exit() + ": " + value.err());
        }
    }

    @Test
    void aMegabyteOnOneLineIsRead() throws IOException {
        Files.writeString(scratch.resolve("long.study"), "let a = [\"" + "x".repeat(1_000_000) + "\", nothing]\nshow a");
        Outcome check = Outcome.of(scratch, "check", "long.study");
        assertEquals(2, check.exit(), check.err());
        assertTrue(check.err().contains("`nothing` is not known here"), check.err());
        assertTrue(check.err().length() < 1_000, "the line is shown in part");
    }

    /** The exit code of a text that is refused: nesting is a limit, whatever else is wrong with the text. */
    private static int refusal(Outcome outcome) {
        return outcome.err().contains("error[limit]: nesting: ") ? 4 : 2;
    }

    /** What is wrong with an answer, or null. */
    private static @Nullable String said(Outcome outcome, String study) {
        if (!Set.of(0, 1, refusal(outcome)).contains(outcome.exit())) {
            return "exit " + outcome.exit() + ": " + outcome.err();
        }
        Matcher trace = TRACE.matcher(outcome.err() + outcome.out());
        if (trace.find() && !study.contains(trace.group())) {
            return "says `" + trace.group() + "`: " + outcome.err();
        }
        if (outcome.exit() > 1 && !outcome.err().contains("error[")) {
            return "no reason is given: " + outcome.err();
        }
        return null;
    }

    /** The studies of a folder that are short, in a copy of it. */
    private List<Path> copies(Path folder) throws IOException {
        List<Path> studies = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                Path copy = scratch.resolve(folder.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                if (file.toString().endsWith(".study") && Files.size(file) <= LONGEST) {
                    studies.add(copy);
                }
            }
        }
        return studies;
    }

    private static String damaged(String text, SplittableRandom random) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !pieces.isEmpty(); i++) {
            damage(pieces, random);
        }
        return String.join("", pieces);
    }

    private static void damage(List<String> pieces, SplittableRandom random) {
        int at = random.nextInt(pieces.size());
        int other = random.nextInt(pieces.size());
        String intruder = INTRUDERS.get(random.nextInt(INTRUDERS.size()));
        switch (random.nextInt(7)) {
            case 0 -> pieces.remove(at);
            case 1 -> pieces.add(at, " " + intruder + " ");
            case 2 -> pieces.set(at, intruder);
            case 3 -> pieces.set(at, pieces.get(other));
            case 4 -> Collections.swap(pieces, at, other);
            case 5 -> pieces.subList(at, Math.min(pieces.size(), at + random.nextInt(12))).clear();
            default -> pieces.add(at, pieces.get(other));
        }
    }
}
