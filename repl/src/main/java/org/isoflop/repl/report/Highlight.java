package org.isoflop.repl.report;

import java.util.List;
import org.isoflop.grammar.parse.Lexeme;
import org.isoflop.grammar.parse.Lexemes;
import org.isoflop.grammar.syntax.Span;

/** Code of studies in colours. */
public final class Highlight {
    private final String code;
    private final List<Lexeme> lexemes;
    private int next;

    Highlight(String code) {
        this.code = code;
        this.lexemes = Lexemes.of(code);
    }

    /** A piece of a study. */
    public static void code(String code, Html html) {
        new Highlight(code).print(new Span(0, code.length()), html);
    }

    /** A part of the code; parts are asked for in their order. */
    void print(Span part, Html html) {
        int from = part.start();
        while (next < lexemes.size() && lexemes.get(next).span().start() < part.end()) {
            Lexeme lexeme = lexemes.get(next++);
            int start = Math.max(from, lexeme.span().start());
            int end = Math.min(part.end(), lexeme.span().end());
            String look = look(lexeme.kind());
            if (!look.isEmpty() && end > start) {
                html.text(code.substring(from, start)).element("span", code.substring(start, end), "class", look);
                from = end;
            }
        }
        html.text(code.substring(from, part.end()));
    }

    private static String look(Lexeme.Kind kind) {
        return switch (kind) {
            case KEYWORD -> "keyword";
            case NUMBER -> "number";
            case UNIT -> "unit";
            case TEXT -> "text";
            case COMMENT, DOCUMENTATION -> "comment";
            case NAME, OPERATOR, BRACKET, STRAY -> "";
        };
    }
}
