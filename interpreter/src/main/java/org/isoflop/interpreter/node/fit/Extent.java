package org.isoflop.interpreter.node.fit;

/**
 * From the least to the largest of values of which none is NaN. They are compared by hand, since with the quick compiler
 * {@link Math#min} is a call for each of a million rows.
 */
record Extent(double low, double high) {
    static Extent of(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        return new Extent(low, high);
    }
}
