package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.CARET;
import static org.isoflop.grammar.antlr.StudyLexer.COMMA;
import static org.isoflop.grammar.antlr.StudyLexer.COMMENT;
import static org.isoflop.grammar.antlr.StudyLexer.DOC_COMMENT;
import static org.isoflop.grammar.antlr.StudyLexer.LET;
import static org.isoflop.grammar.antlr.StudyLexer.LET_ITEM;
import static org.isoflop.grammar.antlr.StudyLexer.LINE_BREAK;
import static org.isoflop.grammar.antlr.StudyLexer.MINUS;
import static org.isoflop.grammar.antlr.StudyLexer.MONEY;
import static org.isoflop.grammar.antlr.StudyLexer.NAME;
import static org.isoflop.grammar.antlr.StudyLexer.NUMBER;
import static org.isoflop.grammar.antlr.StudyLexer.SLASH;
import static org.isoflop.grammar.antlr.StudyLexer.STAR;
import static org.isoflop.grammar.antlr.StudyLexer.STRAY;
import static org.isoflop.grammar.antlr.StudyLexer.UNIT;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Pair;
import org.isoflop.grammar.antlr.StudyLexer;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study.Comment;
import org.jspecify.annotations.Nullable;

/**
 * Decides between lexer and parser what depends on the place of a word. An item word is a keyword only first on its
 * line, and there outside all brackets or at the left margin; a name behind a number on its line is, with its tight
 * tail, a unit; a number grown together with letters is a mistake. Cuts the tokens into items on the way, so that a
 * mistake in one never hides the next.
 */
final class TokenFilter {
    private final Source source;
    private final boolean expression;
    private final StudyLexer lexer;
    private final List<Token> raw = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final Map<Integer, String> documentation = new HashMap<>();
    private final List<Chunk> chunks = new ArrayList<>();

    private List<Token> tokens = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>();
    private @Nullable Diagnostic mistake;

    /** Reads the whole source; for a lone expression no word begins an item. */
    TokenFilter(Source source, boolean expression) {
        this(source, expression, 0);
    }

    /** @param from the offset at which reading begins, where an item ends */
    TokenFilter(Source source, boolean expression, int from) {
        this.source = source;
        this.expression = expression;
        this.lexer = new StudyLexer(new SourceStream(source, from));
        read();
        cut();
    }

    List<Chunk> chunks() {
        return chunks;
    }

    List<Comment> comments() {
        return comments;
    }

    /** The doc comment before a token, by the offset of the token. */
    Map<Integer, String> documentation() {
        return documentation;
    }

    /** Collects what the parser sees; comments go to their lists, line breaks are left out. */
    private void read() {
        StringBuilder doc = new StringBuilder();
        boolean documented = false;
        for (Token token = lexer.nextToken();; token = lexer.nextToken()) {
            switch (token.getType()) {
                case LINE_BREAK -> {
                }
                case COMMENT -> comments.add(comment(token));
                case DOC_COMMENT -> {
                    comments.add(comment(token));
                    // Behind other words it is a remark on them, not on what comes next.
                    if (isFirstOnLine(source, token)) {
                        doc.append(documented ? "\n" : "").append(docText(token));
                        documented = true;
                    }
                }
                default -> {
                    if (documented && token.getType() != COMMA) {
                        documentation.put(token.getStartIndex(), doc.toString());
                        doc.setLength(0);
                        documented = false;
                    }
                    if (token.getType() == NAME) {
                        ((CommonToken) token).setType(Mistake.isName(source, token) ? Words.type(token.getText()) : STRAY);
                    }
                    raw.add(token);
                    if (token.getType() == Token.EOF) {
                        return;
                    }
                }
            }
        }
    }

    private Comment comment(Token token) {
        Span span = Mistake.span(token);
        return new Comment(span, source.text(span).stripTrailing());
    }

    private String docText(Token token) {
        String text = source.text().substring(token.getStartIndex() + 2, token.getStopIndex() + 1).stripTrailing();
        return text.startsWith(" ") ? text.substring(1) : text;
    }

    private void cut() {
        for (int i = 0; i < raw.size();) {
            Token token = raw.get(i);
            int type = token.getType();
            if (type == Token.EOF) {
                finish(token);
                return;
            }
            if (Words.isItemWord(type)) {
                itemWord((CommonToken) token);
            }
            if (Words.isOpening(type)) {
                open.push(token);
            } else if (Words.isClosing(type) && !open.isEmpty()) {
                open.pop();
            }
            if (mistake == null) {
                mistake = Mistake.unreadable(source, token);
            }
            tokens.add(token);
            i++;
            if (type == NUMBER || type == MONEY) {
                i = unit(token, i);
            }
        }
    }

