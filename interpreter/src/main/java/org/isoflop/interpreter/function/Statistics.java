package org.isoflop.interpreter.function;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isoflop.interpreter.value.Numbers;

/** The statistics behind the aggregates, on numbers that are all known. Of too few numbers they are NaN. */
final class Statistics {
    /** Squares of numbers below two to so much can be held and summed. */
    private static final int HELD = 450;
    private static final int LARGEST_UNIT = 1000;

    private Statistics() {
    }

    static double sum(double[] x) {
        double sum = 0;
        for (double one : x) {
            sum += one;
        }
        return sum;
    }

    static double mean(double[] x) {
        return sum(x) / x.length;
    }

    /** Sample standard deviation, with n - 1. */
    static double deviation(double[] x) {
        if (x.length < 2) {
            return Double.NaN;
        }
        double unit = unit(x);
        double[] y = in(unit, x);
        return unit * Math.sqrt(covariance(y, y) / (y.length - 1));
    }

    private static double[] in(double unit, double[] x) {
        return unit == 1 ? x : Arrays.stream(x).map(one -> one / unit).toArray();
    }

    /** A power of two as a unit in which squares of numbers can be held; 1 where they can be anyway. */
    private static double unit(double[] x) {
        int exponent = Math.getExponent(Arrays.stream(x).map(Math::abs).max().orElse(1));
        return Math.abs(exponent) < HELD ? 1 : Math.scalb(1.0, Math.clamp(exponent, -LARGEST_UNIT, LARGEST_UNIT));
    }

    /** The sum of products of distances from the means. */
    private static double covariance(double[] x, double[] y) {
        double ofX = mean(x);
        double ofY = mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - ofX) * (y[i] - ofY);
        }
        return sum;
    }

    /** The quantile by linear interpolation between order statistics (definition 7 of Hyndman and Fan 1996); reorders. */
    static double quantile(double[] x, double probability) {
        Arrays.sort(x);
        return Numbers.quantile(x, x.length, probability);
    }

    static double smallest(double[] x) {
        return Arrays.stream(x).min().orElse(Double.NaN);
    }

    static double largest(double[] x) {
        return Arrays.stream(x).max().orElse(Double.NaN);
    }

    /** The first place of the smallest number, or of the largest for {@code sign} -1; -1 if there is none. */
    static int extreme(double[] x, int sign) {
        int best = -1;
        for (int i = 0; i < x.length; i++) {
            if (x[i] == x[i] && (best < 0 || sign * x[i] < sign * x[best])) {
                best = i;
            }
        }
        return best;
    }

    /** Pearson's coefficient. */
    static double correlation(double[] x, double[] y) {
        if (x.length < 2) {
            return Double.NaN;
        }
        double[] a = in(unit(x), x);
        double[] b = in(unit(y), y);
        return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
    }

    /** Spearman's coefficient: Pearson's of the ranks, ties sharing the mean of theirs. */
    static double rankCorrelation(double[] x, double[] y) {
        return correlation(ranks(x), ranks(y));
    }

    private static double[] ranks(double[] x) {
        int[] order = IntStream.range(0, x.length).boxed().sorted((a, b) -> Double.compare(x[a] + 0.0, x[b] + 0.0))
                .mapToInt(Integer::intValue).toArray();
        double[] ranks = new double[x.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && x[order[to]] == x[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    /** The share of the observed variance that is predicted: 1 - residual sum of squares / total sum of squares. */
    static double explained(double[] observed, double[] predicted) {
        double residual = 0;
        boolean varies = false;
        for (int i = 0; i < observed.length; i++) {
            residual += (observed[i] - predicted[i]) * (observed[i] - predicted[i]);
            varies |= observed[i] != observed[0];
        }
        return varies ? 1 - residual / covariance(observed, observed) : Double.NaN;
    }
}
