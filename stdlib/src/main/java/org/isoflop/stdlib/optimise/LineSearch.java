package org.isoflop.stdlib.optimise;

/**
 * A step along a direction that lowers the function enough and flattens its slope enough (the strong Wolfe conditions): first
 * outwards until such a step is bracketed, then inwards by cubic interpolation (Nocedal and Wright 2006, algorithms 3.5, 3.6).
 */
final class LineSearch {
    private static final double DECREASE = 1e-4;
    private static final double FLATTER = 0.9;
    private static final int TRIALS = 40;

    private final Slope function;
    private final double[] point;
    private final double[] gradient;
    private final double[] bestPoint;
    private final double[] bestGradient;
    private double bestValue;
    private int evaluations;

    private double value;
    private double slope;

    LineSearch(Slope function, int size) {
        this.function = function;
        point = new double[size];
        gradient = new double[size];
        bestPoint = new double[size];
        bestGradient = new double[size];
    }

    double[] point() {
        return bestPoint;
    }

    double[] gradient() {
        return bestGradient;
    }

    double value() {
        return bestValue;
    }

    int evaluations() {
        return evaluations;
    }

    /** Whether a lower point was found: the first that meets both conditions, else the lowest tried. */
    boolean along(double[] from, double[] step, double start, double[] startGradient, double first, double longest) {
        evaluations = 0;
        bestValue = start;
        double initial = dot(startGradient, step);
        double low = 0;
        double lowValue = start;
        double lowSlope = initial;
        double high = Double.NaN;
        double highValue = Double.NaN;
        double highSlope = Double.NaN;
        double length = Math.min(first, longest);
        while (evaluations < TRIALS) {
            probe(from, step, length);
            boolean steep = !(value <= start + DECREASE * length * initial) || low > 0 && value >= lowValue;
            if (!steep && Math.abs(slope) <= -FLATTER * initial) {
                return true;
            }
            if (steep || high == high && value >= lowValue) {
                high = length;
                highValue = value;
                highSlope = slope;
            } else {
                if (slope * (high == high ? high - low : 1) >= 0) {
                    high = low;
                    highValue = lowValue;
                    highSlope = lowSlope;
                }
                low = length;
                lowValue = value;
                lowSlope = slope;
                if (high != high && length >= longest) {
                    return true;
                }
            }
            if (high == high && Math.abs(high - low) <= 1e-14 * Math.max(high, low)) {
                break;
            }
            length = high == high ? between(low, lowValue, lowSlope, high, highValue, highSlope) : Math.min(4 * length, longest);
        }
        return bestValue < start;
    }

    private void probe(double[] from, double[] step, double length) {
        for (int i = 0; i < point.length; i++) {
            point[i] = from[i] + length * step[i];
        }
        value = function.at(point, gradient);
        evaluations++;
        slope = dot(gradient, step);
        if (!(Math.abs(value) <= Double.MAX_VALUE) || slope != slope) {
            value = Double.POSITIVE_INFINITY;
            slope = Double.POSITIVE_INFINITY;
        }
        if (value < bestValue) {
            bestValue = value;
            System.arraycopy(point, 0, bestPoint, 0, point.length);
            System.arraycopy(gradient, 0, bestGradient, 0, point.length);
        }
    }

    /** The minimum of the cubic through both ends, kept away from them. */
    private static double between(double a, double fa, double ga, double b, double fb, double gb) {
        double width = b - a;
        double d1 = ga + gb - 3 * (fa - fb) / (a - b);
        double root = d1 * d1 - ga * gb;
        double cubic = root >= 0
                ? b - width * (gb + Math.copySign(Math.sqrt(root), width) - d1)
                        / (gb - ga + 2 * Math.copySign(Math.sqrt(root), width))
                : Double.NaN;
        double least = Math.min(a, b) + 0.1 * Math.abs(width);
        double most = Math.max(a, b) - 0.1 * Math.abs(width);
        return cubic >= least && cubic <= most ? cubic : (a + b) / 2;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
