package org.isoflop.interpreter.node;

import org.isoflop.stdlib.keep.Keeper;
import org.isoflop.stdlib.keep.Store;

/**
 * What of a run's work is kept: what takes long by itself and, once the run as a whole takes long, also its parts, such as the fits of a
 * sweep.
 */
public final class Keeping {
    /** So much less than what is worth keeping alone is worth keeping as a part of more. */
    private static final double PART = 0.05;

    private Keeping() {
    }

    /**
     * Keeps work that is about to be prepared, if it is worth it.
     *
     * @param evaluations roughly how much it is; not yet announced
     */
    public static Keeper of(Run run, double evaluations) {
        Store store = run.settings().store();
        if (store == Store.NONE) {
            return Keeper.NONE;
        }
        return new Keeper(store, run.workload().ask(evaluations) >= store.least() ? PART * store.least() : store.least());
    }
}
