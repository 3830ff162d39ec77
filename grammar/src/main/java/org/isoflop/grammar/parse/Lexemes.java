package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.ALLOCATE;
import static org.isoflop.grammar.antlr.StudyLexer.ARROW;
import static org.isoflop.grammar.antlr.StudyLexer.AS;
import static org.isoflop.grammar.antlr.StudyLexer.ASSIGN;
import static org.isoflop.grammar.antlr.StudyLexer.CARET;
import static org.isoflop.grammar.antlr.StudyLexer.COLON;
import static org.isoflop.grammar.antlr.StudyLexer.COMMA;
import static org.isoflop.grammar.antlr.StudyLexer.DATA;
import static org.isoflop.grammar.antlr.StudyLexer.DOT;
import static org.isoflop.grammar.antlr.StudyLexer.FALSE;
import static org.isoflop.grammar.antlr.StudyLexer.INPUT;
import static org.isoflop.grammar.antlr.StudyLexer.KEEP;
import static org.isoflop.grammar.antlr.StudyLexer.LBRACE;
import static org.isoflop.grammar.antlr.StudyLexer.LET_ITEM;
import static org.isoflop.grammar.antlr.StudyLexer.LPAREN;
import static org.isoflop.grammar.antlr.StudyLexer.MAXIMIZE;
import static org.isoflop.grammar.antlr.StudyLexer.MINIMIZE;
import static org.isoflop.grammar.antlr.StudyLexer.MINUS;
import static org.isoflop.grammar.antlr.StudyLexer.MISSING;
import static org.isoflop.grammar.antlr.StudyLexer.MONEY;
import static org.isoflop.grammar.antlr.StudyLexer.NAME;
import static org.isoflop.grammar.antlr.StudyLexer.NUMBER;
import static org.isoflop.grammar.antlr.StudyLexer.OVER;
import static org.isoflop.grammar.antlr.StudyLexer.PER;
import static org.isoflop.grammar.antlr.StudyLexer.QUOTED_NAME;
import static org.isoflop.grammar.antlr.StudyLexer.RBRACE;
import static org.isoflop.grammar.antlr.StudyLexer.RBRACK;
import static org.isoflop.grammar.antlr.StudyLexer.RPAREN;
import static org.isoflop.grammar.antlr.StudyLexer.SLASH;
import static org.isoflop.grammar.antlr.StudyLexer.STAR;
import static org.isoflop.grammar.antlr.StudyLexer.STRAY;
import static org.isoflop.grammar.antlr.StudyLexer.SUBJECT;
import static org.isoflop.grammar.antlr.StudyLexer.SWEEP;
import static org.isoflop.grammar.antlr.StudyLexer.TEXT;
import static org.isoflop.grammar.antlr.StudyLexer.TO;
import static org.isoflop.grammar.antlr.StudyLexer.TRUE;
import static org.isoflop.grammar.antlr.StudyLexer.UNCLOSED_NAME;
import static org.isoflop.grammar.antlr.StudyLexer.UNCLOSED_TEXT;
import static org.isoflop.grammar.antlr.StudyLexer.UNIT;
import static org.isoflop.grammar.antlr.StudyLexer.UNIT_ITEM;
import static org.isoflop.grammar.antlr.StudyLexer.USE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into lexemes, for editors and prompts. It may be unfinished or wrong: what a word is goes by the words around it, not by a
 * grammar that would have to be met.
 */
public final class Lexemes {
    private final List<Lexeme> lexemes = new ArrayList<>();
    private final List<Token> tokens;
    /** Within a block of columns, or the parameters of an item: behind a colon stands a unit. */
    private final Deque<Boolean> declares = new ArrayDeque<>();
    private int at;

