package org.isoflop.stdlib.curves;

/** Why a budget has no minimum. Sizes are as given, not their logarithms. */
public sealed interface Refusal {
    /** The budget has fewer different sizes than the curve needs. */
    record TooFewSizes(int sizes, int needed) implements Refusal {
    }

    /** The parabola opens downwards or is flat; {@code curvature} is its coefficient of the squared logarithm. */
    record NotConvex(double curvature) implements Refusal {
    }

    /** The curve is lowest at or beyond the smallest or largest size that was trained, so that nothing was seen to rise there. */
    record NotInterior(double lowest, double smallest, double largest) implements Refusal {
        /** Whether smaller sizes would have to be trained, rather than larger ones. */
        public boolean below() {
            return lowest <= smallest;
        }
    }
}
