package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ChanceProgram} at one point after another: what the statistics are there, and all that is made of them. Under a
 * {@link Selection} the draws that decide stay the same from point to point, so that everything is smooth. Not for several threads.
 */
final class Walker {
    /** By how much more than asked for the deciding draw holds its comparison, so that rounding cannot change the share. */
    static final double CLEAR = 3e-9;
    private static final double FARTHEST = 300;

    private final ChanceProgram program;
    private final List<Statistic> statistics;
    private final int variables;
    final boolean slopes;
    private final double[] inputs;
    private final Kernel kernel;
    private final double[] results;
    private final double[] workspace;
    private final Sample[] samples;
    private final @Nullable Margins[] margins;
    /** {@code [statistic][variable]}. */
    private final double[][] slopeOf;
    private int row = -1;
    private @Nullable Selection selection;
    final double[] value;
    final double[][] slope;

    Walker(ChanceProgram program, boolean slopes) {
        this.program = program;
        this.slopes = slopes;
        statistics = program.statistics;
        variables = program.variables;
        inputs = new double[program.plain.inputCount()];
        kernel = slopes ? program.gradient : program.plain;
        results = new double[kernel.outputCount()];
        workspace = kernel.newWorkspace();
        samples = new Sample[statistics.size()];
        margins = new @Nullable Margins[samples.length];
        slopeOf = new double[samples.length][variables];
        value = new double[program.plain.outputCount()];
        slope = new double[value.length][variables];
    }

    /** Holds the draws that decide; null for those that do at each point. */
    void select(@Nullable Selection chosen) {
        selection = chosen;
    }

    void evaluate(double[][] at, Parameter[] parameters, int i) {
        for (int input = 0; input < inputs.length; input++) {
            inputs[input] = input < variables ? at[input][i] : parameters[input - variables].at(i);
        }
        go((int) parameters[parameters.length - 1].at(i));
        for (int s = 0; s < samples.length; s++) {
            samples[s].evaluate(inputs);
            margins[s] = statistics.get(s).kind() == Statistic.Kind.SHARE ? new Margins(samples[s].value) : null;
            inputs[statistics.get(s).input()] = reduce(s);
        }
        kernel.evaluate(inputs, results, workspace);
        System.arraycopy(results, 0, value, 0, value.length);
        for (int output = 0; slopes && output < value.length; output++) {
            int first = value.length + output * program.by.length;
            for (int v = 0; v < variables; v++) {
                slope[output][v] = results[first + v];
                for (int s = 0; s < samples.length; s++) {
                    slope[output][v] += through(byStatistic(output, s), slopeOf[s][v]);
                }
            }
        }
    }

    /** What an output is in each of the draws, at the point that was evaluated last. */
    void outcomes(int output, double[] into, int from) {
        double[][] @Nullable [] draws = program.draws;
        double[] at = inputs.clone();
        double[] plain = new double[value.length];
        double[] space = program.plain.newWorkspace();
        for (int k = 0; k < program.drawCount; k++) {
            for (int input = 0; input < at.length; input++) {
                double @Nullable [] own = draws[row][input];
                at[input] = own == null ? at[input] : own[k];
            }
            program.plain.evaluate(at, plain, space);
            into[from + k] = plain[output];
        }
    }

    private void go(int next) {
        if (next == row) {
            return;
        }
        row = next;
        double[][] @Nullable [] draws = program.draws;
        for (int s = 0; s < samples.length; s++) {
            Statistic statistic = statistics.get(s);
            boolean single = statistic.kind() == Statistic.Kind.POINT || program.drawCount == 0;
            samples[s] = new Sample(statistic.kernel(), slopes ? program.differentiated[s] : statistic.kernel(),
                    slopes ? program.by : new int[0], single ? new double[inputs.length][] : draws[row], single ? 1 : program.drawCount);
        }
    }

    private double reduce(int s) {
        Arrays.fill(slopeOf[s], 0);
        Selection.Order order = selection == null ? null : selection.order(s);
        return switch (statistics.get(s).kind()) {
            case POINT -> add(s, 0, 1);
            case QUANTILE -> order == null ? quantile(s, statistics.get(s).level()) : decided(s, order);
            case DEVIATION -> deviation(s);
            case SHARE -> selection != null && program.isFollowed(s) ? selection.share(s) : share(s, margins(s));
        };
    }

    /** The derivative of an output by a statistic, at the point that was evaluated last. */
    double byStatistic(int output, int s) {
        return results[value.length + output * program.by.length + variables + s];
    }

    /** By how much each output changes, at most, when one draw of each share that is not a limit changes sides. */
    double[] grain() {
        double[] grain = new double[value.length];
        for (int output = 0; output < grain.length; output++) {
            for (int s = 0; s < samples.length; s++) {
                grain[output] += program.isFollowed(s) ? Math.abs(byStatistic(output, s)) / margins(s).known() : 0;
            }
        }
        return grain;
    }

    /** Of a share, at the point that was evaluated last. */
    Margins margins(int s) {
        Margins known = margins[s];
        if (known == null) {
            throw new IllegalStateException("only a share has margins");
        }
        return known;
    }

