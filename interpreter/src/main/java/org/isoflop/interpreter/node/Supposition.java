package org.isoflop.interpreter.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** What if some declarations had other values: those, and the values of all that depends on them. */
public final class Supposition {
    private final @Nullable Supposition outer;
    private final Map<Instance, Value> changed;
    private final Cells cells = new Cells();
    private final Map<Instance, Boolean> touched = new HashMap<>();

    /** @param outer what is supposed besides */
    Supposition(Map<Instance, Value> changed, @Nullable Supposition outer) {
        this.changed = Map.copyOf(changed);
        this.outer = outer;
        cells.values().putAll(changed);
    }

    @Nullable
    Supposition outer() {
        return outer;
    }

    /** The supposed values and those that follow from them. */
    Cells cells() {
        return cells;
    }

    /** Whether a declaration is changed, or mentions one that is, directly or through others. */
    boolean touches(Instance instance) {
        Boolean known = touched.get(instance);
        if (known != null) {
            return known;
        }
        Set<Instance> all = all(instance);
        boolean touches = all.stream().anyMatch(changed::containsKey);
        if (touches) {
            touched.put(instance, true);
        } else {
            all.forEach(each -> touched.put(each, false));
        }
        return touches;
    }

    /** A declaration and all that it mentions, directly or through others. */
    public static Set<Instance> all(Instance from) {
        Set<Instance> seen = new HashSet<>(Set.of(from));
        Deque<Instance> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Instance used : open.pop().uses()) {
                if (seen.add(used)) {
                    open.push(used);
                }
            }
        }
        return seen;
    }
}
