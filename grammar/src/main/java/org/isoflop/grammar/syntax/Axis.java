package org.isoflop.grammar.syntax;

/** An axis of a sweep: {@code C in geomspace(1e18..1e26 FLOP, 33)}. */
public record Axis(Span span, Name name, Expression domain) implements Syntax {
}
