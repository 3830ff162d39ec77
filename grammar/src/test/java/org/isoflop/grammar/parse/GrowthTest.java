package org.isoflop.grammar.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.random.RandomGenerator;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.junit.jupiter.api.Test;

/** A text that grew is read as if it was read whole. */
final class GrowthTest {
    private static final List<String> PIECES = List.of("let a = 1", "let b = a +\n  2",
            "## What it is.\nlet c = { x: 1, y: 2 }", "# a remark",
            "show a # and why", "law p(x) = A * x^k\n    where A > 0, k free", "## Of what follows.",
            "data d = [[1, 2]] { a: number, b: number }",
            "  + 3", "let e = (1", "accept extrapolation because \"so\"", "study \"s\" { seed: 1 }", "let f = 1 ## a remark", "\n\n");

    @Test
    void whatStoodIsTheSameObjects() {
        Study before = parsed("let a = 1\nlet b = 2\nlet c = 3");
        Source text = new Source("t", "let a = 1\n" + "\u00A0".repeat(9) + "\nlet c = 3\nlet d = 4");
        Study grown = StudyParser.parseGrown(before, text, Bounds.USUAL).study();
        assertEquals(List.of("a", "c", "d"), grown.items().stream().map(item -> ((Item.Let) item).name().text()).toList());
        assertSame(before.items().getFirst(), grown.items().getFirst());
        assertNotSame(before.items().getLast(), grown.items().get(1), "more could belong to the last item, so it is read again");
    }

    @Test
    void whateverIsAddedOrBlankedOut() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int round = 0; round < 500; round++) {
            Study before = parsed("");
            StringBuilder text = new StringBuilder();
            for (int step = 0; step < 12; step++) {
                if (random.nextInt(3) == 0) {
                    blank(before, text, random);
                } else {
                    text.append(PIECES.get(random.nextInt(PIECES.size()))).append('\n');
                }
                Source source = new Source("t", text.toString());
                Parsed whole = StudyParser.parse(source);
                assertEquals(whole, StudyParser.parseGrown(before, source, Bounds.USUAL), text::toString);
                if (whole.isCorrect()) {
                    before = whole.study();
                }
            }
        }
    }

    /** An item or a comment, or a part of one, gives way to blanks. */
    private static void blank(Study study, StringBuilder text, RandomGenerator random) {
        if (study.items().isEmpty()) {
            return;
        }
        boolean comment = random.nextInt(4) == 0 && !study.comments().isEmpty();
        var span = comment
                ? study.comments().get(random.nextInt(study.comments().size())).span()
                : study.items().get(random.nextInt(study.items().size())).span();
        int end = random.nextInt(8) == 0 ? (span.start() + span.end()) / 2 : span.end();
        for (int i = span.start(); i < end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, '\u00A0');
            }
        }
    }

    private static Study parsed(String text) {
        return StudyParser.parse(new Source("t", text)).study();
    }
}
