package org.isoflop.grammar.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.junit.jupiter.api.Test;

/** Each mistake with its full message and the place it is reported at. */
final class MistakeTest {
    private static String said(Source source, List<Diagnostic> diagnostics) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            text.append(diagnostic.code().word()).append(": ").append(diagnostic.message());
            text.append(diagnostic.fix() == null ? "" : "; " + diagnostic.fix()).append('\n');
            for (Diagnostic.Label label : diagnostic.labels()) {
                int start = label.span().start();
                text.append("  ").append(source.line(start)).append(':').append(source.column(start)).append(" [")
                        .append(source.text(label.span())).append("]").append(label.text().isEmpty() ? "" : " " + label.text())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static void mistake(String study, String expected) {
        Source source = new Source("a.study", study);
        assertEquals(expected, said(source, StudyParser.parse(source).diagnostics()));
    }

    private static Parsed parse(String study) {
        return StudyParser.parse(new Source("a.study", study));
    }

    @Test
    void numberGrownTogetherWithItsUnit() {
        mistake("let a = 80GB", """
                grown_number: a number and letters have grown together in `80GB`; write a blank between number and unit: `80 GB`
                  1:9 [80GB]
                """);
        mistake("let a = 80MB", """
                grown_number: a number and letters have grown together in `80MB`; write a blank between number and unit: `80 MB`
                  1:9 [80MB]
                """);
        mistake("let a = 70Bparams", """
                grown_number: a number and letters have grown together in `70Bparams`; write a blank between number and unit: `70B params`
                  1:9 [70Bparams]
                """);
        mistake("let a = $5per", """
                grown_number: a number and letters have grown together in `$5per`; write a blank between number and unit: `$5 per`
                  1:9 [$5per]
                """);
    }

    @Test
    void reservedWordAsName() {
        mistake("let in = 3", """
                reserved_word: `in` is a reserved word and cannot be a name; write it in backquotes, `` `in` ``, or choose another name
                  1:5 [in]
                """);
        mistake("data d = x {\n    by: number\n}", """
                reserved_word: `by` is a reserved word and cannot be a name; write it in backquotes, `` `by` ``, or choose another name
                  2:5 [by]
                """);
    }

    @Test
    void misspeltItemWord() {
        mistake("shwo a", """
                unknown_item: no item begins with `shwo`; did you mean `show`?
                  1:1 [shwo]
                """);
        mistake("let a = 3\nexpct a > 2\nlet b = 4", """
                unknown_item: no item begins with `expct`; did you mean `expect`?
                  2:1 [expct]
                """);
        assertEquals("[items begin with " + String.join(", ", Words.items()) + "]",
                parse("whatever").diagnostics().getFirst().notes().toString());
    }

    @Test
    void itemBeforeAMisspeltOneIsKept() {
        Parsed parsed = parse("let a = 3\nlte b = a\nlet c = a");
        assertEquals(List.of("a", "c"), parsed.study().items().stream().map(item -> ((Item.Let) item).name().text()).toList());
        assertEquals(Set.of("b"), parsed.unread());
    }

    @Test
    void twoItemsOnOneLine() {
        mistake("let data = 3 let z = 4", """
                unknown_item: an item begins on a line of its own; write `let` on the next line
                  1:14 [let]
                """);
        mistake("show a show b", """
                unknown_item: an item begins on a line of its own; write `show` on the next line
                  1:8 [show]
                """);
    }

    @Test
    void oneEqualsSignInACondition() {
        mistake("expect x = 3", """
                syntax: `=` gives a name to something, it does not compare; write `==`
                  1:10 [=]
                """);
        mistake("data d = x { keep a = 3 }", """
                syntax: `=` gives a name to something, it does not compare; write `==`
                  1:21 [=]
                """);
    }

    @Test
    void missingClosingBracket() {
        mistake("budget b = {\n    x: 1 <= 2\n\nlet y = 3", """
                unclosed: this `{` is never closed; write `}` where it ends
                  1:12 [{]
                """);
        mistake("let f(x) = (x + 1 where x", """
                unclosed: this `(` is never closed
                  1:12 [(]
                  1:19 [where] expected `)` or an operator here
                """);
        mistake("show f(a, b\nshow c", """
                unclosed: this `(` is never closed; write `)` where it ends
                  1:7 [(]
                """);
    }

    @Test
    void bracketThatClosesNothing() {
        mistake("show a)", """
                syntax: this `)` closes nothing
                  1:7 [)]
                """);
        mistake("show (a]", """
                syntax: expected `)` or an operator, but found `]`
                  1:8 [)]
                """.replace("[)]", "[]]"));
    }

    @Test
    void unclosedTextAndName() {
        mistake("show \"abc\nshow b", """
                unclosed: this text is not closed; write `"` at its end; a text stays on its line
                  1:6 ["abc]
                """);
        mistake("show `abc", """
                unclosed: this name in backquotes is not closed; write a backquote at its end
                  1:6 [`abc]
                """);
        mistake("show ``", """
                unclosed: there is no name between these backquotes
                  1:6 [`]
                """);
    }

    @Test
    void badEscape() {
        mistake("show \"a\\qb\"", """
                bad_escape: `\\q` means nothing in a text; write `\\\\` for a backslash
                  1:8 [\\q]
                """);
    }

    @Test
    void strayCharacters() {
        mistake("show a ≤ b", """
                stray_character: `≤` has no meaning here; write `<=`
                  1:8 [≤]
                """);
        mistake("let a = 1 ≤ 2", """
                stray_character: `≤` has no meaning here; write `<=`
                  1:11 [≤]
                """);
        mistake("let a = x×y", """
                stray_character: `×` has no meaning here; write `*`
                  1:10 [×]
                """);
        mistake("show a && b", """
                stray_character: `&` has no meaning here; write `and`
                  1:8 [&]
                """);
        mistake("show a\u200Bb", """
                stray_character: the character U+200B (zero width space) has no meaning here
                  1:7 [\u200B]
                """);
        mistake("show a\u0000b", """
                unreadable_text: the character U+0000 (null) has no meaning here
                  1:7 [\u0000]
                """);
    }

    @Test
    void unitThatIsALabel() {
        mistake("fit a = l ~ f(x) on runs { bootstrap: 100 level: 95% }", """
                syntax: `level` was read as the unit of the number before it; write a comma before `level`
                  1:43 [level]
                """);
    }

    @Test
    void otherNotations() {
        mistake("let a = x ** 2", """
                syntax: there is no operator `**`; write `^` for a power
                  1:11 [**]
                """);
        mistake("let a = .5", """
                syntax: a number begins with a digit; write `0.5`
                  1:9 [.5]
                """);
        mistake("let a = 1e999", """
                number_too_large: `1e999` is larger than any number that can be held
                  1:9 [1e999]
                """);
    }

    @Test
    void whatWasExpected() {
        mistake("let", """
                syntax: expected a name, but the item ends here
                  1:4 []
                """);
        mistake("let a", """
                syntax: expected `(`, `:` or `=`, but the item ends here
                  1:6 []
                """);
        mistake("let a = ", """
                syntax: expected an expression, but the item ends here
                  1:8 []
                """);
        mistake("let a = b c", """
                syntax: expected `where`, an operator or the next item, but found `c`
                  1:11 [c]
                """);
        mistake("let a: = 3", """
                syntax: expected a unit, but found `=`
                  1:8 [=]
                """);
        mistake("law f(N) = A where A > 0, alpha", """
                syntax: expected `free`, `in`, `[`, `,` or `=`, but the item ends here
                  1:32 []
                """);
        mistake("export a \"b\"", """
                syntax: expected `to` or an operator, but found the text `"b"`
                  1:10 ["b"]
                """);
        mistake("sweep s = over C 3 { }", """
                syntax: expected `in`, but found the number `3`
                  1:18 [3]
                """);
        mistake("fit x = y on z", """
                syntax: expected `~` or an operator, but found `on`
                  1:11 [on]
                """);
        mistake("accept a because b", """
                syntax: expected a text, but found `b`
                  1:18 [b]
                """);
        mistake("show f(a b)", """
                syntax: expected `)`, `,` or an operator, but found `b`
                  1:10 [b]
                """);
        mistake("show a.", """
                syntax: expected a name, but the item ends here
                  1:8 []
                """);
    }

    @Test
    void expressionAlone() {
        Source source = new Source("eval", "1 + ");
        assertEquals("""
                syntax: expected an expression, but the text ends here
                  1:4 []
                """, said(source, StudyParser.parseExpression(source).diagnostics()));
        source = new Source("eval", "1 2");
        assertEquals("""
                syntax: expected an operator or the end, but found the number `2`
                  1:3 [2]
                """, said(source, StudyParser.parseExpression(source).diagnostics()));
        assertFalse(StudyParser.parseExpression(new Source("eval", "")).isCorrect());
        assertTrue(StudyParser.parseExpression(new Source("eval", "data + show")).isCorrect());
    }

    @Test
    void severalMistakesInOneGo() {
        Parsed parsed = parse("let a = 1 +\nshow )\nlet b = 2\nlet c = = 3\nshow b");
        assertEquals(3, parsed.diagnostics().size());
        assertEquals(2, parsed.study().items().size());
        assertEquals(Set.of("a", "c"), parsed.unread());
        assertFalse(parsed.incomplete());
    }

    @Test
    void unfinishedText() {
        for (String unfinished : List.of("let a = ", "let a = 1 +", "data d = csv(\"x\") {", "show f(a,", "fit a = x ~ f(y)",
                "law f(N) = A where")) {
            assertTrue(parse(unfinished).incomplete(), unfinished);
        }
        for (String wrong : List.of("let a = )", "show b\nlet = 3", "let a = 1 2\nlet b =", "show \"a", "let a = 3")) {
            assertFalse(parse(wrong).incomplete(), wrong);
        }
        assertTrue(StudyParser.parseExpression(new Source("x", "(1 +\n")).incomplete());
    }
}
