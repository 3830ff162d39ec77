package org.isoflop.interpreter.function;

import java.util.List;

/** Optimal sizes from runs of equal compute and from training curves. */
final class Curves {
    private Curves() {
    }

    static List<Function> all() {
        return List.of(IsoFlops.function());
    }
}
