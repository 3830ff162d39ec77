package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.isoflop.grammar.parse.Lexeme;
import org.isoflop.grammar.parse.Lexemes;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.engine.Session;

/** What a prompt asks of unfinished text: its lexemes follow each other, and there is an answer at every place. */
final class LexemesFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void cutsAnyText(FuzzedDataProvider data) {
        int cursor = data.consumeInt(0, 200);
        String text = data.consumeRemainingAsString();
        int end = 0;
        for (Lexeme lexeme : Lexemes.of(text)) {
            assertTrue(lexeme.span().start() >= end && lexeme.span().end() <= text.length());
            end = lexeme.span().end();
        }
        int at = Math.min(cursor, text.length());
        Span bracket = Lexemes.matching(text, at);
        assertTrue(bracket == null || bracket.end() <= text.length());
        Session.unfinished(text);
    }
}
