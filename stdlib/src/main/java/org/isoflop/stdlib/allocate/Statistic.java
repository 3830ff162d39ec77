package org.isoflop.stdlib.allocate;

import org.isoflop.stdlib.kernel.Kernel;

/**
 * A number that is made of all draws of something uncertain at once, as a {@link ChanceProgram} needs it.
 *
 * @param input which input of the program's kernel (and of the kernels of later statistics) takes its value
 * @param level the probability of a {@link Kind#QUANTILE}; not read otherwise
 * @param kernel of the same inputs as the program's; gives what the statistic is of, or for a {@link Kind#SHARE} the two sides of each
 *        comparison, left to be at most right, that must hold at once
 */
public record Statistic(int input, Kind kind, double level, Kernel kernel) {
    /** What is made of the draws; those without a value do not count. */
    public enum Kind {
        /** Between order statistics by linear interpolation (definition 7 of Hyndman and Fan 1996). */
        QUANTILE,
        /** The standard deviation, with n - 1. */
        DEVIATION,
        /** No draws, but the value at the points of what is uncertain. */
        POINT,
        /** The share of the draws for which all comparisons hold. */
        SHARE
    }

    public Statistic {
        int outputs = kernel.outputCount();
        if (kind == Kind.SHARE ? outputs < 2 || outputs % 2 != 0 : outputs != 1) {
            throw new IllegalArgumentException("a statistic is of one output, a share of pairs of sides");
        }
    }
}
