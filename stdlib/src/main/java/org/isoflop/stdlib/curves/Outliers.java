package org.isoflop.stdlib.curves;

import java.util.Arrays;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * Rows that lie far from the parabola through the others of their budget: one row, or two that may hide each other, are taken out,
 * and what is left must be closer to a parabola than chance among all rows, pairs and budgets would make it (the mean-shift
 * outlier model: Cook and Weisberg 1982, section 2.2.2, with Bonferroni's correction). It is about losses: a size far from all
 * others, which no parabola can miss, is none.
 */
final class Outliers {
    /** The chance that a table of normal errors has any. */
    private static final double LEVEL = 0.01;
    private static final int COEFFICIENTS = 3;

    /** With fewer rows nothing is left to tell the errors by. */
    private static final int ROWS = 7;

    /** With more rows pairs take too long, and hide each other less. */
    private static final int PAIRED = 100;

    /** Differences of exact losses are rounding errors, which have no outliers. */
    private static final double EXACT = 1e-9;

    private final IsoFlopRuns runs;
    private final int budgets;

    private Outliers(IsoFlopRuns runs, int budgets) {
        this.runs = runs;
        this.budgets = budgets;
    }

    /** The outliers of each budget, as rows in rising order. */
    static int[][] of(IsoFlopRuns runs, int[][] groups) {
        Outliers outliers = new Outliers(runs, groups.length);
        int[][] found = new int[groups.length][];
        Arrays.setAll(found, group -> outliers.of(groups[group]));
        return found;
    }

    private int[] of(int[] group) {
        int[] left = group;
        int[] out = new int[0];
        for (int[] next = next(left); next.length > 0 && out.length + next.length <= group.length / 4; next = next(left)) {
            int[] taken = next;
            left = Arrays.stream(left).filter(row -> !contains(taken, row)).toArray();
            out = Arrays.copyOf(out, out.length + taken.length);
            System.arraycopy(taken, 0, out, out.length - taken.length, taken.length);
        }
        Arrays.sort(out);
        return out;
    }

    private static boolean contains(int[] rows, int row) {
        return Arrays.stream(rows).anyMatch(each -> each == row);
    }

    /** The row or the pair of rows that is least likely to be chance; none if it may be. */
    private int[] next(int[] rows) {
        ParabolaValley parabola = new ParabolaValley(runs.sizesOf(rows), runs.lossesOf(rows), 0);
        int count = rows.length;
        if (count < ROWS || parabola.sizes < Minimum.PARABOLA.sizes() + 2) {
            return new int[0];
        }
        double[] weights = parabola.once();
        double all = squares(parabola, weights);
        double exact = EXACT * runs.losses()[rows[0]];
        if (all <= count * exact * exact) {
            return new int[0];
        }
        double one = Double.POSITIVE_INFINITY;
        double two = Double.POSITIVE_INFINITY;
        int[] single = {0};
        int[] pair = {0, 1};
        for (int i = 0; i < count; i++) {
            weights[i] = 0;
            double without = squares(parabola, weights);
            single = without < one ? new int[] {i} : single;
            one = Math.min(one, without);
            for (int j = i + 1; count <= PAIRED && j < count; j++) {
                weights[j] = 0;
                double less = squares(parabola, weights);
                pair = less < two ? new int[] {i, j} : pair;
                two = Math.min(two, less);
                weights[j] = 1;
            }
            weights[i] = 1;
        }
        double chanceOfOne = chance(all, one, 1, count) * count;
        double chanceOfTwo = chance(all, two, 2, count) * count * (count - 1) / 2;
        int[] places = chanceOfOne <= chanceOfTwo ? single : pair;
        return budgets * Math.min(chanceOfOne, chanceOfTwo) > LEVEL
                ? new int[0]
                : Arrays.stream(places).map(place -> rows[parabola.order[place]]).toArray();
    }

    /** How likely so much less is left when these rows are taken out, by the F distribution. */
    private static double chance(double all, double without, int taken, int count) {
        int freedom = count - taken - COEFFICIENTS;
        double ratio = (all - without) / taken / (without / freedom);
        return without == Double.POSITIVE_INFINITY
                ? 1
                : ratio == Double.POSITIVE_INFINITY ? 0 : 1 - new FDistribution(taken, freedom).cumulativeProbability(ratio);
    }

    /** The sum of squared residuals of the rows that have weight. */
    private static double squares(ParabolaValley parabola, double[] weights) {
        parabola.trace(weights);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double residual = parabola.residual(i);
            sum += weights[i] * residual * residual;
        }
        return sum;
    }
}
