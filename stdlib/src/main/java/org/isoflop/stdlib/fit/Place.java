package org.isoflop.stdlib.fit;

/**
 * A minimum as a place: an end of the same objective is the same place if nothing rises on the way to it. So a flat valley
 * is one place, and two minima that happen to be equally deep, as where terms are exchanged, are two.
 */
final class Place {
    private static final double[] BETWEEN = {0.5, 0.25, 0.75};

    private final Search.End end;
    private final double tolerance;
    private final double[][] metric;
    private boolean known;

    Place(Search.End end, double floor) {
        this.end = end;
        metric = new double[end.point().length][];
        tolerance = Search.SAME * end.value() + floor;
    }

    private void know(Objective objective) {
        known = true;
        objective.measured = true;
        objective.evaluate(end.point(), true);
        for (int j = 0; j < metric.length; j++) {
            metric[j] = objective.metric[j].clone();
        }
    }

    boolean reaches(Objective objective, Search.End other) {
        if (!known) {
            know(objective);
        }
        if (quadratic(other.point()) <= 8 * tolerance) {
            return true;
        }
        double[] point = new double[metric.length];
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

    /** The square of the distance in the metric: half of it is by how much the objective would rise. */
    private double quadratic(double[] to) {
        double sum = 0;
        for (int j = 0; j < metric.length; j++) {
            double moved = to[j] - end.point()[j];
            double slope = metric[j][j] * moved;
            for (int k = 0; k < j; k++) {
                slope += 2 * metric[j][k] * (to[k] - end.point()[k]);
            }
            sum += slope * moved;
        }
        return sum;
    }
}
