package org.isoflop.stdlib.curves;

/** How the size of least loss is found among the sizes that were trained with one budget. */
public enum Minimum {
    /** The vertex of a parabola over the logarithm of the size, by least squares (Hoffmann et al. 2022, section 3.2). */
    PARABOLA(4, 3),

    /** The lowest place of an Akima spline through the logarithms of size and loss (Porian et al. 2024, arXiv 2406.19146). */
    AKIMA(5, 5);

    private final int sizes;
    private final int drawn;

    Minimum(int sizes, int drawn) {
        this.sizes = sizes;
        this.drawn = drawn;
    }

    /** How many different sizes a budget must have: a parabola takes three and needs a fourth to be judged by. */
    public int sizes() {
        return sizes;
    }

    /** How many different sizes a resample must have to determine the curve at all. */
    int drawn() {
        return drawn;
    }
}
