package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.stdlib.keep.Composed;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * An allocation that is decided once over all draws: statistics of the draws are inputs of its kernel. The draws stay the same, so that
 * the same point always has the same value; a quantile of them has kinks where draws change places, and slopes between.
 *
 * <p>A limit on a share of the draws, which moves in steps, is searched as what it says of the comparison itself: that the draw which makes
 * up the share holds it. {@link #report} gives the share instead. Any other share is searched with soft edges, whose width shrinks
 * ({@link Margins}), and has its true value in the end, with the slopes of the narrowest width.
 */
public final class ChanceProgram implements Program, Composed {
    /** By how much more than asked for the deciding draw holds its comparison, so that rounding cannot change the share. */
    private static final double CLEAR = 3e-9;
    private static final double FARTHEST = 300;

    private final Kernel plain;
    private final Kernel gradient;
    private final int variables;
    private final List<Statistic> statistics;
    private final Kernel[] differentiated;
    private final List<Share> shares;
    /** The inputs that derivatives are taken by: the variables, then the statistics. */
    private final int[] by;
    private final double[][] @Nullable [] draws;
    private final int drawCount;
    /** The width of the edges of shares that are not limits; zero for their true value. */
    private final double width;

    /** That the left side of a condition is a statistic, the share; a condition of an equality cannot be one. */
    public record Share(int condition, int statistic, boolean atLeast) {
    }

    /**
     * Its parameters are the kernel's inputs after the variables, of which those of statistics are not read, and last the row.
     *
     * @param kernel as of a {@link KernelProgram}; of its inputs the first are variables
     * @param statistics each after those it depends on
     * @param draws {@code [row][input][draw]}, null for an input that is one number
     */
    public ChanceProgram(Kernel kernel, int variables, List<Statistic> statistics, List<Share> shares,
            double[][] @Nullable [] draws, int drawCount) {
        this(kernel, variables, statistics, shares, draws, drawCount, 0);
    }

    private ChanceProgram(Kernel kernel, int variables, List<Statistic> statistics, List<Share> shares,
            double[][] @Nullable [] draws, int drawCount, double width) {
        plain = kernel;
        this.variables = variables;
        this.statistics = List.copyOf(statistics);
        this.shares = List.copyOf(shares);
        this.draws = draws;
        this.drawCount = drawCount;
        this.width = width;
        by = new int[variables + statistics.size()];
        Arrays.setAll(by, k -> k < variables ? k : statistics.get(k - variables).input());
        gradient = kernel.withGradient(by);
        differentiated = statistics.stream().map(statistic -> statistic.kernel().withGradient(by)).toArray(Kernel[]::new);
    }

    /** The same with shares that are not limits smoothed over a width; itself where there are none. */
    ChanceProgram smoothed(double over) {
        return isSmooth() ? this : new ChanceProgram(plain, variables, statistics, shares, draws, drawCount, over);
    }

    /** Whether nothing in it moves in steps: every share is a limit. */
    boolean isSmooth() {
        return IntStream.range(0, statistics.size()).noneMatch(this::isFollowed);
    }

    private boolean isFollowed(int statistic) {
        return statistics.get(statistic).kind() == Statistic.Kind.SHARE
                && shares.stream().noneMatch(share -> share.statistic() == statistic);
    }

    @Override
    public Object parts() {
        return new @Nullable Object[] {plain, variables, statistics, shares, draws, drawCount, width};
    }

    @Override
    public int variables() {
        return variables;
    }

    @Override
    public int parameters() {
        return plain.inputCount() - variables + 1;
    }

    @Override
    public int conditions() {
        return (plain.outputCount() - 1) / 2;
    }

    @Override
    public void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
            double @Nullable [][][] gradients) {
        Walker walker = new Walker(gradients != null);
        for (int i = from; i < to; i++) {
            walker.evaluate(variables, parameters, i);
            walker.sides();
            for (int output = 0; output < values.length; output++) {
                values[output][i] = walker.value[output];
                for (int v = 0; gradients != null && v < this.variables; v++) {
                    gradients[output][v][i] = walker.slope[output][v];
                }
            }
        }
    }

    /** The values with the shares themselves as sides of their conditions. */
    void report(double[][] variables, Parameter[] parameters, int from, int to, double[][] values) {
        Walker walker = new Walker(false);
        for (int i = from; i < to; i++) {
            walker.evaluate(variables, parameters, i);
            for (int output = 0; output < values.length; output++) {
                values[output][i] = walker.value[output];
            }
        }
    }

    /** How many draws stand so near the edge of a share that is not a limit that they settle where the optimum lies, by row. */
    int[] deciding(double[][] variables, Parameter[] parameters, int rows) {
        Walker walker = new Walker(false);
        int[] counts = new int[rows];
        for (int i = 0; i < rows; i++) {
            walker.evaluate(variables, parameters, i);
            for (int s = 0; s < statistics.size(); s++) {
                counts[i] += isFollowed(s) ? new Margins(walker.samples[s].value).near(Margins.NARROW) : 0;
            }
        }
        return counts;
    }

    /** By how much each output of a row changes, at most, when one draw of each share that is not a limit changes sides. */
    double[] grain(double[][] variables, Parameter[] parameters, int row) {
        Walker walker = new Walker(true);
        walker.evaluate(variables, parameters, row);
        double[] grain = new double[plain.outputCount()];
        for (int output = 0; output < grain.length; output++) {
            for (int s = 0; s < statistics.size(); s++) {
                double slope = walker.results[plain.outputCount() + output * by.length + this.variables + s];
                grain[output] += isFollowed(s) ? Math.abs(slope) / walker.samples[s].count() : 0;
            }
        }
        return grain;
    }

    /** Whether a condition limits a share. */
    boolean isShare(int condition) {
        return shares.stream().anyMatch(share -> share.condition() == condition);
    }

    /** Goes from point to point. */
    private final class Walker {
        private final boolean slopes;
        private final double[] inputs = new double[plain.inputCount()];
        private final Kernel kernel;
        private final double[] results;
        private final double[] workspace;
        private final Sample[] samples = new Sample[statistics.size()];
        /** {@code [statistic][variable]}. */
        private final double[][] slopeOf = new double[statistics.size()][variables];
        private int row = -1;
        final double[] value = new double[plain.outputCount()];
        final double[][] slope = new double[plain.outputCount()][variables];

        Walker(boolean slopes) {
            this.slopes = slopes;
            kernel = slopes ? gradient : plain;
            results = new double[kernel.outputCount()];
            workspace = kernel.newWorkspace();
        }

        void evaluate(double[][] at, Parameter[] parameters, int i) {
            for (int input = 0; input < inputs.length; input++) {
                inputs[input] = input < variables ? at[input][i] : parameters[input - variables].at(i);
            }
            go((int) parameters[parameters.length - 1].at(i));
            for (int s = 0; s < samples.length; s++) {
                samples[s].evaluate(inputs);
                inputs[statistics.get(s).input()] = reduce(s);
            }
            kernel.evaluate(inputs, results, workspace);
            System.arraycopy(results, 0, value, 0, value.length);
            for (int output = 0; slopes && output < value.length; output++) {
                int first = value.length + output * by.length;
                for (int v = 0; v < variables; v++) {
                    slope[output][v] = results[first + v];
                    for (int s = 0; s < samples.length; s++) {
                        slope[output][v] += through(results[first + variables + s], slopeOf[s][v]);
                    }
                }
            }
        }

        private void go(int next) {
            if (next == row) {
                return;
            }
            row = next;
            for (int s = 0; s < samples.length; s++) {
                Statistic statistic = statistics.get(s);
                boolean single = statistic.kind() == Statistic.Kind.POINT || drawCount == 0;
                samples[s] = new Sample(statistic.kernel(), slopes ? differentiated[s] : statistic.kernel(), slopes ? by : new int[0],
                        single ? new double[inputs.length][] : draws[row], single ? 1 : drawCount);
            }
        }

        private double reduce(int s) {
            Arrays.fill(slopeOf[s], 0);
            Sample sample = samples[s];
            Statistic statistic = statistics.get(s);
            return switch (statistic.kind()) {
                case POINT -> draw(s, 0, 1, sample.value[0][0]);
                case QUANTILE -> quantile(s, statistic.level());
                case DEVIATION -> deviation(s);
                case SHARE -> share(s, new Margins(sample.value));
            };
        }

        /** Adds a draw's slopes to those of a statistic, with a weight; gives the value. */
        private double draw(int s, int draw, double weight, double result) {
            for (int v = 0; slopes && v < variables; v++) {
                slopeOf[s][v] += weight * total(s, 0, v, draw);
            }
            return result;
        }

        /** The slope by a variable, also through the statistics before. */
        private double total(int s, int output, int v, int draw) {
            double slope = samples[s].slope(output, v, draw);
            for (int before = 0; before < s; before++) {
                slope += through(samples[s].slope(output, variables + before, draw), slopeOf[before][v]);
            }
            return slope;
        }

        private double share(int s, Margins margins) {
            if (!isFollowed(s) || !slopes && width == 0) {
                return margins.share();
            }
            double[] by = new double[samples[s].count()];
            double smoothed = margins.smoothed(width == 0 ? Margins.NARROW : width, by);
            for (int k = 0; slopes && k < by.length; k++) {
                for (int v = 0; by[k] != 0 && v < variables; v++) {
                    slopeOf[s][v] += by[k] * slope(s, margins, v, k);
                }
            }
            return width == 0 ? margins.share() : smoothed;
        }

        /** Of the margin of a draw. */
        private double slope(int s, Margins margins, int v, int draw) {
            int left = 2 * margins.tightest(draw);
            return through(margins.weight(left, draw), total(s, left, v, draw))
                    + through(margins.weight(left + 1, draw), total(s, left + 1, v, draw));
        }

        private double quantile(int s, double level) {
            double[] all = samples[s].value[0];
            double[] sorted = sorted(all);
            if (sorted.length == 0) {
                return Double.NaN;
            }
            double place = level * (sorted.length - 1);
            int below = (int) Math.floor(place);
            int above = Math.min(below + 1, sorted.length - 1);
            double share = sorted[below] == sorted[above] ? 0 : place - below;
            draw(s, find(all, sorted[below]), 1 - share, 0);
            if (share == 0) {
                return sorted[below];
            }
            return draw(s, find(all, sorted[above]), share, sorted[below] + share * (sorted[above] - sorted[below]));
        }

        private double deviation(int s) {
            double[] all = samples[s].value[0];
            double mean = 0;
            int count = 0;
            for (double each : all) {
                mean += each == each ? each : 0;
                count += each == each ? 1 : 0;
            }
            if (drawCount == 0) {
                return 0;
            }
            mean /= count;
            double sum = 0;
            for (double each : all) {
                sum += each == each ? (each - mean) * (each - mean) : 0;
            }
            double deviation = Math.sqrt(sum / (count - 1));
            for (int k = 0; k < all.length && deviation > 0; k++) {
                if (all[k] == all[k]) {
                    draw(s, k, (all[k] - mean) / ((count - 1) * deviation), 0);
                }
            }
            return deviation;
        }

        /** Puts in place of shares the draw that decides whether they are reached. */
        void sides() {
            for (Share share : shares) {
                int left = 1 + 2 * share.condition();
                Margins margins = new Margins(samples[share.statistic()].value);
                double[] sorted = margins.sorted();
                double asked = value[left + 1] * sorted.length;
                int holding = share.atLeast() ? (int) Math.ceil(asked - 1e-9) : (int) Math.floor(asked + 1e-9) + 1;
                Arrays.fill(slope[left], 0);
                Arrays.fill(slope[left + 1], 0);
                double decided = sorted.length == 0
                        ? Double.NaN
                        : holding < 1 ? -1 : holding > sorted.length ? 1 : sorted[holding - 1] + (share.atLeast() ? CLEAR : -CLEAR);
                // so that more of the left side is a larger share
                value[left] = Math.exp(Math.clamp(-decided, -FARTHEST, FARTHEST));
                value[left + 1] = 1;
                if (slopes && sorted.length > 0 && holding >= 1 && holding <= sorted.length) {
                    int draw = margins.find(sorted[holding - 1]);
                    for (int v = 0; v < variables; v++) {
                        slope[left][v] = -value[left] * slope(share.statistic(), margins, v, draw);
                    }
                }
            }
        }
    }

    /** A slope through a statistic; nothing where it does not enter, even where it has no slope. */
    private static double through(double outer, double inner) {
        return outer == 0 ? 0 : outer * inner;
    }

    private static double[] sorted(double[] all) {
        double[] known = Arrays.stream(all).filter(each -> each == each).toArray();
        Arrays.sort(known);
        return known;
    }

    private static int find(double[] all, double value) {
        int k = 0;
        while (all[k] != value) {
            k++;
        }
        return k;
    }
}
