package org.isoflop.grammar.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A unit as written: factors in order, those after a {@code /} divided by. */
public record UnitExpression(Span span, List<Factor> factors) implements Syntax {
    public UnitExpression {
        factors = List.copyOf(factors);
    }

    /**
     * A named factor with its exponent, or a bare number ({@code 1/token}) where {@code name} is null.
     *
     * @param exponent as written, always positive for a number factor
     * @param divided whether a {@code /} stands before it
     */
    public record Factor(Span span, @Nullable Name name, double number, double exponent, boolean divided) implements Syntax {
    }
}
