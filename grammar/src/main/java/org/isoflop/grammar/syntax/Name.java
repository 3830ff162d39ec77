package org.isoflop.grammar.syntax;

/** A name as written; {@code text} is without the backquotes that {@code quoted} tells of. */
public record Name(Span span, String text, boolean quoted) implements Syntax {
    @Override
    public String toString() {
        return text;
    }
}
