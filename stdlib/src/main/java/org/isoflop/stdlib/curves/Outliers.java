package org.isoflop.stdlib.curves;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.FDistribution;

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

    /** Rows that a parabola passes through whatever their loss is have nothing to tell. */
    private static final double FREE = 1e-6;

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
        Parabola parabola = new Parabola(runs, rows);
        int count = rows.length;
        double exact = EXACT * runs.losses()[rows[0]];
        if (count < ROWS || parabola.rank() < COEFFICIENTS || parabola.squares() <= count * exact * exact) {
            return new int[0];
        }
        double one = 0;
        double two = 0;
        int[] single = {0};
        int[] pair = {0, 1};
        for (int i = 0; i < count; i++) {
            double less = parabola.less(i);
            single = less > one ? new int[] {i} : single;
            one = Math.max(one, less);
            for (int j = i + 1; count <= PAIRED && j < count; j++) {
                double both = parabola.less(i, j);
                pair = both > two ? new int[] {i, j} : pair;
                two = Math.max(two, both);
            }
        }
        double chanceOfOne = chance(parabola.squares(), one, 1, count) * count;
        double chanceOfTwo = chance(parabola.squares(), two, 2, count) * count * (count - 1) / 2;
        int[] places = chanceOfOne <= chanceOfTwo ? single : pair;
        return budgets * Math.min(chanceOfOne, chanceOfTwo) > LEVEL
                ? new int[0]
                : Arrays.stream(places).map(place -> rows[place]).toArray();
    }

    /** How likely so much less is left of the sum of squares when these rows are taken out, by the F distribution. */
    private static double chance(double squares, double less, int taken, int count) {
        int freedom = count - taken - COEFFICIENTS;
        double left = Math.max(0, squares - less);
        double ratio = less / taken / (left / freedom);
        if (taken == 2) {
            return Math.pow(1 + 2 * ratio / freedom, -freedom / 2.0);
        }
        return FDistribution.of(taken, freedom).survivalProbability(ratio);
    }

    /** A parabola by least squares on an orthonormal basis, which says at once what taking rows out would come to. */
    private static final class Parabola {
        private final double[][] basis = new double[COEFFICIENTS][];
        private final double[] residuals;
        private int rank;

        Parabola(IsoFlopRuns runs, int[] rows) {
            double[] t = runs.sizesOf(rows);
            residuals = runs.lossesOf(rows);
            double middle = Math.log(t[0]);
            for (int i = 0; i < t.length; i++) {
                t[i] = Math.log(t[i]) - middle;
            }
            for (int power = 0; power < COEFFICIENTS; power++) {
                double[] column = new double[t.length];
                for (int i = 0; i < t.length; i++) {
                    column[i] = power == 0 ? 1 : t[i] * basis[power - 1][i];
                }
                double before = Math.sqrt(product(column, column));
                for (int other = 0; other < power; other++) {
                    subtract(column, basis[other]);
                }
                double length = Math.sqrt(product(column, column));
                rank += length > 1e-6 * before ? 1 : 0;
                for (int i = 0; i < t.length; i++) {
                    column[i] /= length;
                }
                basis[power] = column;
                subtract(residuals, column);
            }
        }

        private static double product(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        private static void subtract(double[] from, double[] unit) {
            double part = product(from, unit);
            for (int i = 0; i < from.length; i++) {
                from[i] -= part * unit[i];
            }
        }

        int rank() {
            return rank;
        }

        double squares() {
            return product(residuals, residuals);
        }

        /** One less the leverage, or less what two rows have of each other. */
        private double free(int i, int j) {
            double shared = 0;
            for (double[] column : basis) {
                shared += column[i] * column[j];
            }
            return (i == j ? 1 : 0) - shared;
        }

        /** By how much the sum of squares would fall without a row. */
        double less(int i) {
            double free = free(i, i);
            return free > FREE ? residuals[i] * residuals[i] / free : 0;
        }

        /** By how much it would fall without two rows. */
        double less(int i, int j) {
            double a = free(i, i);
            double b = free(i, j);
            double c = free(j, j);
            double determinant = a * c - b * b;
            double quadratic = c * residuals[i] * residuals[i] - 2 * b * residuals[i] * residuals[j] + a * residuals[j] * residuals[j];
            return determinant > FREE ? quadratic / determinant : 0;
        }
    }
}
