package org.isoflop.stdlib.fit;

import java.util.Arrays;

/** Residuals at the point last asked for. Of a long table they take as much as a column, and a pass over all rows. */
final class Residuals {
    private final double[] values;
    private double[] point = {};

    Residuals(int rows) {
        values = new double[rows];
    }

    /** Those at a point; they stay until another point is asked for. */
    double[] at(Objective objective, double[] variables) {
        if (!Arrays.equals(point, variables)) {
            objective.residuals(variables, values);
            point = variables.clone();
        }
        return values;
    }
}
