package org.isoflop.repl.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every verb, in the order of the help. */
final class Verbs {
    static final List<Verb> ALL = List.of(new RunVerb(), new ReportVerb(), new BundleVerb(), new CheckVerb(), new FormatVerb(),
            new EvaluateVerb(), new TestVerb(), new VerifyVerb(), new DocumentVerb(), new CacheVerb(), new ReplVerb(),
            new CompletionVerb());

    private Verbs() {
    }

    static @Nullable Verb find(String word) {
        for (Verb verb : ALL) {
            if (verb.usage().verb().equals(word)) {
                return verb;
            }
        }
        return null;
    }

    /** {@code run|check|fmt} */
    static String names() {
        return String.join("|", ALL.stream().map(verb -> verb.usage().verb()).toList());
    }
}