    /** What the draws of a statistic are ordered by: their value, of a share their margin. */
    double level(int s, int draw) {
        return statistics.get(s).kind() == Statistic.Kind.SHARE ? margins(s).margin(draw) : samples[s].value[0][draw];
    }

    int count(int s) {
        return samples[s].count();
    }

    double levelSlope(int s, int v, int draw) {
        return statistics.get(s).kind() == Statistic.Kind.SHARE ? slope(s, margins(s), v, draw) : total(s, 0, v, draw);
    }

    /** Adds a draw's slopes to those of a statistic, with a weight; gives its part of the value. */
    private double add(int s, int draw, double weight) {
        for (int v = 0; slopes && v < variables; v++) {
            slopeOf[s][v] += weight * total(s, 0, v, draw);
        }
        return weight * samples[s].value[0][draw];
    }

    /** Adds the slopes of all draws of an output, each with its weight. */
    private void add(int s, int output, double[] weights) {
        for (int before = 0; before < s; before++) {
            double through = samples[s].slope(output, variables + before, weights);
            for (int v = 0; v < variables; v++) {
                slopeOf[s][v] += through(through, slopeOf[before][v]);
            }
        }
        for (int v = 0; v < variables; v++) {
            slopeOf[s][v] += samples[s].slope(output, v, weights);
        }
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
        double width = program.width;
        if (!program.isFollowed(s) || !slopes && width == 0) {
            return margins.share();
        }
        double[] by = new double[samples[s].count()];
        double smoothed = margins.smoothed(width == 0 ? Margins.NARROW : width, by);
        for (int side = 0; slopes && side < samples[s].value.length; side++) {
            double[] weights = new double[by.length];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = margins.tightest(k) == side / 2 && by[k] != 0 ? by[k] * margins.weight(side, k) : 0;
            }
            add(s, side, weights);
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
        double[] sorted = Arrays.stream(all).filter(each -> each == each).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = level * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        double share = sorted[below] == sorted[above] ? 0 : place - below;
        add(s, find(all, sorted[below]), 1 - share);
        if (share == 0) {
            return sorted[below];
        }
        add(s, find(all, sorted[above]), share);
        return sorted[below] + share * (sorted[above] - sorted[below]);
    }

    private double decided(int s, Selection.Order order) {
        double last = add(s, order.last(), order.weight());
        return order.inner() < 0 ? last : last + add(s, order.inner(), 1 - order.weight());
    }

    private double deviation(int s) {
        double[] all = samples[s].value[0];
        double mean = 0;
        int count = 0;
        for (double each : all) {
            mean += each == each ? each : 0;
            count += each == each ? 1 : 0;
        }
        if (program.drawCount == 0) {
            return 0;
        }
        mean /= count;
        double sum = 0;
        for (double each : all) {
            sum += each == each ? (each - mean) * (each - mean) : 0;
        }
        double deviation = Math.sqrt(sum / (count - 1));
        if (slopes && deviation > 0) {
            double[] weights = new double[all.length];
            for (int k = 0; k < all.length; k++) {
                weights[k] = all[k] == all[k] ? (all[k] - mean) / ((count - 1) * deviation) : 0;
            }
            add(s, 0, weights);
        }
        return deviation;
    }

    /** Puts in place of shares that are limited the draw that decides whether they are reached. */
    void sides() {
        for (ChanceProgram.Share share : program.shares) {
            int left = 1 + 2 * share.condition();
            int s = share.statistic();
            Margins margins = margins(s);
            Selection.Order order = selection == null ? null : selection.order(s);
            int holding = holding(share);
            Arrays.fill(slope[left], 0);
            Arrays.fill(slope[left + 1], 0);
            int draw = order != null ? order.last() : margins.place(holding);
            double decided = margins.known() == 0
                    ? Double.NaN
                    : holding < 1 ? -1 : draw < 0 ? 1 : margins.margin(draw) + (share.atLeast() ? CLEAR : -CLEAR);
            // so that more of the left side is a larger share
            value[left] = Math.exp(Math.clamp(-decided, -FARTHEST, FARTHEST));
            value[left + 1] = 1;
            for (int v = 0; slopes && draw >= 0 && v < variables; v++) {
                slope[left][v] = -value[left] * slope(s, margins, v, draw);
            }
        }
    }

    /** The how manieth draw, the tightest last, decides whether a limit of a share is kept, before {@link #sides} replaced it. */
    int holding(ChanceProgram.Share share) {
        double asked = results[2 + 2 * share.condition()] * margins(share.statistic()).known();
        return share.atLeast() ? (int) Math.ceil(asked - 1e-9) : (int) Math.floor(asked + 1e-9) + 1;
    }

    /** A slope through a statistic; nothing where it does not enter, even where it has no slope. */
    private static double through(double outer, double inner) {
        return outer == 0 ? 0 : outer * inner;
    }

    private static int find(double[] all, double value) {
        int k = 0;
        while (all[k] != value) {
            k++;
        }
        return k;
    }
}
