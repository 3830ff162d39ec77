package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isoflop.stdlib.Cancellation;

/**
 * Better points to descend from than a design alone has: from some of it, one coefficient after the other is moved to the best
 * of many values all over its range, what enters linearly being found anew at each. It takes thousands of projections, so
 * only doubtful fits are worth it; periods, and places of peaks, are found so and hardly otherwise.
 */
final class StartScan {
    private static final int SEEDS = 24;
    private static final int BEST = 6;
    private static final int TAKEN = 12;
    private static final int ROUNDS = 4;
    /** With more places than these they are not moved in pairs. */
    private static final int PLACES = 4;
    /** Of what is left, what a round must gain for another. */
    private static final double GAIN = 1e-3;

    private final StartDesign design;
    private final Projection projection;
    private final Cancellation cancellation;
    private double[] best = {};
    private double least;

    StartScan(StartDesign design, Cancellation cancellation) {
        this.design = design;
        this.cancellation = cancellation;
        projection = design.projection();
    }

    /** The best points that scans end at. */
    List<double[]> points() {
        List<double[]> designed = sorted(design.manyPoints());
        List<double[]> ends = new ArrayList<>();
        for (int i = 0; i < Math.min(SEEDS, designed.size()); i++) {
            // Some of them the best, the others from all over.
            int rank = i < BEST ? i : (i - BEST) * designed.size() / (SEEDS - BEST);
            ends.add(scanned(designed.get(Math.min(rank, designed.size() - 1))));
        }
        return sorted(ends).subList(0, Math.min(TAKEN, ends.size()));
    }

    /** By what is left of the squares, the least first. */
    private List<double[]> sorted(List<double[]> points) {
        double[] left = new double[points.size()];
        Integer[] order = new Integer[left.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = projection.left(points.get(i));
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> left[i]));
        List<double[]> result = new ArrayList<>(left.length);
        for (int i : order) {
            result.add(points.get(i));
        }
        return result;
    }

    private double[] scanned(double[] seed) {
        best = seed.clone();
        least = projection.left(best);
        for (int round = 0; round < ROUNDS; round++) {
            double before = least;
            int[] places = design.places();
            for (int i = 0; i < places.length && places.length <= PLACES; i++) {
                for (int k = 0; k < i; k++) {
                    scan(places[i], places[k]);
                }
            }
            for (int j : design.covered()) {
                scan(j);
            }
            if (!(before - least > GAIN * before)) {
                break;
            }
        }
        return best;
    }

    private void scan(int j) {
        cancellation.poll();
        double[] trial = best.clone();
        for (double value : design.levels(j)) {
            trial[j] = value;
            keep(trial);
        }
    }

    /** Two places at once: where one peak is hidden by another, moving either alone gains nothing. */
    private void scan(int j, int k) {
        cancellation.poll();
        double[] trial = best.clone();
        for (double one : design.along(j)) {
            for (double other : design.along(k)) {
                trial[j] = one;
                trial[k] = other;
                keep(trial);
            }
        }
    }

    private void keep(double[] trial) {
        double left = projection.left(trial);
        if (left < least) {
            least = left;
            best = trial.clone();
        }
    }
}
