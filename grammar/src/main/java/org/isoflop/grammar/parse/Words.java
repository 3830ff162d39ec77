package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

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
