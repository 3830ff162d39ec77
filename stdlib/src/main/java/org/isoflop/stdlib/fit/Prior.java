package org.isoflop.stdlib.fit;

/**
 * What is believed of a coefficient beforehand: it adds {@code (value - mean)^2 / (2 deviation^2)}, times the residuals'
 * spread as {@link FitProblem} defines it, to the objective.
 */
public record Prior(double mean, double deviation) {
    public Prior {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("a prior's deviation must be positive, not " + deviation);
        }
    }
}
