package org.isoflop.grammar.parse;

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
import static org.isoflop.grammar.antlr.StudyLexer.SWEEP;
import static org.isoflop.grammar.antlr.StudyLexer.UNIT_ITEM;
import static org.isoflop.grammar.antlr.StudyLexer.VOCABULARY;
import static org.isoflop.grammar.antlr.StudyLexer.WHERE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** Which tokens are item words, clause words, reserved words; the lexer's token types list each kind in one run. */
final class Words {
    private static final Map<String, Integer> TYPES = types();

    private Words() {
    }

    /** Words that begin an item, {@code let} among them. */
    static boolean isItemWord(int type) {
        return type >= STUDY && type <= ACCEPT || type == LET || type == LET_ITEM;
    }

    /** Words of items that give a name to something. */
    static boolean declares(int type) {
        return type >= UNIT_ITEM && type <= SWEEP || type == LET_ITEM;
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

    /** The token type of a word that can be a keyword, NAME for any other. */
    static int type(String word) {
        return TYPES.getOrDefault(word, NAME);
    }

    private static Map<String, Integer> types() {
        Map<String, Integer> types = new HashMap<>();
        for (int type = STUDY; type <= MISSING; type++) {
            types.put(word(type), type);
        }
        return types;
    }

    /** A keyword or sign as users type it. */
    static String word(int type) {
        if (type == LET_ITEM) {
            return "let";
        }
        if (type == UNIT_ITEM) {
            return "unit";
        }
        if (type == PLUS_OR_MINUS) {
            return "±";
        }
        String sign = VOCABULARY.getLiteralName(type);
        return sign == null ? VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT) : sign.substring(1, sign.length() - 1);
    }
}
