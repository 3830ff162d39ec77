package org.isoflop.grammar.parse;

import org.isoflop.grammar.syntax.Span;

/** A word, sign, literal or comment of a text, and what it is at its place. */
public record Lexeme(Span span, Kind kind) {
    /** What a lexeme is. */
    public enum Kind {
        /** A word of the language, where it is one: {@code key} is one before a column's name and a name elsewhere. */
        KEYWORD,
        /** A name, in backquotes too. */
        NAME,
        /** A number or an amount of money, without its unit. */
        NUMBER,
        /** A unit behind a number as a whole, elsewhere each name in it. */
        UNIT,
        /** A text in quotes, also one that is not closed. */
        TEXT,
        /** A comment that begins with {@code #}. */
        COMMENT,
        /** A comment that begins with {@code ##}. */
        DOCUMENTATION,
        /** A sign that is no bracket. */
        OPERATOR,
        /** A bracket of any kind. */
        BRACKET,
        /** A character that belongs nowhere. */
        STRAY
    }
}
