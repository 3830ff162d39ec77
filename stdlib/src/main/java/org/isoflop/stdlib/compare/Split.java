package org.isoflop.stdlib.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.stdlib.fit.FitProblem;
import org.jspecify.annotations.Nullable;

/**
 * Rows parted into those that are fitted and those that this fit is to predict.
 *
 * @param fitted their numbers, ascending
 * @param held those of the rows that are predicted
 */
public record Split(int[] fitted, int[] held) {

    /** What the fit to one part says of the other: means over the predicted rows, in the target's unit. */
    public record Outcome(double observed, double predicted, double @Nullable [] draws, double rmse) {
    }

    /**
     * Rollouts: at each value but the last a fit to all rows up to it, which predicts those of the next. Rows without a value are left out.
     *
     * @param by a number for each row
     * @param least how many rows a fit has to have
     */
    public static List<Split> ahead(double[] by, int least) {
        double[] values = Arrays.stream(by).filter(value -> !Double.isNaN(value)).distinct().sorted().toArray();
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i + 1 < values.length; i++) {
            double cut = values[i];
            double next = values[i + 1];
            int[] below = IntStream.range(0, by.length).filter(row -> by[row] <= cut).toArray();
            if (below.length >= least) {
                splits.add(new Split(below, IntStream.range(0, by.length).filter(row -> by[row] == next).toArray()));
            }
        }
        return splits;
    }

    /** Each group left out in its turn; {@code groupOf[row]} is its number from 0, -1 for a row that is always fitted. */
    public static List<Split> without(int[] groupOf) {
        int groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        List<Split> splits = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            int out = group;
            splits.add(new Split(IntStream.range(0, groupOf.length).filter(row -> groupOf[row] != out).toArray(),
                    IntStream.range(0, groupOf.length).filter(row -> groupOf[row] == out).toArray()));
        }
        return splits;
    }

    /**
     * How coefficients predict the rows held out.
     *
     * @param whole the problem whose rows were split
     * @param draws {@code draws[coefficient][draw]}, null if there are none
     */
    public Outcome outcome(FitProblem whole, double[] coefficients, double @Nullable [][] draws) {
        FitProblem others = whole.select(held);
        double[] predicted = others.predictions(coefficients);
        double squares = 0;
        for (int row = 0; row < predicted.length; row++) {
            double off = others.target()[row] - predicted[row];
            squares += off * off;
        }
        double[] means = draws == null || draws.length == 0 ? null : new double[draws[0].length];
        for (int k = 0; means != null && draws != null && k < means.length; k++) {
            double[] point = new double[draws.length];
            for (int j = 0; j < point.length; j++) {
                point[j] = draws[j][k];
            }
            means[k] = mean(others.predictions(point));
        }
        return new Outcome(mean(others.target()), mean(predicted), means, Math.sqrt(squares / predicted.length));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
