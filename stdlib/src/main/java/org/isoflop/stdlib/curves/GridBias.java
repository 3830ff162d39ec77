package org.isoflop.stdlib.curves;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * How wrong the minimum of a grid of sizes is on a known surface without any noise. A parabola over the logarithm is not the shape
 * of a sum of two power laws, so that a wide grid, or one beside the optimum, shifts its vertex ("Problems with Chinchilla
 * Approach 2", arXiv 2603.22339).
 *
 * @param size the relative error of the size: the grid's over the surface's, less 1; NaN where either has no minimum
 * @param tokens the relative error of the tokens
 */
public record GridBias(Estimate size, Estimate tokens) {
    /** How far from the grid the surface's optimum is looked for, as a factor. */
    private static final double REACH = 1e3;
    private static final int STEPS = 400;
    /** The part of an interval that a step of the golden section keeps, and how many it takes to 1e-10 of the first. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int SECTIONS = 48;
    /** How far apart, in the logarithm, the losses are that the last digits of the minimum come from. */
    private static final double APART = 1e-4;

    /** A loss by parameters and tokens, with its draws. */
    @FunctionalInterface
    public interface Surface {
        /**
         * The losses of the surface itself, first, and of each of its draws.
         *
         * @param sizes parameters, for each of them
         * @param tokens tokens, for each of them
         */
        double[] losses(double[] sizes, double[] tokens);

        /** A surface that is known without draws. */
        static Surface certain(DoubleBinaryOperator loss) {
            return (sizes, tokens) -> new double[] {loss.applyAsDouble(sizes[0], tokens[0])};
        }
    }

    /**
     * The bias of a grid of sizes, each trained on as many tokens as the budget allows.
     *
     * @param draws how many draws the surface has
     * @param budget FLOP
     * @param flopPer FLOP for each parameter and token
     */
    public static GridBias of(Surface surface, int draws, double budget, double flopPer, double[] sizes, Minimum minimum) {
        Along along = new Along(surface, 1 + draws, Math.log(budget / flopPer));
        double[][] losses = new double[sizes.length][];
        Arrays.setAll(losses, i -> along.losses(Math.log(sizes[i])));
        double[] exact = along.optima(sizes);
        double[] size = new double[1 + draws];
        double[] tokens = new double[1 + draws];
        for (int k = 0; k <= draws; k++) {
            Valley valley = Valley.of(minimum, sizes, of(losses, k), 0);
            boolean known = valley.find(valley.once(), minimum.sizes()) == null;
            double off = known ? valley.lowest - exact[k] : Double.NaN;
            size[k] = Math.expm1(off);
            tokens[k] = Math.expm1(-off);
        }
        return new GridBias(estimate(size), estimate(tokens));
    }

    private static double[] of(double[][] losses, int draw) {
        return Arrays.stream(losses).mapToDouble(of -> of[draw]).toArray();
    }

    private static Estimate estimate(double[] values) {
        return new Estimate(values[0], Arrays.copyOfRange(values, 1, values.length));
    }

    /** A surface where size times tokens is given, by the logarithm of the size; all draws go side by side. */
    private record Along(Surface surface, int many, double logProduct) {
        double[] losses(double logSize) {
            double[] all = new double[many];
            Arrays.fill(all, logSize);
            return losses(all);
        }

        double[] losses(double[] logSizes) {
            double[] sizes = new double[many];
            double[] tokens = new double[many];
            Arrays.setAll(sizes, k -> Math.exp(logSizes[k]));
            Arrays.setAll(tokens, k -> Math.exp(logProduct - logSizes[k]));
            return surface.losses(sizes, tokens);
        }

        /** The logarithms of the sizes of least loss; NaN where that is at the end of what is searched. */
        double[] optima(double[] sizes) {
            double low = Math.log(Arrays.stream(sizes).min().orElseThrow() / REACH);
            double high = Math.log(Arrays.stream(sizes).max().orElseThrow() * REACH);
            double step = (high - low) / STEPS;
            int[] best = new int[many];
            double[] least = new double[many];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            for (int i = 0; i <= STEPS; i++) {
                double[] values = losses(low + i * step);
                for (int k = 0; k < many; k++) {
                    if (values[k] < least[k]) {
                        least[k] = values[k];
                        best[k] = i;
                    }
                }
            }
            double[] middles = new double[many];
            Arrays.setAll(middles, k -> best[k] == 0 || best[k] == STEPS ? Double.NaN : low + best[k] * step);
            return sections(middles, step);
        }

        /** Golden sections around what is known to be lower than its neighbours. */
        private double[] sections(double[] middles, double step) {
            double[] lower = new double[many];
            double[] upper = new double[many];
            double[] left = new double[many];
            double[] right = new double[many];
            Arrays.setAll(lower, k -> middles[k] - step);
            Arrays.setAll(upper, k -> middles[k] + step);
            for (int section = 0; section < SECTIONS; section++) {
                Arrays.setAll(left, k -> upper[k] - GOLDEN * (upper[k] - lower[k]));
                Arrays.setAll(right, k -> lower[k] + GOLDEN * (upper[k] - lower[k]));
                double[] atLeft = losses(left);
                double[] atRight = losses(right);
                for (int k = 0; k < many; k++) {
                    if (atLeft[k] < atRight[k]) {
                        upper[k] = right[k];
                    } else {
                        lower[k] = left[k];
                    }
                }
            }
            Arrays.setAll(left, k -> (lower[k] + upper[k]) / 2);
            return vertices(left);
        }

        /** Near a minimum losses differ by less than they are rounded; the parabola through three of them says where between them it is. */
        private double[] vertices(double[] middles) {
            double[] at = losses(middles);
            double[] before = losses(Arrays.stream(middles).map(middle -> middle - APART).toArray());
            double[] after = losses(Arrays.stream(middles).map(middle -> middle + APART).toArray());
            double[] vertices = new double[many];
            Arrays.setAll(vertices, k -> middles[k] - APART * (after[k] - before[k]) / (2 * (after[k] - 2 * at[k] + before[k])));
            return vertices;
        }
    }
}
