package org.isoflop.stdlib.fit;

import org.jspecify.annotations.Nullable;

/**
 * A minimum as a place: an end of the same objective is the same place if nothing rises on the way to it. So a flat valley
 * is one place, and two minima that happen to be equally deep, as where terms are exchanged, are two.
 */
final class Place {
    private static final double[] BETWEEN = {0.5, 0.25, 0.75};

    private final Search.End end;
    private final double tolerance;
    private final double[] moved;
    private @Nullable Symmetric metric;

    Place(Search.End end, double floor) {
        this.end = end;
        moved = new double[end.point().length];
        tolerance = Search.SAME * end.value() + floor;
    }

    private Symmetric metric(Objective objective) {
        Symmetric known = metric;
        if (known == null) {
            objective.measured = true;
            objective.evaluate(end.point(), true);
            known = new Symmetric(objective.shape(), objective.metric.values().clone());
            metric = known;
        }
        return known;
    }

    boolean reaches(Objective objective, Search.End other) {
        for (int j = 0; j < moved.length; j++) {
            moved[j] = other.point()[j] - end.point()[j];
        }
        // Half of the square of the distance in the metric is by how much the objective would rise.
        if (metric(objective).product(moved, moved) <= 8 * tolerance) {
            return true;
        }
        double[] point = new double[moved.length];
        for (double part : BETWEEN) {
            for (int j = 0; j < point.length; j++) {
                point[j] = end.point()[j] + part * (other.point()[j] - end.point()[j]);
            }
            objective.evaluate(point, false);
            if (!(objective.value - end.value() <= 2 * tolerance)) {
                return false;
            }
        }
        return true;
    }
}
