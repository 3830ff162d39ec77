package org.isoflop.stdlib.curves;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The losses of one budget over the logarithm of the size, and where they are lowest. Rows are kept in the order of their
 * sizes and taken as often as a resample says. Not safe for use by several threads.
 */
abstract sealed class Valley permits ParabolaValley, AkimaValley {
    /** Sizes within a percent were one in the plan; a curve that goes through both would follow their noise. */
    private static final double NEAR = 0.01;

    /** The rows in the order of their sizes, as positions in what was given. */
    final int[] order;
    final double[] logSizes;
    final double[] losses;
    /** The number of each row's size, from 0, in order; sizes that are nearly the same are one. */
    final int[] sizeOf;
    final int sizes;

    // What was found last, as natural logarithms of sizes.
    double lowest;
    double loss;
    double curvature;
    double lower;
    double upper;

    /** The smallest and the largest size taken last, and the number of different ones. */
    private int first;
    private int last;
    private int taken;

    Valley(double[] sizes, double[] losses) {
        order = order(sizes);
        logSizes = IsoFlopRuns.pick(sizes, order);
        Arrays.setAll(logSizes, i -> Math.log(logSizes[i]));
        this.losses = IsoFlopRuns.pick(losses, order);
        sizeOf = new int[sizes.length];
        for (int i = 1, first = 0; i < sizeOf.length; i++) {
            boolean another = logSizes[i] > logSizes[first] + NEAR;
            first = another ? i : first;
            sizeOf[i] = sizeOf[i - 1] + (another ? 1 : 0);
        }
        this.sizes = sizeOf.length == 0 ? 0 : sizeOf[sizeOf.length - 1] + 1;
    }

    /** By insertion, as a budget has few rows, and these often stand in order. */
    private static int[] order(double[] sizes) {
        int[] order = new int[sizes.length];
        for (int i = 0; i < order.length; i++) {
            int at = i;
            for (; at > 0 && sizes[order[at - 1]] > sizes[i]; at--) {
                order[at] = order[at - 1];
            }
            order[at] = i;
        }
        return order;
    }

    static Valley of(Minimum minimum, double[] sizes, double[] losses, double tolerance) {
        return switch (minimum) {
            case PARABOLA -> new ParabolaValley(sizes, losses, tolerance);
            case AKIMA -> new AkimaValley(sizes, losses, tolerance);
        };
    }

    /** Every row once. */
    final double[] once() {
        double[] weights = new double[order.length];
        Arrays.fill(weights, 1);
        return weights;
    }

    /**
     * Finds the minimum of the rows weighted thus, in the order of sizes; says why where there is none.
     *
     * @param needed how many different sizes there must be
     */
    final @Nullable Refusal find(double[] weights, int needed) {
        survey(weights);
        if (taken < needed) {
            return new Refusal.TooFewSizes(taken, needed);
        }
        if (!trace(weights)) {
            return new Refusal.NotConvex(curvature);
        }
        boolean inside = lowest > logSizes[first] && lowest < logSizes[last];
        return inside ? null : new Refusal.NotInterior(Math.exp(lowest), Math.exp(logSizes[first]), Math.exp(logSizes[last]));
    }

    private void survey(double[] weights) {
        first = -1;
        taken = 0;
        int before = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                first = first < 0 ? i : first;
                last = i;
                taken += sizeOf[i] == before ? 0 : 1;
                before = sizeOf[i];
            }
        }
    }

    /** The curve traced last. */
    final BudgetCurve curve() {
        DoubleUnaryOperator traced = traced();
        double low = logSizes[first];
        double high = logSizes[last];
        return new BudgetCurve(Math.exp(low), Math.exp(high), size -> traced.applyAsDouble(Math.clamp(Math.log(size), low, high)));
    }

    /** The loss by the logarithm of the size on the curve traced last, from the first to the last size; later traces do not change it. */
    abstract DoubleUnaryOperator traced();

    /** Fits the curve and notes its lowest place, its curvature there and its flat part; false if it is nowhere lowest. */
    abstract boolean trace(double[] weights);
}
