package org.isoflop.stdlib.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.judge.ResidualTest.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tests of what is left in the residuals of a fit.
 *
 * <p>Trends and bows are score tests: whether the fit would gain if the prediction had one more term, along an argument, the
 * prediction or the order of the rows. What of the term the coefficients can imitate is taken out of it first, so that the
 * test is sharp where a plain correlation is blunt, and what a robust loss makes of each residual is what counts, so that
 * the test belongs to the estimator that was used. Their variance allows rows to err differently (White 1980, with the
 * correction HC3 of MacKinnon and White 1985), and rows of one cluster to err together. Arguments and
 * predictions count by their ranks, so that it does not matter on which scale they are spread.
 */
public final class ResidualTests {
    /** A term of which less than this is beyond the coefficients' reach cannot be told from them. */
    private static final double BEYOND = 1e-4;
    /** A correlation that rounding alone leaves. */
    private static final double ROUNDING = 1e-9;

    private final Linearisation at;
    private final int @Nullable [] clusterOf;
    private final int clusters;
    private final Basis basis;
    private final double[] leverages;
    private final double[] roots;
    /** The score of each row over the root of its weight: what correlates with a weighted term. */
    private final double[] pulls;
    private final List<Found> found = new ArrayList<>();
    private final List<double[]> asked = new ArrayList<>();

