package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.kernel.Functions;

/**
 * Loops over the residuals of a block: what each costs, its slope, the slope's slope (curvature) and the slope divided by
 * the residual (the weight of reweighted least squares, never below the curvature).
 */
final class Rows {
    private Rows() {
    }

    /** Fills cost, slope, curvature and reweighting for the first {@code n} residuals. */
    static void losses(Loss loss, double[] r, double[] cost, double[] slope, double[] curvature, double[] reweighting, int n) {
        // Tests of type, not a pattern switch: this runs cold in every process, and a switch links slowly.
        if (loss instanceof Loss.Huber huber) {
            huber(huber.delta(), r, cost, slope, curvature, reweighting, n);
        } else if (loss instanceof Loss.Squared) {
            squared(r, cost, slope, curvature, reweighting, n);
        } else if (loss instanceof Loss.Cauchy cauchy) {
            cauchy(cauchy.scale(), r, cost, slope, curvature, reweighting, n);
        } else if (loss instanceof Loss.Asymmetric asymmetric) {
            huber(asymmetric.delta(), r, cost, slope, curvature, reweighting, n);
            asymmetric(asymmetric.weight(), r, cost, slope, curvature, reweighting, n);
        } else {
            absolute(r, cost, slope, curvature, reweighting, n);
        }
    }

    /** Bends nowhere but at zero; rows count alike in the metric. */
    private static void absolute(double[] r, double[] cost, double[] slope, double[] curvature, double[] reweighting, int n) {
        for (int i = 0; i < n; i++) {
            cost[i] = Math.abs(r[i]);
            slope[i] = Math.signum(r[i]);
            curvature[i] = 0;
            reweighting[i] = 1;
        }
    }

    private static void squared(double[] r, double[] cost, double[] slope, double[] curvature, double[] reweighting, int n) {
        for (int i = 0; i < n; i++) {
            cost[i] = 0.5 * r[i] * r[i];
            slope[i] = r[i];
            curvature[i] = 1;
            reweighting[i] = 1;
        }
    }

    private static void cauchy(double scale, double[] r, double[] cost, double[] slope, double[] curvature, double[] reweighting, int n) {
        double inverse = 1 / (scale * scale);
        for (int i = 0; i < n; i++) {
            curvature[i] = r[i] * r[i] * inverse;
        }
        Functions.log1p(cost, curvature, slope, reweighting, new double[n], n);
        for (int i = 0; i < n; i++) {
            double square = r[i] * r[i] * inverse;
            double weight = 1 / (1 + square);
            cost[i] = 0.5 / inverse * cost[i];
            slope[i] = r[i] * weight;
            curvature[i] = (1 - square) * weight * weight;
            reweighting[i] = weight;
        }
    }

    private static void asymmetric(double weight, double[] r, double[] cost, double[] slope, double[] curvature, double[] reweighting,
            int n) {
        for (int i = 0; i < n; i++) {
            double factor = r[i] < 0 ? weight : 1;
            cost[i] *= factor;
            slope[i] *= factor;
            curvature[i] *= factor;
            reweighting[i] *= factor;
        }
    }

    /**
     * Without comparisons, so that the optimising compiler makes vector code of it, and without {@code Math.min}, which is slow with the
     * quick one: on which side of delta a row is, is a factor, exactly one, zero or minus one.
     */
    private static void huber(double delta, double[] r, double[] cost, double[] slope, double[] curvature, double[] reweighting, int n) {
        for (int i = 0; i < n; i++) {
            double size = Math.abs(r[i]);
            double over = r[i] - delta;
            over += Math.abs(over);
            double under = -delta - r[i];
            under += Math.abs(under);
            double side = (over - under) / (over + under + Double.MIN_NORMAL);
            double outside = Math.abs(side);
            double within = 1 - outside;
            double inner = Math.fma(outside, delta, within * size);
            cost[i] = inner * (size - 0.5 * inner);
            slope[i] = Math.fma(side, delta, within * r[i]);
            reweighting[i] = delta / Math.fma(within, delta, outside * size);
            curvature[i] = within;
        }
    }

    /** Turns log targets into residuals, and predictions into the residual's slope by them. */
    static void logResiduals(double[] r, double[] chain, double[] logarithms, double[] predictions, int n) {
        for (int i = 0; i < n; i++) {
            r[i] = r[i] - logarithms[i];
            chain[i] = -1 / predictions[i];
        }
    }

    static void plainResiduals(double[] r, double[] chain, double[] predictions, int n) {
        for (int i = 0; i < n; i++) {
            r[i] = r[i] - predictions[i];
            chain[i] = -1;
        }
    }

    /** From inverse targets. */
    static void relativeResiduals(double[] r, double[] chain, double[] predictions, int n) {
        for (int i = 0; i < n; i++) {
            chain[i] = -r[i];
            r[i] = 1 - r[i] * predictions[i];
        }
    }

    /** From slope and curvatures by the residual to those by the prediction. */
    static void chain(boolean bent, double[] chain, double[] slope, double[] curvature, double[] reweighting, int n) {
        double bend = bent ? 1 : 0;
        for (int i = 0; i < n; i++) {
            double square = chain[i] * chain[i];
            curvature[i] = Math.fma(bend, slope[i], curvature[i]) * square;
            reweighting[i] = reweighting[i] * square;
            slope[i] = slope[i] * chain[i];
        }
    }

    static void addTimes(double[] to, double factor, double[] what, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(factor, what[i], to[i]);
        }
    }

    /** Adds different multiples of one to two. */
    static void addTimes(double[] to, double factor, double[] other, double otherFactor, double[] what, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(factor, what[i], to[i]);
            other[i] = Math.fma(otherFactor, what[i], other[i]);
        }
    }

    /** From the prediction's second derivative along a direction, and its first, to the residual's, reweighted and by the prediction's slope. */
    static void bend(boolean bent, double[] chain, double[] reweighting, double[] first, double[] second, int n) {
        double bend = bent ? 1 : 0;
        for (int i = 0; i < n; i++) {
            second[i] = reweighting[i] * Math.fma(bend * chain[i] * first[i], first[i], second[i]);
        }
    }

    static void weigh(double[] cost, double[] by, int n) {
        for (int i = 0; i < n; i++) {
            cost[i] *= by[i];
        }
    }

    static void weigh(double[] slope, double[] curvature, double[] reweighting, double[] by, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] *= by[i];
            curvature[i] *= by[i];
            reweighting[i] *= by[i];
        }
    }

    static void multiply(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }
}
