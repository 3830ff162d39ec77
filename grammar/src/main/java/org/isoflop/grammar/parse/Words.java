package org.isoflop.grammar.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

import static org.isoflop.grammar.antlr.StudyLexer.ACCEPT;
import static org.isoflop.grammar.antlr.StudyLexer.LBRACE;
import static org.isoflop.grammar.antlr.StudyLexer.LBRACK;
import static org.isoflop.grammar.antlr.StudyLexer.LET;
import static org.isoflop.grammar.antlr.StudyLexer.LET_ITEM;
import static org.isoflop.grammar.antlr.StudyLexer.LPAREN;
import static org.isoflop.grammar.antlr.StudyLexer.MISSING;
import static org.isoflop.grammar.antlr.StudyLexer.NAME;
import static org.isoflop.grammar.antlr.StudyLexer.PER;
import static org.isoflop.grammar.antlr.StudyLexer.PLUS_OR_MINUS;
import static org.isoflop.grammar.antlr.StudyLexer.QUOTED_NAME;
import static org.isoflop.grammar.antlr.StudyLexer.RBRACE;
import static org.isoflop.grammar.antlr.StudyLexer.RBRACK;
import static org.isoflop.grammar.antlr.StudyLexer.RPAREN;
import static org.isoflop.grammar.antlr.StudyLexer.STUDY;
import static org.isoflop.grammar.antlr.StudyLexer.VOCABULARY;
import static org.isoflop.grammar.antlr.StudyLexer.WHERE;

/** Which tokens are item words, clause words, reserved words; the lexer lists each kind in one run. */
final class Words {
    private Words() {
    }

    /** Words that begin an item, {@code let} among them. */
    static boolean isItemWord(int type) {
        return type >= STUDY && type <= ACCEPT || type == LET || type == LET_ITEM;
    }

    static boolean isClauseWord(int type) {
        return type >= WHERE && type <= PER;
    }

    static boolean isReserved(int type) {
        return type >= LET && type <= MISSING;
    }

    /** What the grammar takes for a name. */
    static boolean isName(int type) {
        return type == NAME || type == QUOTED_NAME || isClauseWord(type);
    }

    /** Anything spelt with letters. */
    static boolean isSpelt(int type) {
        return type == NAME || type >= STUDY && type <= MISSING || type == LET_ITEM;
    }

    static boolean isOpening(int type) {
        return type == LPAREN || type == LBRACK || type == LBRACE;
    }

    static boolean isClosing(int type) {
        return type == RPAREN || type == RBRACK || type == RBRACE;
    }

    static boolean touch(Token left, Token right) {
        return left.getStopIndex() + 1 == right.getStartIndex();
    }

    /** The item words as users type them. */
    static List<String> items() {
        List<String> words = new ArrayList<>();
        for (int type = STUDY; type <= ACCEPT; type++) {
            words.add(word(type));
        }
        words.add("let");
        return words;
    }

    /** A keyword or sign as users type it. */
    static String word(int type) {
        if (type == LET_ITEM) {
            return "let";
        }
        if (type == PLUS_OR_MINUS) {
            return "±";
        }
        String literal = VOCABULARY.getLiteralName(type);
        return literal == null ? VOCABULARY.getSymbolicName(type) : literal.substring(1, literal.length() - 1);
    }
}