    /** A statistic without its probability. */
    record Found(String what, Kind kind, double statistic, double freedom, double share) {
        double single() {
            if (Double.isInfinite(freedom)) {
                return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(statistic));
            }
            return 2 * TDistribution.of(freedom).survivalProbability(Math.abs(statistic));
        }
    }

    private ResidualTests(Linearisation at, int @Nullable [] clusterOf) {
        this.at = at;
        int n = at.count();
        roots = new double[n];
        for (int row = 0; row < n; row++) {
            roots[row] = Math.sqrt(at.weights[row]);
        }
        double[][] weighted = new double[at.free.length][n];
        for (int j = 0; j < weighted.length; j++) {
            for (int row = 0; row < n; row++) {
                weighted[j][row] = roots[row] * at.slopes[j][row];
            }
        }
        basis = new Basis(weighted, n);
        leverages = basis.leverages(n);
        pulls = at.scores();
        for (int row = 0; row < n; row++) {
            pulls[row] = roots[row] > 0 ? pulls[row] / roots[row] : 0;
        }
        int[] chosen = null;
        int most = 0;
        if (clusterOf != null) {
            chosen = new int[n];
            for (int row = 0; row < n; row++) {
                chosen[row] = clusterOf[at.rows[row]];
                most = Math.max(most, chosen[row] + 1);
            }
        }
        this.clusterOf = chosen;
        clusters = most;
    }

    /**
     * Asks everything.
     *
     * @param arguments a name for each column of the problem, null for those that are no quantities
     * @param clusterOf for each row of the problem which rows belong together, null if none do
     */
    public static List<ResidualTest> of(FitResult fit, List<@Nullable String> arguments, int @Nullable [] clusterOf) {
        List<Found> found = statistics(Linearisation.of(fit), arguments, clusterOf);
        double[] single = new double[found.size()];
        Integer[] order = new Integer[single.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = found.get(i).single();
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> single[i]));
        double[] corrected = new double[single.length];
        double least = 0;
        for (int rank = 0; rank < order.length; rank++) {
            least = Math.max(least, Math.min(1, (order.length - rank) * single[order[rank]]));
            corrected[order[rank]] = least;
        }
        List<ResidualTest> tests = new ArrayList<>(single.length);
        for (int i = 0; i < single.length; i++) {
            Found one = found.get(i);
            tests.add(new ResidualTest(one.what(), one.kind(), one.statistic(), single[i], corrected[i], one.share()));
        }
        return List.copyOf(tests);
    }

    static List<Found> statistics(Linearisation at, List<@Nullable String> arguments, int @Nullable [] clusterOf) {
        ResidualTests tests = new ResidualTests(at, clusterOf);
        tests.mean();
        for (int input = 0; input < arguments.size(); input++) {
            String name = arguments.get(input);
            if (name != null) {
                tests.along(name, at.column(input));
            }
        }
        tests.along("prediction", at.predictions);
        tests.order();
        return tests.found;
    }

    private void along(String name, double[] values) {
        double[] scale = scale(values);
        int distinct = distinct(values);
        if (distinct < 2 || isAsked(scale)) {
            return;
        }
        asked.add(scale);
        location("trend in " + name, Kind.TREND, scale);
        if (distinct > 2) {
            double[] squares = new double[scale.length];
            for (int row = 0; row < squares.length; row++) {
                squares[row] = scale[row] * scale[row];
            }
            location("bow in " + name, Kind.BOW, squares);
        }
        spread("spread with " + name, scale);
    }

    /** Whether rows come in the same order, or the opposite one, as by something that was asked for before. */
    private boolean isAsked(double[] scale) {
        for (double[] other : asked) {
            if (Math.abs(Basis.dot(scale, other)) > (1 - 1e-9) * scale.length) {
                return true;
            }
        }
        return false;
    }

    /** Of the scores as they are: at an optimum a constant is mostly within the coefficients' reach, so that this test is cautious. */
    private void mean() {
        add("mean", Kind.MEAN, roots, pulls, false);
    }

    private void location(String what, Kind kind, double[] term) {
        double[] weighted = new double[term.length];
        for (int row = 0; row < term.length; row++) {
            weighted[row] = roots[row] * term[row];
        }
        double[] beyond = basis.outside(weighted);
        if (Basis.dot(beyond, beyond) > BEYOND * BEYOND * Basis.dot(weighted, weighted)) {
            add(what, kind, beyond, pulls, true);
        }
    }

    /** Whether residuals are larger where something is (Glejser 1969): by the correlation of their sizes, of clusters as of scores. */
    private void spread(String what, double[] scale) {
        double[] sizes = new double[scale.length];
        for (int row = 0; row < sizes.length; row++) {
            sizes[row] = Math.abs(roots[row] * at.residuals[row]) / Math.sqrt(Math.max(1e-9, 1 - leverages[row]));
        }
        double[] deviations = centred(sizes);
        if (clusterOf != null) {
            add(what, Kind.SPREAD, scale, deviations, false);
            return;
        }
        double sum = Basis.dot(scale, deviations);
        double share = sum * sum / (Basis.dot(scale, scale) * Basis.dot(deviations, deviations));
        double freedom = scale.length - 2;
        if (freedom >= 1 && share < 1) {
            found.add(new Found(what, Kind.SPREAD, Math.copySign(Math.sqrt(share * freedom / (1 - share)), sum), freedom, share));
        }
    }

    private void order() {
        int n = at.count();
        double[] places = new double[n];
        for (int row = 0; row < n; row++) {
            places[row] = row;
        }
        double[] scale = scale(places);
        if (!isAsked(scale)) {
            location("trend in the order of rows", Kind.TREND, scale);
        }
        double sum = 0;
        double squares = 0;
        double all = Basis.dot(pulls, pulls);
        for (int row = 1; row < n && at.isWhole(); row++) {
            boolean apart = clusterOf == null || clusterOf[row] != clusterOf[row - 1];
            double product = apart ? pulls[row] * pulls[row - 1] : 0;
            sum += product;
            squares += product * product;
        }
        if (squares > 0) {
            found.add(new Found("neighbouring rows", Kind.ORDER, sum / Math.sqrt(squares), Double.POSITIVE_INFINITY, Math.abs(sum) / all));
        }
    }

    /**
     * The regression of scores on a term, and whether its slope is none: with the variance of what is left beside it, so that a
     * large misfit does not hide itself.
     *
     * @param projected whether the coefficients took up a part of the scores as well
     */
    private void add(String what, Kind kind, double[] term, double[] scores, boolean projected) {
        int n = term.length;
        double freedom = clusterOf == null ? n - basis.rank() - 1.0 : clusters - 1.0;
        double squares = Basis.dot(term, term);
        double sum = Basis.dot(term, scores);
        double variance = 0;
        double[] byCluster = new double[clusters];
        for (int row = 0; row < n; row++) {
            double left = term[row] * (scores[row] - sum / squares * term[row]);
            double own = term[row] * term[row] / squares + (projected ? leverages[row] : 0);
            if (clusterOf != null) {
                byCluster[clusterOf[row]] += left;
            } else {
                left /= Math.max(1e-9, 1 - own);
                variance += left * left;
            }
        }
        if (clusterOf != null) {
            variance = Basis.dot(byCluster, byCluster) * clusters / Math.max(1, freedom);
        }
        double share = sum * sum / (squares * Basis.dot(scores, scores));
        boolean nothing = share < ROUNDING * ROUNDING;
        if (freedom >= 1 && variance > 0) {
            found.add(new Found(what, kind, nothing ? 0 : sum / Math.sqrt(variance), freedom, nothing ? 0 : share));
        }
    }

    /** The ranks of values, those of equal ones their mean, centred and in units of their deviation. */
    static double[] scale(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int row = 0; row < ranks.length; row++) {
            int below = below(sorted, values[row]);
            boolean single = below + 1 == sorted.length || sorted[below + 1] > values[row];
            ranks[row] = below + (single ? below + 1 : below(sorted, Math.nextUp(values[row])));
        }
        double[] result = centred(ranks);
        double deviation = Math.sqrt(Basis.dot(result, result) / result.length);
        for (int row = 0; row < result.length && deviation > 0; row++) {
            result[row] /= deviation;
        }
        return result;
    }

    /** How many are below a value. */
    private static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[] centred(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double[] result = new double[values.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = values[row] - sum / values.length;
        }
        return result;
    }

    /** Whether there are none, one, two or more different values: counted up to three. */
    private static int distinct(double[] values) {
        double first = values[0];
        double second = Double.NaN;
        for (double value : values) {
            if (value != first && Double.isNaN(second)) {
                second = value;
            } else if (value != first && value != second) {
                return 3;
            }
        }
        return Double.isNaN(second) ? 1 : 2;
    }
}