    private Lexemes(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** All lexemes of a text, in its order: of a study, or of a lone expression where no item begins it. */
    public static List<Lexeme> of(String text) {
        Source source = new Source("", text);
        TokenFilter filter = new TokenFilter(source, !StudyParser.beginsItem(text));
        List<Lexeme> all = new ArrayList<>();
        for (Chunk chunk : filter.chunks()) {
            all.addAll(new Lexemes(chunk.tokens()).read());
        }
        for (Study.Comment comment : filter.comments()) {
            boolean documents = comment.text().startsWith("##");
            all.add(new Lexeme(comment.span(), documents ? Lexeme.Kind.DOCUMENTATION : Lexeme.Kind.COMMENT));
        }
        all.sort(Comparator.comparingInt(lexeme -> lexeme.span().start()));
        return all;
    }

    /** The bracket that belongs to the one at an offset; null where none stands there or its other half is missing. */
    public static @Nullable Span matching(String text, int offset) {
        Deque<Span> open = new ArrayDeque<>();
        for (Lexeme lexeme : of(text)) {
            if (lexeme.kind() == Lexeme.Kind.BRACKET) {
                char bracket = text.charAt(lexeme.span().start());
                if ("([{".indexOf(bracket) >= 0) {
                    open.push(lexeme.span());
                } else if (!open.isEmpty() && pairs(text.charAt(open.peek().start()), bracket)) {
                    Span opening = open.pop();
                    if (opening.start() == offset || lexeme.span().start() == offset) {
                        return opening.start() == offset ? lexeme.span() : opening;
                    }
                }
            }
        }
        return null;
    }

    private static boolean pairs(char opening, char closing) {
        return "([{".indexOf(opening) == ")]}".indexOf(closing);
    }

    private List<Lexeme> read() {
        while (at < tokens.size() && type(at) != Token.EOF) {
            int type = type(at);
            if (Words.isOpening(type)) {
                declares.push(declares(type));
            } else if (Words.isClosing(type) && !declares.isEmpty()) {
                declares.pop();
            }
            add(kind(type));
            if (type == COLON && precedesUnit() || type == ARROW || type == AS && type(0) != USE) {
                unit();
            }
        }
        return lexemes;
    }

    /** Whether behind a colon within an opening bracket stands a unit. */
    private boolean declares(int type) {
        boolean parameters = type == LPAREN && at == 2 && Words.declares(type(0));
        boolean columns = type == LBRACE && declares.isEmpty() && (type(0) == DATA || type(0) == SWEEP);
        return parameters || columns;
    }

    private boolean precedesUnit() {
        if (!declares.isEmpty()) {
            return declares.peek();
        }
        int item = type(0);
        return item == INPUT || item == LET_ITEM || item == UNIT_ITEM || item == ALLOCATE;
    }

    /** The factors of a unit that is not behind a number. */
    private void unit() {
        while (isPlainName(type(at)) || type(at) == NUMBER) {
            add(type(at) == NUMBER ? Lexeme.Kind.NUMBER : Lexeme.Kind.UNIT);
            if (type(at) == CARET) {
                add(Lexeme.Kind.OPERATOR);
                if (type(at) == MINUS) {
                    add(Lexeme.Kind.OPERATOR);
                }
                if (type(at) == NUMBER) {
                    add(Lexeme.Kind.NUMBER);
                }
            }
            if (type(at) != SLASH && type(at) != STAR) {
                return;
            }
            add(Lexeme.Kind.OPERATOR);
        }
    }

    private static boolean isPlainName(int type) {
        return type == NAME || type == QUOTED_NAME || Words.isClauseWord(type);
    }

    private void add(Lexeme.Kind kind) {
        lexemes.add(new Lexeme(Mistake.span(tokens.get(at)), kind));
        at++;
    }

    private int type(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index).getType() : Token.EOF;
    }

    private Lexeme.Kind kind(int type) {
        return switch (type) {
            case NUMBER, MONEY -> Lexeme.Kind.NUMBER;
            case UNIT -> Lexeme.Kind.UNIT;
            case TEXT, UNCLOSED_TEXT -> Lexeme.Kind.TEXT;
            case NAME, QUOTED_NAME, UNCLOSED_NAME -> Lexeme.Kind.NAME;
            case STRAY -> Lexeme.Kind.STRAY;
            default -> Words.isOpening(type) || Words.isClosing(type)
                    ? Lexeme.Kind.BRACKET
                    : !Words.isSpelt(type)
                            ? Lexeme.Kind.OPERATOR
                            : isKeyword(type) ? Lexeme.Kind.KEYWORD : Lexeme.Kind.NAME;
        };
    }

    /** Whether a word that may be a keyword is one here. */
    private boolean isKeyword(int type) {
        boolean first = at == 0 && Words.isItemWord(type);
        if (first || !Words.isReserved(type) && !Words.isClauseWord(type)) {
            return first;
        }
        if (type(at - 1) == DOT) {
            return false;
        }
        boolean label = type(at + 1) == COLON;
        if (Words.isReserved(type)) {
            return !label;
        }
        if (label || type(at + 1) == ASSIGN) {
            return false;
        }
        if (type >= KEEP && type <= PER) {
            return !declares.isEmpty() && declares.peek() && beginsEntry();
        }
        if (type == MINIMIZE || type == MAXIMIZE) {
            return type(at - 1) == ASSIGN && type(0) == ALLOCATE;
        }
        boolean axes = type == OVER && type(at - 1) == ASSIGN && type(0) == SWEEP;
        return axes || type == TO && type(at - 1) == SUBJECT || endsOperand(at - 1);
    }

    /** Whether an entry of a block may begin here: behind its bracket, a comma, or on a line of its own. */
    private boolean beginsEntry() {
        int before = type(at - 1);
        return before == LBRACE || before == COMMA || tokens.get(at - 1).getLine() < tokens.get(at).getLine() || endsOperand(at - 1);
    }

    /** Whether a token ends an operand, so that no name can stand behind it. */
    private boolean endsOperand(int index) {
        return switch (type(index)) {
            case NUMBER, MONEY, UNIT, TEXT, NAME, QUOTED_NAME, RPAREN, RBRACK, RBRACE, TRUE, FALSE, MISSING -> true;
            default -> isPlainName(type(index)) && lexemes.getLast().kind() == Lexeme.Kind.NAME;
        };
    }
}
