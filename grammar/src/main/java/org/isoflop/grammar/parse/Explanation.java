package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.ASSIGN;
import static org.isoflop.grammar.antlr.StudyLexer.COLON;
import static org.isoflop.grammar.antlr.StudyLexer.COMMA;
import static org.isoflop.grammar.antlr.StudyLexer.DOT;
import static org.isoflop.grammar.antlr.StudyLexer.EQUAL;
import static org.isoflop.grammar.antlr.StudyLexer.LBRACK;
import static org.isoflop.grammar.antlr.StudyLexer.LET;
import static org.isoflop.grammar.antlr.StudyLexer.LPAREN;
import static org.isoflop.grammar.antlr.StudyLexer.MONEY;
import static org.isoflop.grammar.antlr.StudyLexer.NAME;
import static org.isoflop.grammar.antlr.StudyLexer.NUMBER;
import static org.isoflop.grammar.antlr.StudyLexer.RBRACE;
import static org.isoflop.grammar.antlr.StudyLexer.SLASH;
import static org.isoflop.grammar.antlr.StudyLexer.STAR;
import static org.isoflop.grammar.antlr.StudyLexer.TEXT;
import static org.isoflop.grammar.antlr.StudyLexer.UNIT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.jspecify.annotations.Nullable;

/** Finds the words for a place where the parser could not go on: the usual slips first, then what could have stood there. */
final class Explanation {
    /** The letters of a number by their words. */
    private static final Map<String, String> SUFFIXES = Map.of("thousand", "K", "million", "M", "billion", "B", "trillion", "T");

    private final Source source;
    private final Chunk chunk;
    private final Expectation expected;
    private final boolean expression;

    Explanation(Source source, Chunk chunk, Expectation expected, boolean expression) {
        this.source = source;
        this.chunk = chunk;
        this.expected = expected;
        this.expression = expression;
    }

    Diagnostic of(Token found) {
        Token unclosed = chunk.unclosed();
        if (unclosed != null && found.getStartIndex() > unclosed.getStartIndex()) {
            return unclosed(unclosed, found);
        }
        Diagnostic slip = slip(found);
        if (slip == null && !expression) {
            slip = new Habit(source, chunk, expected).of(found);
        }
        return slip != null ? slip : plain(found);
    }

    private Diagnostic unclosed(Token opening, Token found) {
        Diagnostic diagnostic = Diagnostic.of(Code.UNCLOSED, "this `" + opening.getText() + "` is never closed")
                .at(source, Mistake.span(opening));
        if (found.getType() == Token.EOF) {
            return diagnostic.fix("write `" + closing(opening.getType()) + "` where it ends");
        }
        return diagnostic.at(source, Mistake.span(found), "expected " + expected.inWords() + " here");
    }

    private @Nullable Diagnostic slip(Token found) {
        int type = found.getType();
        Token previous = before(found);
        if (startsNoItem(found)) {
            return unknownItem(found);
        }
        if (type == LET && expected.contains(NUMBER)) {
            return syntax("`let` begins an item, and no expression declares anything", found)
                    .fix("name parts of an expression behind it: `… where y = …`");
        }
        if (Words.isReserved(type) && expected.contains(NAME)) {
            return Diagnostic.of(Code.RESERVED_WORD, found.getText()).at(source, Mistake.span(found))
                    .fix("write it in backquotes, `` `" + found.getText() + "` ``, or choose another name");
        }
        if (type == ASSIGN && expected.contains(EQUAL)) {
            return syntax("`=` gives a name to something, it does not compare", found).fix("write `==`");
        }
        if (previous == null) {
            return null;
        }
        if (type == COLON && previous.getType() == UNIT) {
            return syntax("`" + previous.getText() + "` was read as the unit of the number before it", previous)
                    .fix("write a comma before `" + previous.getText() + "`");
        }
        if (previous.getType() == UNIT && Words.isSpelt(type) && !TokenFilter.isFirstOnLine(source, found)) {
            Diagnostic diagnostic = looseUnit(previous, found);
            if (diagnostic != null) {
                return diagnostic;
            }
        }
        if (type == STAR && previous.getType() == STAR && Words.touch(previous, found)) {
            return syntax("there is no operator `**`", previous, found).fix("write `^` for a power");
        }
        if (type == SLASH && previous.getType() == SLASH && Words.touch(previous, found)) {
            return syntax("there is no operator `//`", previous, found)
                    .fix("write `floor(a / b)` for the whole part; a comment begins with `#`");
        }
        if (type == COMMA && isThousands(previous, found)) {
            return syntax("a number holds no comma", previous, found).fix("write `_` between its digits, as in `1_000`, or nothing");
        }
        Token next = after(found);
        if (type == DOT && next != null && next.getType() == NUMBER && Words.touch(found, next) && expected.contains(NUMBER)) {
            return syntax("a number begins with a digit", found, next).fix("write `0." + next.getText() + "`");
        }
        if (found.getText().equals("to") && previous.getType() == RBRACE) {
            return syntax("`to` stands before the options in braces", found);
        }
        if (Words.isClosing(type) && expected.contains(Token.EOF)) {
            return syntax("this `" + found.getText() + "` closes nothing", found);
        }
        return null;
    }

