package org.isoflop.grammar.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isoflop.grammar.Skeleton;
import org.isoflop.grammar.Studies;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.junit.jupiter.api.Test;

final class FormatterTest {
    private static Parsed parse(String text) {
        Parsed parsed = StudyParser.parse(new Source("a.study", text));
        assertTrue(parsed.isCorrect(), () -> parsed.diagnostics() + "\n" + text);
        return parsed;
    }

    private static void formats(String text, String expected) {
        assertEquals(expected, Formatter.format(parse(text)));
        assertEquals(expected, Formatter.format(parse(expected)));
    }

    @Test
    void keepsMeaningAndComments() {
        for (String text : List.of(Studies.CLUSTER, Studies.EVERYTHING)) {
            Study before = parse(text).study();
            String printed = Formatter.format(parse(text));
            Study after = parse(printed).study();
            assertEquals(Skeleton.of(before), Skeleton.of(after));
            assertEquals(before.comments().stream().map(Study.Comment::text).toList(),
                    after.comments().stream().map(Study.Comment::text).toList());
            assertEquals(printed, Formatter.format(parse(printed)));
        }
    }

    @Test
    void leavesAWellLaidOutStudyAsItIs() {
        String[] written = Studies.CLUSTER.split("\n");
        List<String> printed = Formatter.format(parse(Studies.CLUSTER)).lines().toList();
        long kept = List.of(written).stream().filter(printed::contains).count();
        // Four trailing comments move to the column of their block, and one clause gets its own line.
        assertEquals(written.length - 5, kept);
    }

    @Test
    void refusesWhatWasNotRead() {
        Parsed wrong = StudyParser.parse(new Source("a.study", "let a = "));
        assertThrows(IllegalArgumentException.class, () -> Formatter.format(wrong));
    }

    @Test
    void emptyAndCommentsOnly() {
        formats("", "");
        formats("\n\n# a\n\n\n# b\n\n", "# a\n\n# b\n");
    }

    @Test
    void blanks() {
        formats("let   a=1+2*- 3^ 4 .. 5", "let a = 1 + 2 * -3^4..5\n");
        formats("let f ( x :params,y )->tokens=x[1 , 2].y( a:1,b )", "let f(x: params, y) -> tokens = x[1, 2].y(a: 1, b)\n");
        formats("let a = 3 sec ^ 2 + 3 sec^2", "let a = 3 sec ^ 2 + 3 sec^2\n");
        formats("let a = $2.50/GPU / 3 + $2 GPU +/- x", "let a = $2.50/GPU / 3 + $2 GPU ± x\n");
    }

    @Test
    void entriesAreLinedUp() {
        formats("""
                data d = x {
                  N: params = a # one

                  C: FLOP = b
                  tokens: tokens=c # two
                  let y = 3
                  a_very_long_name_for_a_column = 3
                  b = 4
                }
                """, """
                data d = x {
                    N: params = a  # one

                    C: FLOP        = b
                    tokens: tokens = c  # two
                    let y = 3
                    a_very_long_name_for_a_column = 3
                    b = 4
                }
                """);
    }

    @Test
    void recordsBreakWhereTheAuthorBrokeThem() {
        formats("plot a { x: C, y: N }\nplot b {\n x: C, log: y\n}", "plot a { x: C, y: N }\nplot b {\n    x:   C\n    log: y\n}\n");
        formats("budget b = { a: 1 < 2, long: 2 < 3 }", "budget b = {\n    a:    1 < 2\n    long: 2 < 3\n}\n");
    }

    @Test
    void clausesGetLines() {
        formats("law f(N) = E + N where E > 0 { source: \"x\" }", """
                law f(N) = E + N
                    where E > 0
                    { source: "x" }
                """);
        formats("law f(N)\n = E where E free", "law f(N)\n    = E\n    where E free\n");
        formats("allocate a = minimize f(N) over N: params", "allocate a = minimize f(N) over N: params\n");
        formats("allocate a = minimize f(N)\n over N: params subject to N > 1 { tolerance: 1% }", """
                allocate a = minimize f(N)
                    over N: params
                    subject to N > 1
                    { tolerance: 1% }
                """);
    }

    @Test
    void longLinesBreakBeforeOperators() {
        String a = "a".repeat(40);
        formats("let x = " + a + " * " + a + " + " + a, "let x = " + a + " * " + a + "\n    + " + a + "\n");
        formats("let x = f(" + a + ", " + a + ", " + a + ")", "let x = f(\n    " + a + ",\n    " + a + ",\n    " + a + "\n)\n");
        formats("let x = [" + a + ", " + a + ", " + a + "]", "let x = [\n    " + a + ", " + a + ",\n    " + a + "\n]\n");
    }

    /** The bracket that closes parameters on lines of their own is followed by the body, however often it is laid out. */
    @Test
    void aBodyStaysBehindParametersOnLines() {
        String head = "law power(" + "n".repeat(60) + ": params, " + "d".repeat(60) + ": tokens # ) = more\n)";
        for (String unit : new String[] {"", " -> nats/token"}) {
            String once = Formatter.format(parse(head + unit + " = 1\n"));
            assertTrue(once.endsWith("\n)" + unit + " = 1\n"), once);
            assertEquals(once, Formatter.format(parse(once)));
        }
    }

    @Test
    void noLineBeginsWithAnItemWordByAccident() {
        String a = "a".repeat(60);
        formats("show " + a + ", data, " + a, "show " + a + ", data,\n    " + a + "\n");
    }

    @Test
    void aCommentPushesNoItemWordToTheMargin() {
        formats("plot a\n # why\n, data", "plot a\n    # why\n    , data\n");
    }

    @Test
    void commentsInOddPlaces() {
        formats("let a = # why\n 3", "let a = 3  # why\n");
        formats("let a = [1, # one\n 2]", "let a = [\n    1,  # one\n    2\n]\n");
        formats("show f( # none\n)", "show f(  # none\n)\n");
        formats("let a = 1 # one\n  # two\n  + 2", "let a = 1  # one\n    # two\n    + 2\n");
    }

    @Test
    void blankLinesAreKeptOnce() {
        formats("let a = 1\n\n\n\n# x\n\nlet b = 2\nlet c = 3", "let a = 1\n\n# x\n\nlet b = 2\nlet c = 3\n");
        formats("## doc\n\nlet a = 1", "## doc\nlet a = 1\n");
    }
}
