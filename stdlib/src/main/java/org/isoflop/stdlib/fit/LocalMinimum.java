package org.isoflop.stdlib.fit;

/** Where descents ended: the objective there, the coefficients in their order, and how many starts led to it. */
public record LocalMinimum(double objective, double[] coefficients, int starts) {
}