    /** Units that were written with blanks or in words: {@code 6 FLOP per param per token}, {@code 100 GPU hours}. */
    private @Nullable Diagnostic looseUnit(Token unit, Token found) {
        List<Token> tokens = chunk.tokens();
        StringBuilder tight = new StringBuilder(unit.getText());
        Token last = unit;
        for (int i = found.getTokenIndex(); tokens.get(i).getText().equals("per") && tokens.get(i + 1).getType() == NAME; i += 2) {
            last = tokens.get(i + 1);
            tight.append('/').append(last.getText());
        }
        if (last != unit) {
            return syntax("a unit is written tight, without blanks", unit, last).fix("write `" + tight + "`");
        }
        String suffix = SUFFIXES.get(unit.getText());
        Token number = tokens.get(unit.getTokenIndex() - 1);
        if (suffix != null && number.getType() == NUMBER && found.getType() == NAME) {
            return syntax("a number has its thousands as a letter", number, found)
                    .fix("write `" + number.getText() + suffix + " " + found.getText() + "`");
        }
        if (found.getType() != NAME || NearestName.nearest(found.getText(), expected.spelt()) != null) {
            return null;
        }
        return syntax("a unit is written tight, without blanks", unit, found)
                .fix("write `" + unit.getText() + "*" + found.getText() + "` if a product of both is meant");
    }

    /** Whether a new item seems to be meant: a word that is first on its line, or an item word that is not. */
    boolean startsNoItem(Token found) {
        if (expression || !Words.isSpelt(found.getType())) {
            return false;
        }
        if (found == chunk.tokens().getFirst()) {
            return true;
        }
        return expected.contains(Token.EOF)
                && (TokenFilter.isFirstOnLine(source, found) || Words.items().contains(found.getText()));
    }

    /** Words after the mistake that were probably to begin items: at the left margin, outside brackets, nearly an item word. */
    List<Token> laterItems(Token found) {
        List<Token> words = new ArrayList<>();
        int open = 0;
        for (Token token : chunk.tokens()) {
            int type = token.getType();
            open = Math.max(0, open + (Words.isOpening(type) ? 1 : Words.isClosing(type) ? -1 : 0));
            if (token.getStartIndex() > found.getStartIndex() && open == 0 && type == NAME && TokenFilter.isAtMargin(source, token)
                    && NearestName.nearest(token.getText(), Words.items()) != null) {
                words.add(token);
            }
        }
        return words;
    }

    Diagnostic unknownItem(Token found) {
        String word = found.getText();
        if (Words.items().contains(word)) {
            return Diagnostic.of(Code.UNKNOWN_ITEM, "an item begins on a line of its own").at(source, Mistake.span(found))
                    .fix("write `" + word + "` on the next line");
        }
        Token next = after(found);
        String habit = next != null && (next.getType() == ASSIGN || next.getType() == DOT) ? null : Habit.item(word);
        String nearest = habit != null ? habit : NearestName.nearest(word, Words.items());
        Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_ITEM, "no item begins with `" + Mistake.shortened(word) + "`")
                .at(source, Mistake.span(found));
        if (nearest == null && next != null && next.getType() == ASSIGN) {
            return diagnostic.fix("write `let " + word + " = …` to give a value a name");
        }
        if (nearest == null && next != null && (next.getType() == LPAREN || next.getType() == DOT)) {
            return diagnostic.fix("write `show " + word + next.getText() + "…` to see what it comes to");
        }
        return nearest != null
                ? diagnostic.fix("did you mean `" + nearest + "`?")
                : diagnostic.note("items begin with " + String.join(", ", Words.items()));
    }

    /** Whether a comma stands between the digits of one number, as in {@code 1,000}. */
    private boolean isThousands(Token before, Token comma) {
        Token next = after(comma);
        return before.getType() == NUMBER && next != null && next.getType() == NUMBER && Words.touch(before, comma)
                && Words.touch(comma, next) && next.getText().matches("[0-9]{3}([^0-9].*)?");
    }

    private Diagnostic plain(Token found) {
        String what = switch (found.getType()) {
            case Token.EOF -> expression ? "the text ends here" : "the item ends here";
            case NUMBER, MONEY -> "found the number `" + Mistake.shortened(found.getText()) + "`";
            case TEXT -> "found the text `" + Mistake.shortened(found.getText()) + "`";
            case UNIT -> "found the unit `" + Mistake.shortened(found.getText()) + "`";
            default -> "found `" + Mistake.shortened(found.getText()) + "`";
        };
        String wanted = expected.inWords();
        String nearest = found.getType() == NAME ? NearestName.nearest(found.getText(), expected.spelt()) : null;
        return syntax(wanted.isEmpty() ? what + ", which cannot stand here" : "expected " + wanted + ", but " + what, found)
                .fix(nearest == null ? null : "did you mean `" + nearest + "`?");
    }

    private Diagnostic syntax(String message, Token token) {
        return Diagnostic.of(Code.SYNTAX, message).at(source, Mistake.span(token));
    }

    private Diagnostic syntax(String message, Token first, Token last) {
        Span span = Mistake.span(first).to(Mistake.span(last));
        return Diagnostic.of(Code.SYNTAX, message).at(source, span);
    }

    private @Nullable Token before(Token token) {
        return neighbour(token, -1);
    }

    private @Nullable Token after(Token token) {
        return neighbour(token, 1);
    }

    private @Nullable Token neighbour(Token token, int step) {
        List<Token> tokens = chunk.tokens();
        int index = token.getTokenIndex() + step;
        return index >= 0 && index < tokens.size() ? tokens.get(index) : null;
    }

    private static String closing(int opening) {
        return opening == LPAREN ? ")" : opening == LBRACK ? "]" : "}";
    }
}
