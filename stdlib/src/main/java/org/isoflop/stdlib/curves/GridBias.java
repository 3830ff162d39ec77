package org.isoflop.stdlib.curves;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * How wrong the minimum of a grid of sizes is on a known surface without any noise. A parabola over the logarithm is not the shape
 * of a sum of two power laws, so that a wide grid, or one beside the optimum, shifts its vertex ("Problems with Chinchilla
 * Approach 2", arXiv 2603.22339).
 *
 * @param size the relative error of the size: the grid's over the surface's, less 1; NaN where either has no minimum
 * @param tokens the relative error of the tokens
 */
public record GridBias(double size, double tokens) {
    /** How far from the grid the surface's optimum is looked for, as a factor. */
    private static final double REACH = 1e3;
    private static final int STEPS = 400;

    /** A loss by parameters and tokens. */
    @FunctionalInterface
    public interface Surface {
        double loss(double size, double tokens);
    }

    /**
     * The bias of a grid of sizes, each trained on as many tokens as the budget allows.
     *
     * @param budget FLOP
     * @param flopPer FLOP for each parameter and token
     */
    public static GridBias of(Surface surface, double budget, double flopPer, double[] sizes, Minimum minimum) {
        double product = budget / flopPer;
        double[] losses = new double[sizes.length];
        Arrays.setAll(losses, i -> surface.loss(sizes[i], product / sizes[i]));
        Valley valley = Valley.of(minimum, sizes, losses, 0);
        double exact = optimum(surface, product, sizes);
        boolean known = valley.find(valley.once(), minimum.sizes()) == null;
        double off = known ? Math.exp(valley.lowest) / exact : Double.NaN;
        return new GridBias(off - 1, 1 / off - 1);
    }

    /** The size of least loss on the surface where size times tokens is given; NaN if it is at the end of what is searched. */
    static double optimum(Surface surface, double product, double[] sizes) {
        UnivariateFunction along = logSize -> surface.loss(Math.exp(logSize), product / Math.exp(logSize));
        double low = Math.log(Arrays.stream(sizes).min().orElseThrow() / REACH);
        double high = Math.log(Arrays.stream(sizes).max().orElseThrow() * REACH);
        double step = (high - low) / STEPS;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= STEPS; i++) {
            double value = along.value(low + i * step);
            if (value < least) {
                least = value;
                best = i;
            }
        }
        if (best == 0 || best == STEPS) {
            return Double.NaN;
        }
        double middle = low + best * step;
        return Math.exp(new BrentOptimizer(1e-11, 1e-12)
                .optimize(new MaxEval(1000), new UnivariateObjectiveFunction(along), GoalType.MINIMIZE,
                        new SearchInterval(middle - step, middle + step, middle))
                .getPoint());
    }
}
