package org.isoflop.grammar.parse;

import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a lone expression.
 *
 * @param expression null where the text is none
 * @param diagnostics at most one
 * @param incomplete whether the only mistake is that the text ends too early, so that more of it may follow
 */
public record ParsedExpression(@Nullable Expression expression, List<Diagnostic> diagnostics, boolean incomplete) {
    public ParsedExpression {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean isCorrect() {
        return diagnostics.isEmpty();
    }
}
