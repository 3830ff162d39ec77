package org.isoflop.grammar.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.isoflop.grammar.Skeleton;
import org.isoflop.grammar.Studies;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.format.Formatter;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.junit.jupiter.api.Test;

/** Whatever the text, the answer is syntax or diagnostics, never an exception. */
final class RobustnessTest {
    private static Parsed parse(String text) {
        return StudyParser.parse(new Source("a", text));
    }

    private static void isNestedTooDeeply(String expression) {
        Parsed parsed = parse("let a = 1\nlet b = " + expression + "\nlet c = 3");
        assertEquals(1, parsed.diagnostics().size());
        assertEquals(Code.LIMIT, parsed.diagnostics().getFirst().code());
        assertEquals(2, parsed.study().items().size());
    }

    @Test
    void deepNesting() {
        int deep = 100_000;
        isNestedTooDeeply("(".repeat(deep) + "1" + ")".repeat(deep));
        isNestedTooDeeply("[".repeat(deep) + "1" + "]".repeat(deep));
        isNestedTooDeeply("-".repeat(deep) + "1");
        isNestedTooDeeply("not ".repeat(deep) + "x");
        isNestedTooDeeply("x^".repeat(deep) + "2");
        isNestedTooDeeply("if a then b else ".repeat(deep) + "c");
        isNestedTooDeeply("{a:".repeat(deep) + "c" + "}".repeat(deep));
        isNestedTooDeeply("f(".repeat(deep) + "c" + ")".repeat(deep));
    }

    @Test
    void longChains() {
        int terms = 100_000;
        isNestedTooDeeply("1+".repeat(terms) + "1");
        isNestedTooDeeply("x and ".repeat(terms) + "x");
        isNestedTooDeeply("x" + ".y".repeat(terms));
        isNestedTooDeeply("x" + " with y".repeat(terms));
    }

    @Test
    void whatIsAllowedIsFormattedOnASmallStack() throws InterruptedException {
        String nested = "let a = " + "(".repeat(190) + "1" + ")".repeat(190);
        String chain = "let a = " + "x+".repeat(900) + "x";
        String signs = "let a = " + "-".repeat(900) + "x";
        boolean[] done = new boolean[1];
        Thread thread = new Thread(null, () -> {
            for (String text : List.of(nested, chain, signs)) {
                Parsed parsed = parse(text);
                assertTrue(parsed.isCorrect(), () -> parsed.diagnostics().toString());
                assertTrue(parse(Formatter.format(parsed)).isCorrect());
            }
            done[0] = true;
        }, "small stack", 1 << 20);
        thread.start();
        thread.join();
        assertTrue(done[0]);
    }

    @Test
    void unclosedDeepNesting() {
        assertFalse(parse("let a = " + "(".repeat(100_000)).isCorrect());
        assertFalse(parse("let a = " + ")".repeat(100_000)).isCorrect());
    }

    @Test
    void longLines() {
        String text = "\"" + "x".repeat(1 << 20) + "\"";
        assertTrue(parse("let a = " + text).isCorrect());
        assertTrue(parse("let a = " + "y".repeat(1 << 20)).isCorrect());
        assertTrue(parse("let a = [" + "1, ".repeat(100_000) + "1]").isCorrect());
        assertTrue(parse("# " + "x".repeat(1 << 20)).isCorrect());
        assertFalse(parse("let a = " + "\"x".repeat(1 << 16)).isCorrect());
    }

    @Test
    void controlCharacters() {
        assertEquals(Code.UNREADABLE_TEXT, parse("\0".repeat(1000)).diagnostics().getFirst().code());
        assertFalse(parse("let a = 1 \u0007").isCorrect());
        assertFalse(parse("let a = \uD800").isCorrect());
    }

    @Test
    void everyPrefixOfAStudy() {
        for (int end = 0; end < Studies.CLUSTER.length(); end += 3) {
            parse(Studies.CLUSTER.substring(0, end));
        }
    }

    @Test
    void mutatedStudies() {
        Random random = new Random(20_220_329);
        String[] pieces = {"(", ")", "{", "}", "[", "]", "\n", "\nlet ", " in ", ",", ":", "=", "..", "±", "$", "1e3", "80GB", "`", "\"",
            "#",
            "##", "x", " where ", "\0", "\u200B", "𝄞", "-", "^", "with ", "\nshow ", "if ", "."};
        String all = Studies.CLUSTER + Studies.EVERYTHING;
        for (int round = 0; round < 400; round++) {
            int start = random.nextInt(all.length() - 400);
            StringBuilder text = new StringBuilder(all.substring(start, start + 400));
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
                    case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
                }
            }
            check(text.toString());
        }
    }

    @Test
    void commentsAndLineBreaksAnywhere() {
        Random random = new Random(40);
        Study study = parse(Studies.CLUSTER + Studies.EVERYTHING).study();
        String[] pieces = {" # c\n", "\n# own\n", "\n", "\n\n\n", "  ## doc\n", "\n   # in\n   ", "# x\r\n"};
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(3); i >= 0; i--) {
                text.append(study.source().text(study.items().get(random.nextInt(study.items().size())).span())).append('\n');
            }
            for (int i = random.nextInt(5); i >= 0; i--) {
                int at = random.nextInt(text.length());
                while (at < text.length() - 1 && " ,()[]{}\n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                text.insert(at, pieces[random.nextInt(pieces.length)]);
            }
            check(text.toString());
        }
    }

    @Test
    void wordSoup() {
        Random random = new Random(1609);
        String[] words = Studies.EVERYTHING.split("(?<=[ \n(),:{}=])");
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder("let a = ");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            check(text.toString());
        }
    }

    /** What was read without a mistake is printed to the same meaning. */
    private static void check(String text) {
        Parsed parsed = parse(text);
        StudyParser.parseExpression(new Source("a", text));
        Study items = parsed.study();
        assertTrue(items.items().stream().allMatch(item -> item.span().end() <= text.length()));
        if (parsed.isCorrect()) {
            String printed = Formatter.format(parsed);
            Parsed again = parse(printed);
            assertTrue(again.isCorrect(), () -> text + "\n----\n" + printed + again.diagnostics());
            assertEquals(Skeleton.of(items), Skeleton.of(again.study()), text);
            assertEquals(printed, Formatter.format(again), text);
            assertEquals(remarks(items), remarks(again.study()), text);
        }
    }

    /** All comments in one: two that were pushed to the end of one line may have become one. */
    private static String remarks(Study study) {
        return study.comments().stream().map(Study.Comment::text).collect(Collectors.joining(" "));
    }
}
