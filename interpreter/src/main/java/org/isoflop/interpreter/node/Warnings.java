package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Declaration;
import org.jspecify.annotations.Nullable;

/** What was warned of; of warnings with one code at one place under one item the first stays. */
final class Warnings {
    private final Map<List<Object>, Raised> raised = new LinkedHashMap<>();

    /**
     * A warning with its reason: the instance or output whose evaluation raised it, null where nothing was being evaluated. It stays as
     * long as that stays as it is.
     */
    private record Raised(Run.Warning warning, @Nullable Object cause) {
    }

    /** @param underWay the items that are being evaluated, the innermost first */
    void raise(Diagnostic diagnostic, Collection<Declaration> underWay, @Nullable Object cause) {
        Set<Declaration> owners = new LinkedHashSet<>(underWay);
        Diagnostic.Label label = diagnostic.labels().isEmpty() ? null : diagnostic.labels().getFirst();
        List<Object> key = new ArrayList<>();
        key.add(diagnostic.code());
        key.add(label == null ? diagnostic.message() : label);
        if (!owners.isEmpty()) {
            key.add(List.copyOf(owners).getLast());
        }
        Raised known = raised.get(key);
        if (known == null) {
            raised.put(key, new Raised(new Run.Warning(diagnostic, owners), cause));
        } else {
            known.warning.owners().addAll(owners);
        }
    }

    List<Run.Warning> all() {
        List<Run.Warning> all = new ArrayList<>();
        raised.values().forEach(each -> all.add(each.warning));
        return all;
    }

    /**
     * Takes over what another state of the study was warned of.
     *
     * @param successor what stands for an instance or output in this state, null if nothing does
     * @param owner what stands for an item
     */
    void take(Warnings before, Function<Object, @Nullable Object> successor, Function<Declaration, Declaration> owner) {
        before.raised.values().forEach(each -> {
            Object cause = each.cause == null ? null : successor.apply(each.cause);
            if (cause != null) {
                Set<Declaration> owners = new LinkedHashSet<>();
                each.warning.owners().forEach(old -> owners.add(owner.apply(old)));
                raise(each.warning.diagnostic(), owners, cause);
            }
        });
    }

    /** Says of every warning where its place is now. */
    void move(Function<Diagnostic, Diagnostic> moved) {
        raised.replaceAll((key, each) -> new Raised(
                new Run.Warning(moved.apply(each.warning.diagnostic()), each.warning.owners()), each.cause));
    }
}
