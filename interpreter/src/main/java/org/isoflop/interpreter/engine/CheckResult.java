package org.isoflop.interpreter.engine;

import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;

/** What was found in a study before anything ran. */
public record CheckResult(List<Diagnostic> diagnostics) {
    public CheckResult {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.isError()) {
                return true;
            }
        }
        return false;
    }
}