    private void itemWord(CommonToken token) {
        if (!expression && isFirstOnLine(source, token) && (open.isEmpty() || isAtMargin(source, token))) {
            if (!tokens.isEmpty()) {
                finish(token);
            }
            if (token.getType() == LET) {
                token.setType(LET_ITEM);
            }
        } else if (token.getType() != LET) {
            token.setType(NAME);
        }
    }

    /** Joins the unit behind a number into one token; the index after it. */
    private int unit(Token number, int first) {
        Token next = raw.get(first);
        int end = first;
        if (isPlainName(next) && (Words.touch(number, next) || isOnSameLine(number, next))) {
            if (Words.touch(number, next) && mistake == null) {
                mistake = Mistake.grown(source, number, next);
            }
            end = tail(first + 1);
        } else if (Words.isSpelt(next.getType()) && Words.touch(number, next)) {
            if (mistake == null) {
                mistake = Mistake.grown(source, number, next);
            }
        } else if (number.getType() == MONEY && next.getType() != CARET && Words.touch(number, next)) {
            end = tail(first);
        }
        if (end > first) {
            Token last = raw.get(end - 1);
            tokens.add(new CommonToken(new Pair<>(lexer, lexer.getInputStream()), UNIT, 0, next.getStartIndex(), last.getStopIndex()));
        }
        return end;
    }

    /** The index behind the longest tight run of {@code /word}, {@code *word}, {@code ^-2}. */
    private int tail(int from) {
        int end = from;
        while (true) {
            Token sign = raw.get(end);
            if (end == 0 || !Words.touch(raw.get(end - 1), sign)) {
                return end;
            }
            if (sign.getType() == SLASH || sign.getType() == STAR) {
                Token word = raw.get(end + 1);
                if (!Words.touch(sign, word) || !(isPlainName(word) || Words.isClauseWord(word.getType()))) {
                    return end;
                }
                end += 2;
            } else if (sign.getType() == CARET) {
                int exponent = raw.get(end + 1).getType() == MINUS && Words.touch(sign, raw.get(end + 1)) ? end + 2 : end + 1;
                Token digits = raw.get(exponent);
                if (digits.getType() != NUMBER || !Words.touch(raw.get(exponent - 1), digits) || !isPlainNumber(digits)) {
                    return end;
                }
                end = exponent + 1;
            } else {
                return end;
            }
        }
    }

    private boolean isPlainName(Token token) {
        return token.getType() == NAME || Words.isItemWord(token.getType()) && token.getType() != LET;
    }

    private boolean isPlainNumber(Token token) {
        for (int i = token.getStartIndex(); i <= token.getStopIndex(); i++) {
            char c = source.text().charAt(i);
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return true;
    }

    private boolean isOnSameLine(Token left, Token right) {
        for (int i = left.getStopIndex() + 1; i < right.getStartIndex(); i++) {
            if (source.text().charAt(i) == '\n') {
                return false;
            }
        }
        return true;
    }

    static boolean isAtMargin(Source source, Token token) {
        return token.getStartIndex() == 0 || source.text().charAt(token.getStartIndex() - 1) == '\n';
    }

    static boolean isFirstOnLine(Source source, Token token) {
        for (int i = token.getStartIndex() - 1; i >= 0; i--) {
            char c = source.text().charAt(i);
            if (c == '\n') {
                return true;
            }
            if (c != ' ' && c != '\t' && c != '\u00A0' && c != '\uFEFF') {
                return false;
            }
        }
        return true;
    }

    private void finish(Token next) {
        if (!tokens.isEmpty() || expression) {
            tokens.add(end(next));
            chunks.add(new Chunk(tokens, mistake, open.peekLast()));
        }
        tokens = new ArrayList<>();
        open.clear();
        mistake = null;
    }

    /** The end of an item stands behind its last word, not before the next item's comments. */
    private Token end(Token next) {
        int at = tokens.isEmpty() ? next.getStartIndex() : tokens.getLast().getStopIndex() + 1;
        return new CommonToken(new Pair<>(lexer, lexer.getInputStream()), Token.EOF, 0, at, at - 1);
    }
}
