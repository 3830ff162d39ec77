package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Collects what is found, each place once: a function checked for several calls repeats itself. */
public final class Problems {
    private final List<Found> found = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();

    /** A diagnostic and the item it belongs to, null for the study as a whole. */
    public record Found(Diagnostic diagnostic, @Nullable Declaration owner) {
    }

    private record Place(String code, String message, Object source, Object span) {
    }

    public void report(Diagnostic diagnostic, @Nullable Declaration owner) {
        if (!diagnostic.labels().isEmpty()) {
            Diagnostic.Label label = diagnostic.labels().getFirst();
            if (!seen.add(new Place(diagnostic.code().word(), diagnostic.message(), label.source(), label.span()))) {
                return;
            }
        }
        found.add(new Found(diagnostic, owner));
    }

    /** Puts what was found in the order of the text, file by file. */
    void sort() {
        List<Object> sources = new ArrayList<>();
        for (Found one : found) {
            List<Diagnostic.Label> labels = one.diagnostic().labels();
            if (!labels.isEmpty() && !sources.contains(labels.getFirst().source())) {
                sources.add(labels.getFirst().source());
            }
        }
        found.sort((one, other) -> {
            int files = Integer.compare(file(one, sources), file(other, sources));
            return files != 0 ? files : Integer.compare(start(one), start(other));
        });
    }

    private static int file(Found one, List<Object> sources) {
        return one.diagnostic().labels().isEmpty() ? -1 : sources.indexOf(one.diagnostic().labels().getFirst().source());
    }

    private static int start(Found one) {
        return one.diagnostic().labels().isEmpty() ? 0 : one.diagnostic().labels().getFirst().span().start();
    }

    public List<Found> found() {
        return found;
    }

    public boolean hasErrors() {
        for (Found one : found) {
            if (one.diagnostic().isError()) {
                return true;
            }
        }
        return false;
    }
}
