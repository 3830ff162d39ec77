package org.isoflop.grammar.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parameter of an item: {@code N: params}, {@code w[web, code]}; {@code parts} is empty for a plain one. */
public record Parameter(Span span, Name name, List<Name> parts, @Nullable UnitExpression unit) implements Syntax {
    public Parameter {
        parts = List.copyOf(parts);
    }
}
