package org.isoflop.stdlib.allocate;

import java.util.Arrays;

/**
 * By draw, how far the tightest of the comparisons of a share is from holding: not above zero where all of them hold, as the logarithm of the
 * ratio of its sides if they are positive in every draw, else as their difference.
 *
 * <p>The share itself moves in steps. {@link #smoothed} lets each draw pass from failing to holding over a width that is a part of the margins'
 * own standard deviation, along the distribution function of Student's t with two degrees of freedom. Its tails are so heavy that even where
 * no draw holds there is a way to more of them. As the width goes with the spread, what is largest for normal margins stays so at any width.
 */
final class Margins {
    /** The width of the first search, in standard deviations of the margins. */
    static final double WIDE = 1;
    /** The width that breaks ties between points which as many draws hold, and gives slopes there. */
    static final double NARROW = 0.1;

    private final double[][] sides;
    private final boolean[] ratio;
    private final int[] tightest;
    private final double[] margin;
    private final int known;

    /** @param sides {@code [2 * comparison][draw]} the left, which is to be at most the right that follows it */
    Margins(double[][] sides) {
        this.sides = sides;
        ratio = new boolean[sides.length / 2];
        for (int pair = 0; pair < ratio.length; pair++) {
            ratio[pair] = positive(sides[2 * pair]) && positive(sides[2 * pair + 1]);
        }
        margin = new double[sides[0].length];
        tightest = new int[margin.length];
        int count = 0;
        for (int k = 0; k < margin.length; k++) {
            margin[k] = at(0, k);
            for (int pair = 1; pair < ratio.length; pair++) {
                double next = at(pair, k);
                if (next > margin[k] || Double.isNaN(next)) {
                    margin[k] = next;
                    tightest[k] = pair;
                }
            }
            count += Double.isNaN(margin[k]) ? 0 : 1;
        }
        known = count;
    }

    private double at(int pair, int draw) {
        double left = sides[2 * pair][draw];
        double right = sides[2 * pair + 1][draw];
        return ratio[pair] ? Math.log(left / right) : left == right ? 0 : left - right;
    }

    private static boolean positive(double[] values) {
        for (double value : values) {
            if (value <= 0) {
                return false;
            }
        }
        return true;
    }

    /** How many draws have a margin; the others do not count. */
    int known() {
        return known;
    }

    /** NaN for a draw without one. */
    double margin(int draw) {
        return margin[draw];
    }

    /** The draw with the how manieth margin from the least; -1 where there is none. */
    int place(int nth) {
        if (nth < 1 || nth > known) {
            return -1;
        }
        double value = Arrays.stream(margin).filter(each -> each == each).sorted().toArray()[nth - 1];
        int k = 0;
        while (margin[k] != value) {
            k++;
        }
        return k;
    }

    int tightest(int draw) {
        return tightest[draw];
    }

    /** What a slope of a side counts for in the margin: one over the side where a ratio is taken. */
    double weight(int side, int draw) {
        return (side % 2 == 0 ? 1 : -1) / (ratio[side / 2] ? sides[side][draw] : 1);
    }

    /** The share of the draws that hold. */
    double share() {
        int holding = 0;
        for (double each : margin) {
            holding += each <= 0 ? 1 : 0;
        }
        return (double) holding / known;
    }

    /** How many draws are nearer to the edge than a width. */
    int near(double width) {
        double unit = width * spread();
        int count = 0;
        for (double each : margin) {
            count += Math.abs(each) < unit ? 1 : 0;
        }
        return count;
    }

    /**
     * The share with soft edges.
     *
     * @param slopes by draw, takes the derivative by the margin, zero for those without one
     */
    double smoothed(double width, double[] slopes) {
        double mean = mean();
        double deviation = deviation(mean);
        double spread = deviation > 0 ? deviation : 1;
        double unit = width * spread;
        double sum = 0;
        double bySpread = 0;
        for (int k = 0; k < margin.length; k++) {
            double t = -margin[k] / unit;
            double root = Math.sqrt(1 + t * t);
            boolean finite = Math.abs(margin[k]) <= Double.MAX_VALUE;
            sum += finite ? holds(t, root) : margin[k] < 0 ? 1 : 0;
            slopes[k] = finite ? -0.5 / (root * root * root) / unit : 0;
            bySpread -= finite ? slopes[k] * margin[k] / spread : 0;
        }
        for (int k = 0; k < margin.length; k++) {
            boolean finite = Math.abs(margin[k]) <= Double.MAX_VALUE;
            double ofSpread = deviation > 0 ? (margin[k] - mean) / (known * spread) : 0;
            slopes[k] = finite ? (slopes[k] + bySpread * ofSpread) / known : 0;
        }
        return sum / known;
    }

    /** The distribution function, without the cancellation that it has far below zero. */
    private static double holds(double t, double root) {
        return t < 0 ? 0.5 / (root * (root - t)) : 0.5 * (1 + t / root);
    }

    /** The standard deviation; where all margins are the same, one. */
    private double spread() {
        double deviation = deviation(mean());
        return deviation > 0 ? deviation : 1;
    }

    private double deviation(double mean) {
        double squares = 0;
        for (double each : margin) {
            squares += Math.abs(each) <= Double.MAX_VALUE ? (each - mean) * (each - mean) : 0;
        }
        return Math.sqrt(squares / known);
    }

    private double mean() {
        double sum = 0;
        for (double each : margin) {
            sum += Math.abs(each) <= Double.MAX_VALUE ? each : 0;
        }
        return sum / known;
    }
}
