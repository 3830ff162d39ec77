package org.isoflop.stdlib.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The checkpoints at the corners of the lower convex hull of all, over the logarithms of compute and loss, as far as it falls.
 * Only corners of a run's own hull can be corners of it, so that few checkpoints are looked at.
 */
final class Hull implements Frontier {
    /** A checkpoint; {@code place} counts those of all runs by compute. */
    private record Corner(double log, double logLoss, int run) {
    }

    private final List<Corner> corners;
    private final double[] places;

    Hull(List<Curve> curves) {
        List<Corner> all = new ArrayList<>();
        for (int run = 0; run < curves.size(); run++) {
            Curve curve = curves.get(run);
            List<Corner> own = new ArrayList<>();
            for (int i = 0; i < curve.length(); i++) {
                push(own, new Corner(curve.logSpent[i], Math.log(curve.losses[i]), run));
            }
            all.addAll(own);
        }
        all.sort(Comparator.comparingDouble(Corner::log).thenComparingDouble(Corner::logLoss));
        corners = all;
        places = all.stream().mapToDouble(Corner::log).toArray();
    }

    /** Adds a corner to the right of a lower hull, dropping those that are no longer corners (Andrew's monotone chain). */
    private static void push(List<Corner> hull, Corner next) {
        while (hull.size() > 1 && turn(hull.get(hull.size() - 2), hull.getLast(), next) <= 0) {
            hull.removeLast();
        }
        hull.add(next);
    }

    private static double turn(Corner a, Corner b, Corner c) {
        return (b.log - a.log) * (c.logLoss - a.logLoss) - (b.logLoss - a.logLoss) * (c.log - a.log);
    }

    @Override
    public double[] places() {
        return places;
    }

    @Override
    public Lowest among(boolean[] present) {
        List<Corner> hull = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            Corner next = corners.get(i);
            if (present[next.run]) {
                push(hull, next);
                while (at.size() >= hull.size()) {
                    at.removeLast();
                }
                at.add(i);
            }
        }
        int[] runs = new int[places.length];
        double[] losses = new double[places.length];
        Arrays.fill(runs, -1);
        Arrays.fill(losses, Double.NaN);
        for (int i = 0; i < hull.size(); i++) {
            // The hull falls from one corner to the next until it is lowest.
            boolean falls = i == 0 || hull.get(i).logLoss < hull.get(i - 1).logLoss;
            if (!falls) {
                break;
            }
            runs[at.get(i)] = hull.get(i).run;
            losses[at.get(i)] = Math.exp(hull.get(i).logLoss);
        }
        return new Lowest(runs, losses);
    }
}
