package org.isoflop.stdlib.fit;

/** A coefficient to be found, with its closed range; either end may be infinite. */
public record Coefficient(String name, double lower, double upper) {
    public Coefficient {
        if (!(lower < upper)) {
            throw new IllegalArgumentException("the range of " + name + " is empty: " + lower + ".." + upper);
        }
    }

    /** A coefficient without limits. */
    public static Coefficient free(String name) {
        return new Coefficient(name, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** A coefficient above zero. */
    public static Coefficient positive(String name) {
        return new Coefficient(name, 0, Double.POSITIVE_INFINITY);
    }

    /** Whether it is searched in its logarithm: where it may span orders of magnitude. */
    public boolean isLogarithmic() {
        return lower >= 0 && upper == Double.POSITIVE_INFINITY || lower > 0 && upper > 100 * lower;
    }

    /** Whether a value lies within 1e-6 of an end: of the range's width, or where one end is open of the value. */
    boolean isAtBound(double value) {
        double near = 1e-6 * (Double.isInfinite(upper - lower) ? Math.abs(value) : upper - lower);
        return value - lower <= near || upper - value <= near;
    }
}
