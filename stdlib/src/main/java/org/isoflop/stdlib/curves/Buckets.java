package org.isoflop.stdlib.curves;

import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.Workers;

/** The lowest curve at each of many values of compute, which are the middles of even parts of its logarithm. */
final class Buckets implements Frontier {
    /** So many of the lowest runs are kept in order at each place; a resample that has none of them is rare. */
    private static final int KEPT = 16;

    private final double[] grid;
    private final double[][] losses;
    private final int[] firstPoint;
    private int[][] ranked = new int[0][];

    Buckets(List<Curve> curves, EnvelopeOptions options) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            if (curve.length() > 0) {
                low = Math.min(low, curve.logSpent[0]);
                high = Math.max(high, curve.logSpent[curve.length() - 1]);
            }
        }
        grid = new double[options.points()];
        for (int point = 0; point < grid.length; point++) {
            grid[point] = low + (point + 0.5) * ((high - low) / grid.length);
        }
        losses = new double[curves.size()][];
        firstPoint = new int[curves.size()];
        Workers.run(options.threads(), losses.length, () -> run -> {
            Curve curve = curves.get(run);
            int first = curve.length() < 2 ? 0 : place(curve.logSpent[0]);
            int end = curve.length() < 2 ? 0 : place(curve.logSpent[curve.length() - 1]);
            firstPoint[run] = first;
            losses[run] = curve.on(grid, first, end);
        });
    }

    /** The first point of the grid that is not below. */
    private int place(double log) {
        int place = Arrays.binarySearch(grid, log);
        return place >= 0 ? place : -place - 1;
    }

    private double loss(int run, int point) {
        int at = point - firstPoint[run];
        return at >= 0 && at < losses[run].length ? losses[run][at] : Double.POSITIVE_INFINITY;
    }

    /** Puts the lowest runs of each place in order, for many resamples. */
    void rank() {
        ranked = new int[grid.length][];
        int[] best = new int[KEPT];
        for (int point = 0; point < grid.length; point++) {
            int count = 0;
            for (int run = 0; run < losses.length; run++) {
                double loss = loss(run, point);
                if (loss == Double.POSITIVE_INFINITY || count == KEPT && loss >= loss(best[KEPT - 1], point)) {
                    continue;
                }
                int at = count < KEPT ? count++ : KEPT - 1;
                for (; at > 0 && loss(best[at - 1], point) > loss; at--) {
                    best[at] = best[at - 1];
                }
                best[at] = run;
            }
            ranked[point] = Arrays.copyOf(best, count);
        }
    }

    @Override
    public double[] places() {
        return grid;
    }

    /** Of equally low runs the first counts. */
    @Override
    public Lowest among(boolean[] present) {
        int[] runs = new int[grid.length];
        double[] lowest = new double[grid.length];
        Arrays.fill(runs, -1);
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        if (ranked.length > 0) {
            for (int point = 0; point < runs.length; point++) {
                runs[point] = first(point, present);
                lowest[point] = runs[point] < 0 ? Double.NaN : loss(runs[point], point);
            }
            return new Lowest(runs, lowest);
        }
        for (int run = 0; run < losses.length; run++) {
            double[] values = losses[run];
            int offset = firstPoint[run];
            for (int i = 0; present[run] && i < values.length; i++) {
                if (values[i] < lowest[offset + i]) {
                    lowest[offset + i] = values[i];
                    runs[offset + i] = run;
                }
            }
        }
        for (int point = 0; point < runs.length; point++) {
            lowest[point] = runs[point] < 0 ? Double.NaN : lowest[point];
        }
        return new Lowest(runs, lowest);
    }

    private int first(int point, boolean[] present) {
        for (int run : ranked[point]) {
            if (present[run]) {
                return run;
            }
        }
        int best = -1;
        for (int run = 0; ranked[point].length == KEPT && run < losses.length; run++) {
            if (present[run] && loss(run, point) < (best < 0 ? Double.POSITIVE_INFINITY : loss(best, point))) {
                best = run;
            }
        }
        return best;
    }
}
