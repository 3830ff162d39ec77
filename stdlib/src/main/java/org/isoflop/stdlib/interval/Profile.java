package org.isoflop.stdlib.interval;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.isoflop.stdlib.fit.Coefficient;

/**
 * The least objective for each value of one coefficient, and the interval where it stays low enough (Bates and Watts 1988,
 * §6.1). Its measure is the signed root of the deviance, {@code sign(c - best) sqrt(2 (objective - least) / scale)} with the
 * scale of {@link org.isoflop.stdlib.fit.Curvature#scale}, which is distributed like t: for a linear law and squares exactly.
 */
public final class Profile {
    private final Coefficient coefficient;
    private final int degreesOfFreedom;
    private final double[] places;
    private final double[] objectives;
    private final double[] roots;
    private final double[] slopes;
    private final boolean openBelow;
    private final boolean openAbove;

    /**
     * A profile as it was traced, in numbers alone.
     *
     * @param places ascending values of the search variable
     * @param roots the signed root of the deviance at each
     * @param openBelow whether the deviance stays below all that was asked for down to the end of the range
     */
    record Trace(double[] places, double[] objectives, double[] roots, boolean openBelow, boolean openAbove) {
        Trace {
            if (objectives.length != places.length || roots.length != places.length || places.length == 0) {
                throw new IllegalArgumentException("a profile of several lengths");
            }
        }
    }

    Profile(Coefficient coefficient, int degreesOfFreedom, Trace trace) {
        this.coefficient = coefficient;
        this.degreesOfFreedom = degreesOfFreedom;
        places = trace.places();
        objectives = trace.objectives();
        roots = outermost(trace.roots());
        openBelow = trace.openBelow();
        openAbove = trace.openAbove();
        slopes = slopes(roots, places);
    }

    /** Where a profile has more than one dip, the interval ends at the outermost crossing. */
    private static double[] outermost(double[] roots) {
        double[] result = roots.clone();
        for (int i = 1; i < result.length; i++) {
            if (result[i] < 0) {
                result[i] = Math.max(result[i], result[i - 1]);
            }
        }
        for (int i = result.length - 2; i >= 0; i--) {
            if (result[i] > 0) {
                result[i] = Math.min(result[i], result[i + 1]);
            }
        }
        return result;
    }

    /** Of a curve through points that rises wherever they do (Fritsch and Butland 1984). */
    private static double[] slopes(double[] x, double[] y) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double before = i == 0 ? Double.NaN : secant(x, y, i - 1);
            double after = i == x.length - 1 ? Double.NaN : secant(x, y, i);
            if (i == 0 || i == x.length - 1) {
                result[i] = x.length == 1 ? 0 : i == 0 ? after : before;
            } else {
                double left = x[i] - x[i - 1];
                double right = x[i + 1] - x[i];
                double part = (left + 2 * right) / (3 * (left + right));
                result[i] = before * after > 0 ? before * after / (part * after + (1 - part) * before) : 0;
            }
        }
        return result;
    }

    private static double secant(double[] x, double[] y, int i) {
        return x[i + 1] > x[i] ? (y[i + 1] - y[i]) / (x[i + 1] - x[i]) : 0;
    }

    /** The coefficient's values for which the objective was found, ascending. */
    public double[] values() {
        double[] values = new double[places.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(places[i]);
        }
        return values;
    }

    /** The least objective at each of the {@link #values}. */
    public double[] objectives() {
        return objectives.clone();
    }

    /** The signed root of the deviance at each of the {@link #values}. */
    public double[] roots() {
        return roots.clone();
    }

    /** Whether no value down to the lower end of the range, or to minus infinity, is refused. */
    public boolean openBelow() {
        return openBelow;
    }

    /** Whether no value up to the upper end of the range, or to infinity, is refused. */
    public boolean openAbove() {
        return openAbove;
    }

    /** The lower and upper end of the interval that covers with a probability; an open end is that of the range. */
    public double[] interval(double level) {
        return new double[] {quantile((1 - level) / 2), quantile((1 + level) / 2)};
    }

    /** The value that all intervals up to the level {@code |2 probability - 1|} end at: the confidence distribution's quantile. */
    public double quantile(double probability) {
        if (probability <= 0 || probability >= 1) {
            return probability <= 0 ? coefficient.lower() : coefficient.upper();
        }
        return at(new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(probability));
    }

    /** The value at which the signed root of the deviance is {@code root}. */
    double at(double root) {
        int last = places.length - 1;
        if (root < roots[0]) {
            return openBelow ? coefficient.lower() : value(places[0] + (root - roots[0]) * slopes[0]);
        }
        if (root > roots[last]) {
            return openAbove ? coefficient.upper() : value(places[last] + (root - roots[last]) * slopes[last]);
        }
        int found = Arrays.binarySearch(roots, root);
        if (found >= 0) {
            return value(places[found]);
        }
        int i = -found - 2;
        double width = roots[i + 1] - roots[i];
        double t = (root - roots[i]) / width;
        double before = places[i] * (1 + 2 * t) * (1 - t) * (1 - t) + slopes[i] * width * t * (1 - t) * (1 - t);
        double after = places[i + 1] * t * t * (3 - 2 * t) - slopes[i + 1] * width * t * t * (1 - t);
        return value(before + after);
    }

    private double value(double place) {
        double value = coefficient.isLogarithmic() ? Math.exp(place) : place;
        return Math.max(coefficient.lower(), Math.min(value, coefficient.upper()));
    }
}
