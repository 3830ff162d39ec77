package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    final Kernel plain;
    final Kernel gradient;
    final int variables;
    final List<Statistic> statistics;
    final Kernel[] differentiated;
    final List<Share> shares;
    /** The inputs that derivatives are taken by: the variables, then the statistics. */
    final int[] by;
    final double[][] @Nullable [] draws;
    final int drawCount;
    /** The width of the edges of shares that are not limits; zero for their true value. */
    final double width;
    /** Those that wait for a point, as they know the draws of a row; without slopes and with them. */
    private final Queue<Walker> resting = new ConcurrentLinkedQueue<>();
    private final Queue<Walker> restingWithSlopes = new ConcurrentLinkedQueue<>();

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

    boolean isFollowed(int statistic) {
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
        Walker walker = walker(gradients != null);
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
        rest(walker);
    }

    /** Kernels are bound to the draws once for a row, not at each of the points that are asked for one by one. */
    private Walker walker(boolean slopes) {
        Walker walker = (slopes ? restingWithSlopes : resting).poll();
        return walker == null ? new Walker(this, slopes) : walker;
    }

    private void rest(Walker walker) {
        (walker.slopes ? restingWithSlopes : resting).offer(walker);
    }

    /** The values with the shares themselves as sides of their conditions. */
    void report(double[][] variables, Parameter[] parameters, int from, int to, double[][] values) {
        Walker walker = new Walker(this, false);
        for (int i = from; i < to; i++) {
            walker.evaluate(variables, parameters, i);
            for (int output = 0; output < values.length; output++) {
                values[output][i] = walker.value[output];
            }
        }
    }

    /** How many draws stand so near the edge of a share that is not a limit that they settle where the optimum lies, by row. */
    int[] deciding(double[][] variables, Parameter[] parameters, int rows) {
        Walker walker = new Walker(this, false);
        int[] counts = new int[rows];
        for (int i = 0; i < rows; i++) {
            walker.evaluate(variables, parameters, i);
            for (int s = 0; s < statistics.size(); s++) {
                counts[i] += isFollowed(s) ? walker.margins(s).near(Margins.NARROW) : 0;
            }
        }
        return counts;
    }

    /**
     * What an output comes to in each draw where statistics are what they are, {@code [row * draws + draw]}; null where all draws have the
     * same, as where only statistics are uncertain.
     */
    double @Nullable [] outcomes(int output, double[][] variables, Parameter[] parameters, int rows) {
        boolean moves = IntStream.range(this.variables, plain.inputCount())
                .anyMatch(input -> isUncertain(input, rows) && plain.depends(output, input));
        if (!moves) {
            return null;
        }
        Walker walker = new Walker(this, false);
        double[] outcomes = new double[rows * drawCount];
        for (int i = 0; i < rows; i++) {
            walker.evaluate(variables, parameters, i);
            walker.outcomes(output, outcomes, i * drawCount);
        }
        return outcomes;
    }

    private boolean isUncertain(int input, int rows) {
        return IntStream.range(0, rows).anyMatch(row -> draws[row][input] != null);
    }

    /** Whether an output is made of shares that are not limits and of nothing else that can change. */
    boolean isOfShares(int output) {
        return IntStream.range(0, variables).noneMatch(variable -> plain.depends(output, variable))
                && IntStream.range(0, statistics.size())
                        .noneMatch(s -> !isFollowed(s) && plain.depends(output, statistics.get(s).input()));
    }

    /** Whether a condition limits a share. */
    boolean isShare(int condition) {
        return shares.stream().anyMatch(share -> share.condition() == condition);
    }
}
