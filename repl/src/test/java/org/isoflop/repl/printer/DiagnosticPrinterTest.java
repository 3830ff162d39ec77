package org.isoflop.repl.printer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.repl.file.FileNames;
import org.junit.jupiter.api.Test;

final class DiagnosticPrinterTest {
    private static final FileNames NAMES = new FileNames(Path.of("/work"));

    private static String print(Diagnostic diagnostic) {
        return new DiagnosticPrinter(NAMES, Ink.PLAIN, () -> 60).text(diagnostic);
    }

    /** The span of the n-th time (from zero) that a text stands in a source. */
    private static Span span(Source source, String text, int n) {
        int at = source.text().indexOf(text);
        for (int i = 0; i < n; i++) {
            at = source.text().indexOf(text, at + 1);
        }
        assertTrue(at >= 0, text);
        return new Span(at, at + text.length());
    }

    @Test
    void labelsOnOneLineAreStackedFromTheRight() {
        Source source = new Source("/work/a/compute.study", "\nlet total = 20 * params + budget\n");
        Diagnostic diagnostic = Diagnostic.of(Code.SYNTAX, "cannot add params to FLOP")
                .at(source, span(source, "+", 0), "needs one dimension")
                .at(source, span(source, "20 * params", 0), "params").at(source, span(source, "budget", 0), "FLOP")
                .note("a note\nof two lines").fix("write `6 * params`");
        assertEquals("""
                error[syntax]: cannot add params to FLOP
                 --> a/compute.study:2:25
                  |
                2 | let total = 20 * params + budget
                  |             ----------- ^ ------ FLOP
                  |             |           needs one dimension
                  |             params
                  = note: a note
                          of two lines
                  = help: write `6 * params`
                """, print(diagnostic));
    }

    @Test
    void aSpanOfSeveralLinesIsUnderlinedWhereItBeginsAndEnds() {
        Source source = new Source("a.study", "let a = sum(\n    1,\n    2,\n    3,\n    4\n)\n");
        Diagnostic diagnostic = Diagnostic.of(Code.SYNTAX, "wrong").at(source, new Span(8, source.text().indexOf(')') + 1), "all of it");
        assertEquals("""
                error[syntax]: wrong
                 --> a.study:1:9
                  |
                1 | let a = sum(
                  |         ^^^^
                ...
                6 | )
                  | ^ all of it
                """, print(diagnostic));
    }

    @Test
    void otherFilesGetAFrameOfTheirOwn() {
        Source one = new Source("/work/one.study", "let a = 1\n".repeat(11) + "let a = 2\n");
        Source other = new Source("/elsewhere/two.study", "let a = 3\n");
        Diagnostic diagnostic = Diagnostic.of(Code.SYNTAX, "`a` is declared twice").at(one, span(one, "a", 11))
                .at(other, span(other, "a", 0), "first here");
        assertEquals("""
                error[syntax]: `a` is declared twice
                  --> one.study:12:5
                   |
                12 | let a = 2
                   |     ^
                  ::: /elsewhere/two.study:1:5
                   |
                 1 | let a = 3
                   |     - first here
                """, print(diagnostic));
    }

    @Test
    void cellsAreCountedAsATerminalDoes() {
        Source source = new Source("a.study", "\tlet 漢字e\u0301 = x\u001b[31m\u202e + y\n");
        Diagnostic diagnostic = Diagnostic.of(Code.SYNTAX, "bad \u001b[2J").at(source, span(source, "y", 0), "here");
        assertEquals("error[syntax]: bad \uFFFD[2J\n --> a.study:1:23\n  |\n1 |     let 漢字e\u0301 = x\uFFFD[31m\uFFFD + y\n"
                + "  |                           ^ here\n", print(diagnostic));
        String[] lines = print(diagnostic).lines().toArray(String[]::new);
        assertEquals(Glyphs.width(lines[3].substring(0, lines[3].indexOf('y'))), lines[4].indexOf('^'));
    }

    @Test
    void aVeryLongLineIsCutAroundThePlace() {
        Source source = new Source("a.study", "let a = [" + "1, ".repeat(3000) + "wrong, " + "2, ".repeat(3000) + "]");
        Diagnostic diagnostic = Diagnostic.of(Code.SYNTAX, "unknown").at(source, span(source, "wrong", 0));
        String[] lines = print(diagnostic).lines().toArray(String[]::new);
        assertTrue(Glyphs.width(lines[3]) <= 60, lines[3]);
        assertTrue(lines[3].startsWith("1 | …") && lines[3].endsWith("…"), lines[3]);
        assertEquals(lines[3].indexOf("wrong"), lines[4].indexOf("^^^^^"));
    }

    @Test
    void theEndOfATextAndAnEmptyOneHaveAPlace() {
        Source source = new Source("a.study", "let a =\n");
        assertTrue(print(Diagnostic.of(Code.SYNTAX, "m").at(source, new Span(8, 8))).contains(" --> a.study:2:1\n"));
        assertTrue(print(Diagnostic.of(Code.SYNTAX, "m").at(source, new Span(7, 8))).contains("1 | let a =\n  |        ^\n"));
        assertTrue(print(Diagnostic.of(Code.SYNTAX, "m").at(new Source("e", ""), Span.NONE)).endsWith("1 |\n  | ^\n"));
        assertEquals("error[syntax]: m\n", print(Diagnostic.of(Code.SYNTAX, "m")));
    }

    @Test
    void overlappingLabelsKeepTheirTexts() {
        Source source = new Source("a.study", "let a = b + c");
        String text = print(
                Diagnostic.of(Code.SYNTAX, "m").at(source, span(source, "b", 0), "inner").at(source, span(source, "b + c", 0), "outer"));
        assertTrue(text.contains("^----"), text);
        assertTrue(text.contains("inner") && text.contains("outer"), text);
    }

    @Test
    void coloursFollowRoles() {
        Source source = new Source("a.study", "let a = b");
        Diagnostic diagnostic = Diagnostic.of(Code.SYNTAX, "m").at(source, span(source, "b", 0), "here");
        String coloured = new DiagnosticPrinter(NAMES, Ink.COLOURED, () -> 60).text(List.of(diagnostic));
        assertTrue(coloured.startsWith("\u001b[1;31merror[syntax]\u001b[0m"), coloured);
        assertEquals(print(diagnostic), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    }
}
