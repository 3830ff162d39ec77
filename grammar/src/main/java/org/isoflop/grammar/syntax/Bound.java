package org.isoflop.grammar.syntax;

/** What a law says of the values that its coefficients may take. */
public sealed interface Bound extends Syntax {
    /** {@code > 0}, {@code <= 1}. */
    record Side(Span span, Expression.Operator operator, Expression limit) implements Bound {
    }

    /** {@code in 0..2}. */
    record Within(Span span, Expression range) implements Bound {
    }

    /** {@code free}. */
    record Free(Span span) implements Bound {
    }
}
