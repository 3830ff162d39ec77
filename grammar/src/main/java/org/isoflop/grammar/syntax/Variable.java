package org.isoflop.grammar.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable of an allocation: exactly one of {@code unit} ({@code N: params}) and {@code domain} is present. */
public record Variable(Span span, Name name, List<Name> parts, @Nullable UnitExpression unit, @Nullable Expression domain)
        implements Syntax {
    public Variable {
        parts = List.copyOf(parts);
    }
}
