package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.format.Formatter;
import org.isoflop.grammar.parse.Lexeme;
import org.isoflop.grammar.parse.Lexemes;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Source;
import org.junit.jupiter.params.provider.MethodSource;

/** Text to syntax and back: every mistake has its place; a layout says what the text said, and laid out again stays the same. */
final class ParserFuzzTest {
    @MethodSource("org.isoflop.repl.fuzz.Seeds#studies")
    @FuzzTest(maxDuration = "20s")
    void parsesAndFormats(byte[] bytes) {
        Sources.Decoded decoded = Sources.decode("fuzz.study", bytes);
        if (decoded.mistake() != null) {
            return;
        }
        Source source = decoded.source();
        Parsed parsed = StudyParser.parse(source);
        for (Diagnostic diagnostic : parsed.diagnostics()) {
            Diagnostic.Label label = diagnostic.labels().getFirst();
            assertTrue(label.span().start() >= 0 && label.span().end() <= source.text().length());
        }
        StudyParser.parseExpression(source);
        if (parsed.isCorrect()) {
            String once = Formatter.format(parsed);
            Parsed again = StudyParser.parse(new Source("again.study", once));
            assertTrue(again.isCorrect(), () -> "laid out, it is wrong: " + once);
            assertEquals(once, Formatter.format(again));
            assertEquals(words(source.text(), false), words(once, false));
            // Two comments that would document what follows share the line that they end, so that their texts count, not how many there are.
            assertEquals(String.join(" ", words(source.text(), true)), String.join(" ", words(once, true)));
        }
    }

    /** What a text says, or its comments, which a layout puts at the ends of lines; without blanks, and the commas that it sets as it likes. */
    private static List<String> words(String text, boolean comments) {
        return Lexemes.of(text).stream()
                .filter(lexeme -> comments == (lexeme.kind() == Lexeme.Kind.COMMENT || lexeme.kind() == Lexeme.Kind.DOCUMENTATION))
                .map(lexeme -> text.substring(lexeme.span().start(), lexeme.span().end()).strip()).filter(word -> !word.equals(","))
                .map(word -> word.equals("+/-") ? "±" : word).toList();
    }
}
