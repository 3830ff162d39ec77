package org.isoflop.stdlib.optimise;

/** A smooth function of several variables with its gradient. */
@FunctionalInterface
public interface Slope {
    /**
     * The value at a point; NaN or infinite where there is none.
     *
     * @param point as many numbers as variables, not to be written
     * @param gradient where the gradient is to be written
     */
    double at(double[] point, double[] gradient);
}
