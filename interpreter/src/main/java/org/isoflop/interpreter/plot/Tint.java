package org.isoflop.interpreter.plot;

/** How something is told from its neighbours; which colour that is, is for the drawing to say. */
public sealed interface Tint {
    /** One of several that have no order, counted from zero. */
    record Nth(int index) implements Tint {
    }

    /** One of several in order: its place between the first, 0, and the last, 1. */
    record Share(double share) implements Tint {
    }

    /** What lies behind, and what stands out before everything else. */
    enum Plain implements Tint {
        FAINT, STRONG
    }
}
