package org.isoflop.stdlib.curves;

import java.util.Arrays;

/** Centred smoothing of a curve; towards the ends the window shrinks, so that no checkpoint is lost. */
public enum Smoothing {
    /** The moving average. */
    MEAN,
    /** The moving median, which a single spike does not move. */
    MEDIAN;

    /**
     * A curve smoothed over a window of so many checkpoints, half of them before and half after each; what is missing (NaN)
     * stays so and does not count.
     *
     * @param window an odd number; 1 changes nothing
     * @throws IllegalArgumentException if the window is even or not positive
     */
    public double[] smooth(double[] curve, int window) {
        if (window < 1 || window % 2 == 0) {
            throw new IllegalArgumentException("a window of " + window);
        }
        int half = window / 2;
        return this == MEAN ? mean(curve, half) : median(curve, half);
    }

    /** Running sums of numbers that are all known, from 0 on. */
    static double[] sums(double[] curve) {
        double[] sums = new double[curve.length + 1];
        for (int i = 0; i < curve.length; i++) {
            sums[i + 1] = sums[i] + curve[i];
        }
        return sums;
    }

    /** The moving average from running sums. */
    static double[] averages(double[] sums, int half) {
        double[] smooth = new double[sums.length - 1];
        for (int i = 0; i < smooth.length; i++) {
            int from = Math.max(0, i - half);
            int to = Math.min(smooth.length, i + half + 1);
            smooth[i] = (sums[to] - sums[from]) / (to - from);
        }
        return smooth;
    }

    private static double[] mean(double[] curve, int half) {
        int count = curve.length;
        double[] sums = new double[count + 1];
        int[] known = new int[count + 1];
        for (int i = 0; i < count; i++) {
            boolean missing = Double.isNaN(curve[i]);
            sums[i + 1] = missing ? sums[i] : sums[i] + curve[i];
            known[i + 1] = missing ? known[i] : known[i] + 1;
        }
        double[] smooth = new double[count];
        for (int i = 0; i < count; i++) {
            int from = Math.max(0, i - half);
            int to = Math.min(count, i + half + 1);
            smooth[i] = Double.isNaN(curve[i]) ? Double.NaN : (sums[to] - sums[from]) / (known[to] - known[from]);
        }
        return smooth;
    }

    private static double[] median(double[] curve, int half) {
        int count = curve.length;
        double[] smooth = new double[count];
        for (int i = 0; i < count; i++) {
            double[] around = Arrays.copyOfRange(curve, Math.max(0, i - half), Math.min(count, i + half + 1));
            // What is missing is sorted to the end.
            Arrays.sort(around);
            int known = around.length;
            while (known > 0 && Double.isNaN(around[known - 1])) {
                known--;
            }
            smooth[i] = Double.isNaN(curve[i]) ? Double.NaN : (around[(known - 1) / 2] + around[known / 2]) / 2;
        }
        return smooth;
    }
}
