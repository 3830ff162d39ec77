package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.ACCEPT;
import static org.isoflop.grammar.antlr.StudyLexer.AND;
import static org.isoflop.grammar.antlr.StudyLexer.AS;
import static org.isoflop.grammar.antlr.StudyLexer.AT_LEAST;
import static org.isoflop.grammar.antlr.StudyLexer.AT_MOST;
import static org.isoflop.grammar.antlr.StudyLexer.BY;
import static org.isoflop.grammar.antlr.StudyLexer.CARET;
import static org.isoflop.grammar.antlr.StudyLexer.DOT;
import static org.isoflop.grammar.antlr.StudyLexer.ELSE;
import static org.isoflop.grammar.antlr.StudyLexer.EQUAL;
import static org.isoflop.grammar.antlr.StudyLexer.FALSE;
import static org.isoflop.grammar.antlr.StudyLexer.GREATER;
import static org.isoflop.grammar.antlr.StudyLexer.IF;
import static org.isoflop.grammar.antlr.StudyLexer.IN;
import static org.isoflop.grammar.antlr.StudyLexer.LBRACE;
import static org.isoflop.grammar.antlr.StudyLexer.LBRACK;
import static org.isoflop.grammar.antlr.StudyLexer.LESS;
import static org.isoflop.grammar.antlr.StudyLexer.LET;
import static org.isoflop.grammar.antlr.StudyLexer.LET_ITEM;
import static org.isoflop.grammar.antlr.StudyLexer.LPAREN;
import static org.isoflop.grammar.antlr.StudyLexer.MINUS;
import static org.isoflop.grammar.antlr.StudyLexer.MISSING;
import static org.isoflop.grammar.antlr.StudyLexer.MONEY;
import static org.isoflop.grammar.antlr.StudyLexer.NAME;
import static org.isoflop.grammar.antlr.StudyLexer.NOT;
import static org.isoflop.grammar.antlr.StudyLexer.NUMBER;
import static org.isoflop.grammar.antlr.StudyLexer.OR;
import static org.isoflop.grammar.antlr.StudyLexer.PER;
import static org.isoflop.grammar.antlr.StudyLexer.PLUS;
import static org.isoflop.grammar.antlr.StudyLexer.PLUS_OR_MINUS;
import static org.isoflop.grammar.antlr.StudyLexer.QUOTED_NAME;
import static org.isoflop.grammar.antlr.StudyLexer.RANGE;
import static org.isoflop.grammar.antlr.StudyLexer.SLASH;
import static org.isoflop.grammar.antlr.StudyLexer.STAR;
import static org.isoflop.grammar.antlr.StudyLexer.STUDY;
import static org.isoflop.grammar.antlr.StudyLexer.TEXT;
import static org.isoflop.grammar.antlr.StudyLexer.THEN;
import static org.isoflop.grammar.antlr.StudyLexer.TRUE;
import static org.isoflop.grammar.antlr.StudyLexer.UNEQUAL;
import static org.isoflop.grammar.antlr.StudyLexer.UNIT;
import static org.isoflop.grammar.antlr.StudyLexer.WHERE;
import static org.isoflop.grammar.antlr.StudyLexer.WITH;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says in words which tokens could have stood at a place. */
final class Expectation {
    private static final int MOST = 5;
    private static final int[] OPERATORS = {DOT, LPAREN, LBRACK, WITH, CARET, STAR, SLASH, PLUS, MINUS, PLUS_OR_MINUS, RANGE, BY, IN,
        EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST, AND, OR, AS};

    private final IntervalSet tokens;
    private final boolean expression;

    Expectation(IntervalSet tokens, boolean expression) {
        this.tokens = new IntervalSet(tokens);
        this.expression = expression;
    }

    boolean contains(int type) {
        return tokens.contains(type);
    }

    boolean isEmpty() {
        return tokens.isNil();
    }

    /** The words among them that are spelt with letters: {@code minimize}. */
    List<String> spelt() {
        List<String> spelt = new ArrayList<>();
        for (int type : tokens.toArray()) {
            if (type > 0 && Words.isSpelt(type) && type != NAME && type != QUOTED_NAME) {
                spelt.add(Words.word(type));
            }
        }
        return spelt;
    }

    /** {@code a name, `:` or `=`}. */
    String inWords() {
        List<String> words = words();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(i == 0 ? "" : i == words.size() - 1 ? " or " : ", ").append(words.get(i));
        }
        return text.toString();
    }

    private List<String> words() {
        IntervalSet left = new IntervalSet(tokens);
        List<String> words = new ArrayList<>();
        boolean end = left.contains(Token.EOF);
        if (left.contains(STUDY)) {
            removeItems(left);
            if (!end) {
                words.add("an item");
            }
        }
        if (left.contains(NUMBER) && left.contains(TRUE)) {
            words.add("an expression");
            remove(left, NUMBER, MONEY, TEXT, TRUE, FALSE, MISSING, LPAREN, LBRACK, LBRACE, MINUS, NOT, IF);
            removeNames(left);
        } else if (left.contains(NUMBER) && left.contains(NAME)) {
            words.add("a unit");
            remove(left, NUMBER);
            removeNames(left);
        } else if (left.contains(NAME)) {
            words.add("a name");
            removeNames(left);
            if (left.contains(TRUE)) {
                remove(left, LET, IN, AND, OR, NOT, IF, THEN, ELSE, AS, BY, WITH, TRUE, FALSE, MISSING);
            }
        }
        boolean operator = left.contains(STAR) && left.contains(PLUS);
        if (operator) {
            remove(left, OPERATORS);
        }
        remove(left, UNIT, Token.EOF);
        for (int type : left.toArray()) {
            words.add(type == TEXT ? "a text" : type == NUMBER ? "a number" : "`" + Words.word(type) + "`");
        }
        if (operator) {
            words.add("an operator");
        }
        if (end) {
            words.add(expression ? "the end" : "the next item");
        }
        return words.size() > MOST ? words.subList(0, MOST) : words;
    }

    private static void removeItems(IntervalSet set) {
        for (int type = STUDY; type <= ACCEPT; type++) {
            remove(set, type);
        }
        remove(set, LET_ITEM);
    }

    private static void removeNames(IntervalSet set) {
        remove(set, NAME, QUOTED_NAME);
        for (int type = WHERE; type <= PER; type++) {
            remove(set, type);
        }
    }

    private static void remove(IntervalSet set, int... types) {
        for (int type : types) {
            set.remove(type);
        }
    }
}
