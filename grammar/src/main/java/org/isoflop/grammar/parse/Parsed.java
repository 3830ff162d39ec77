package org.isoflop.grammar.parse;

import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Study;

/**
 * What was read of a study.
 *
 * @param study the items without a mistake; all of them if there are no diagnostics
 * @param diagnostics at most one for each item, in the order of the text
 * @param incomplete whether the only mistake is that the text ends too early, so that more of it may follow
 * @param unread names that the items with a mistake would have declared: to call them unknown would be a second complaint
 */
public record Parsed(Study study, List<Diagnostic> diagnostics, boolean incomplete, Set<String> unread) {
    public Parsed {
        diagnostics = List.copyOf(diagnostics);
        unread = Set.copyOf(unread);
    }

    public boolean isCorrect() {
        return diagnostics.isEmpty();
    }
}
