package org.isoflop.stdlib.curves;

import java.util.Arrays;

/** A number with its draws, NaN where a resample has none. Draws of one number of each kind belong to one resample. */
public record Estimate(double point, double[] draws) {
    static Estimate unknown(int draws) {
        double[] none = new double[draws];
        Arrays.fill(none, Double.NaN);
        return new Estimate(Double.NaN, none);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Estimate estimate && Double.compare(estimate.point, point) == 0 && Arrays.equals(estimate.draws, draws);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(point) + Arrays.hashCode(draws);
    }

    @Override
    public String toString() {
        return point + " with " + draws.length + " draws";
    }
}
