package org.isoflop.stdlib.judge;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.FDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Whether the residuals of a fit differ between groups of rows by more than chance: the F test of one-way analysis of variance on
 * what each row pulls with (its loss's slope), so that it belongs to the estimator that was used. Coefficients that the groups have
 * of their own leave nothing to find; where rows are clustered, clusters take the place of rows.
 *
 * @param grouping what was asked
 * @param statistic the F statistic
 * @param single the probability of so large a statistic if groups do not differ, for this question alone
 * @param share the part of the residuals' squares that lies between groups, less what chance would put there
 */
public record GroupTest(Grouping grouping, double statistic, double single, double share) {
    /** Null where groups cannot be told from rows, or from clusters, or hold nothing to compare. */
    static @Nullable GroupTest of(Linearisation at, Grouping grouping, int @Nullable [] clusterOf) {
        double[] scores = at.scores();
        double total = 0;
        for (int row = 0; row < scores.length; row++) {
            total += at.weights[row] > 0 ? scores[row] * scores[row] / at.weights[row] : 0;
        }
        int[] unitOf = new int[scores.length];
        Arrays.setAll(unitOf, row -> clusterOf == null ? row : clusterOf[at.rows[row]]);
        int units = 1 + Arrays.stream(unitOf).max().orElse(-1);
        int[] groupOf = new int[units];
        Arrays.fill(groupOf, -1);
        double[] pulled = new double[units];
        double[] weight = new double[units];
        for (int row = 0; row < scores.length; row++) {
            int group = grouping.groupOf()[at.rows[row]];
            if (groupOf[unitOf[row]] >= 0 && groupOf[unitOf[row]] != group) {
                return null;
            }
            groupOf[unitOf[row]] = group;
            pulled[unitOf[row]] += scores[row];
            weight[unitOf[row]] += at.weights[row];
        }
        return of(grouping, groupOf, pulled, weight, at.free.length, total);
    }

    private static @Nullable GroupTest of(Grouping grouping, int[] groupOf, double[] pulled, double[] weight, int coefficients,
            double total) {
        double[] sums = new double[grouping.count()];
        double[] weights = new double[grouping.count()];
        double sum = 0;
        double all = 0;
        double varies = 0;
        int units = 0;
        for (int unit = 0; unit < groupOf.length; unit++) {
            if (groupOf[unit] >= 0 && weight[unit] > 0) {
                sums[groupOf[unit]] += pulled[unit];
                weights[groupOf[unit]] += weight[unit];
                sum += pulled[unit];
                all += weight[unit];
                varies += pulled[unit] * pulled[unit] / weight[unit];
                units++;
            }
        }
        double between = -sum * sum / all;
        int groups = 0;
        for (int group = 0; group < sums.length; group++) {
            between += weights[group] > 0 ? sums[group] * sums[group] / weights[group] : 0;
            groups += weights[group] > 0 ? 1 : 0;
        }
        double within = varies - sum * sum / all - between;
        double freedom = units - groups - coefficients;
        if (groups < 2 || freedom < 1 || !(within > 0)) {
            return null;
        }
        double one = within / freedom;
        double statistic = between / (groups - 1) / one;
        double single = FDistribution.of(groups - 1.0, freedom).survivalProbability(statistic);
        return new GroupTest(grouping, statistic, single, Math.max(0, (between - (groups - 1) * one) / total));
    }
}
