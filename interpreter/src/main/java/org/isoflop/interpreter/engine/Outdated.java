package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Problems;
import org.jspecify.annotations.Nullable;

/** Outputs of earlier entries that an entry makes wrong: they were performed, and stand in nobody's way. */
final class Outdated {
    private Outdated() {
    }

    /** The outputs that hold all that is wrong with a study; none where something else is wrong too. */
    static List<Item> outputs(Evaluation.Attempt attempt, Draft draft) {
        if (draft.whole() || draft.expression() != null) {
            return List.of();
        }
        List<Item> outdated = new ArrayList<>();
        for (Problems.Found found : attempt.checker().problems().found()) {
            if (found.diagnostic().isError()) {
                Item output = output(found.diagnostic(), attempt);
                if (output == null || draft.entered() != null && output.span().start() >= draft.begin()) {
                    return List.of();
                }
                if (!outdated.contains(output)) {
                    outdated.add(output);
                }
            }
        }
        return outdated;
    }

    private static @Nullable Item output(Diagnostic mistake, Evaluation.Attempt attempt) {
        if (mistake.labels().isEmpty() || mistake.labels().getFirst().source() != attempt.checker().root().source()) {
            return null;
        }
        Span at = mistake.labels().getFirst().span();
        for (Item item : attempt.checker().root().syntax().items()) {
            boolean around = item.span().start() <= at.start() && at.end() <= item.span().end();
            if (around && !(item instanceof Item.Declaration) && !(item instanceof Item.Use) && !(item instanceof Item.Header)) {
                return item;
            }
        }
        return null;
    }
}
