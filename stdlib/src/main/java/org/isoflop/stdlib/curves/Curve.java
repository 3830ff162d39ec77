package org.isoflop.stdlib.curves;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One training run, smoothed, without its warm-up and, where they are dropped, its spikes. */
final class Curve {
    /** A spike lies so many robust standard deviations above its neighbours, and so large a share of the loss. */
    private static final double DEVIATIONS = 8;
    private static final double SHARE = 0.01;
    private static final double NORMAL = 1.4826;
    private static final int NEIGHBOURS = 2;
    /** So many residuals tell their scale. */
    private static final int SAMPLE = 256;

    /** Natural logarithms of what was spent, rising. */
    final double[] logSpent;
    final double[] losses;
    /** Natural logarithms of tokens. */
    final double @Nullable [] logTokens;
    final int spikes;

    Curve(TrainingCurves curves, int run, EnvelopeOptions options) {
        int from = curves.first()[run];
        int to = curves.first()[run + 1];
        double start = to > from ? options.warmup() * curves.spent()[to - 1] : 0;
        while (from < to && curves.spent()[from] <= start) {
            from++;
        }
        double[] raw = Arrays.copyOfRange(curves.losses(), from, to);
        double[] spent = Arrays.copyOfRange(curves.spent(), from, to);
        double[] tokens = curves.tokens() == null ? null : Arrays.copyOfRange(curves.tokens(), from, to);
        boolean[] spiked = new boolean[raw.length];
        double[] sums = Smoothing.sums(raw);
        spikes = mark(raw, sums, Math.max(NEIGHBOURS, options.window() / 2), spiked);
        if (options.dropSpikes() && spikes > 0) {
            raw = without(raw, spiked, spikes);
            sums = Smoothing.sums(raw);
            spent = without(spent, spiked, spikes);
            tokens = tokens == null ? null : without(tokens, spiked, spikes);
        }
        losses = options.window() > 1 ? Smoothing.averages(sums, options.window() / 2) : raw;
        logSpent = logarithms(spent);
        logTokens = tokens == null ? null : logarithms(tokens);
    }

    private static double[] logarithms(double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.log(numbers[i]);
        }
        return numbers;
    }

    private static double[] without(double[] all, boolean[] spiked, int spikes) {
        double[] left = new double[all.length - spikes];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            if (!spiked[i]) {
                left[count++] = all[i];
            }
        }
        return left;
    }

    /**
     * Marks checkpoints that lie far above the mean of as many neighbours before as behind. A curve that falls ever more slowly
     * lies below that mean, so that steep beginnings are no spikes.
     */
    private static int mark(double[] losses, double[] sums, int half, boolean[] spiked) {
        int count = losses.length;
        double[] above = new double[count];
        for (int i = 1; i < count - 1; i++) {
            int reach = Math.min(half, Math.min(i, count - 1 - i));
            double others = sums[i + reach + 1] - sums[i - reach] - losses[i];
            above[i] = losses[i] - others / (2 * reach);
        }
        double scale = scale(above);
        int spikes = 0;
        for (int i = 1; i < count - 1; i++) {
            spiked[i] = above[i] > Math.max(DEVIATIONS * scale, SHARE * losses[i]);
            spikes += spiked[i] ? 1 : 0;
        }
        return spikes;
    }

    private static double scale(double[] residuals) {
        int step = Math.max(1, residuals.length / SAMPLE);
        double[] sample = new double[(residuals.length + step - 1) / step];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = Math.abs(residuals[i * step]);
        }
        Arrays.sort(sample);
        return sample.length == 0 ? 0 : NORMAL * sample[sample.length / 2];
    }

    int length() {
        return losses.length;
    }

    /** The losses at those points of a rising grid that lie within the curve, from the first such point on. */
    double[] on(double[] grid, int firstPoint, int endPoint) {
        double[] values = new double[Math.max(0, endPoint - firstPoint)];
        int at = 0;
        for (int point = firstPoint; point < endPoint; point++) {
            while (at < logSpent.length - 2 && logSpent[at + 1] < grid[point]) {
                at++;
            }
            double share = (grid[point] - logSpent[at]) / (logSpent[at + 1] - logSpent[at]);
            values[point - firstPoint] = losses[at] + share * (losses[at + 1] - losses[at]);
        }
        return values;
    }

    /** The logarithm of tokens at a logarithm of what was spent. */
    double logTokensAt(double log) {
        double[] tokens = java.util.Objects.requireNonNull(logTokens);
        int place = Arrays.binarySearch(logSpent, log);
        int next = place >= 0 ? place : -place - 1;
        if (next == 0 || place >= 0) {
            return tokens[Math.min(next, tokens.length - 1)];
        }
        double share = (log - logSpent[next - 1]) / (logSpent[next] - logSpent[next - 1]);
        return tokens[next - 1] + share * (tokens[next] - tokens[next - 1]);
    }
}
