package org.isoflop.repl.plot;

import java.util.HashSet;
import java.util.Set;

/** Remembers where something was drawn, so that a million points on the same spot become one. */
final class Dots {
    private static final double PER_UNIT = 4;
    private final Set<Long> drawn = new HashSet<>();
    private long last = Long.MIN_VALUE;

    private static long spot(double x, double y) {
        return Math.round(x * PER_UNIT) << 32 ^ Math.round(y * PER_UNIT) & 0xFFFFFFFFL;
    }

    /** Whether nothing was drawn there yet. */
    boolean isFresh(double x, double y) {
        return drawn.add(spot(x, y));
    }

    /** Whether this is not where the last one was. */
    boolean isMoved(double x, double y) {
        long spot = spot(x, y);
        boolean moved = spot != last;
        last = spot;
        return moved;
    }
}
