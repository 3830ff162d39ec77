package org.isoflop.grammar.syntax;

/** A definition in a {@code where} of a function: {@code a = expr}. */
public record Local(Span span, Name name, Expression value) implements Syntax {
}
