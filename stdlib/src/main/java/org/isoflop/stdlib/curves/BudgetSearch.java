package org.isoflop.stdlib.curves;

import java.util.Arrays;
import org.isoflop.stdlib.keep.Kept;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** The search for the optimum of one budget, on its rows and on resamples of them. */
final class BudgetSearch {
    private static final int QUANTITIES = 6;

    private final IsoFlopRuns runs;
    private final IsoFlopOptions options;
    private final double budget;
    private final int[] outliers;
    private final double withoutOutliers;
    private final int[] rows;
    private final Valley sizes;
    private final @Nullable Valley tokens;
    private @Nullable Refusal refusal;
    private boolean overTokens;

    /** @param outliers rows of the group, rising */
    BudgetSearch(IsoFlopRuns runs, int[] group, int[] outliers, IsoFlopOptions options) {
        this.runs = runs;
        this.options = options;
        this.outliers = outliers;
        budget = runs.budgets()[group[0]];
        int[] others = Arrays.stream(group).filter(row -> Arrays.binarySearch(outliers, row) < 0).toArray();
        withoutOutliers = outliers.length == 0 ? Double.NaN : lowest(others);
        rows = options.dropOutliers() ? others : group;
        sizes = valley(runs.sizes(), rows);
        tokens = runs.tokens() == null ? null : valley(runs.tokens(), rows);
    }

    private Valley valley(double[] column, int[] of) {
        return Valley.of(options.minimum(), IsoFlopRuns.pick(column, of), runs.lossesOf(of), options.tolerance());
    }

    private int[] without(int row) {
        return Arrays.stream(rows).filter(each -> each != row).toArray();
    }

    /** The row without which there would be a minimum, that in whose place the parabola of the others errs most; -1 if there is none. */
    private int deciding() {
        int found = -1;
        double farthest = 0;
        for (int row : rows) {
            int[] others = without(row);
            double away = Double.isNaN(lowest(others)) ? 0 : Math.abs(ParabolaValley.error(runs, others, row));
            found = away > farthest ? row : found;
            farthest = Math.max(farthest, away);
        }
        return found;
    }

    /** The size of least loss among some rows, NaN if there is none. */
    private double lowest(int[] of) {
        if (of.length == 0) {
            return Double.NaN;
        }
        Valley valley = valley(runs.sizes(), of);
        return valley.find(valley.once(), options.minimum().sizes()) == null ? Math.exp(valley.lowest) : Double.NaN;
    }

    /**
     * What the resamples say.
     *
     * @param draws by quantity and resample
     * @param lost how many have no minimum
     */
    record Drawn(double[][] draws, int lost) {
        Drawn {
            if (draws.length != QUANTITIES) {
                throw new IllegalArgumentException(draws.length + " quantities");
            }
        }
    }

    /**
     * What the rows say, with draws from resamples.
     *
     * @param kept where the draws are kept
     */
    Optimum optimum(RandomStream stream, Kept<Drawn> kept) {
        double[] each = new double[rows.length];
        Arrays.fill(each, 1);
        double[] point = found(each, options.minimum().sizes());
        Refusal refused = refusal;
        BudgetCurve curve = refused == null ? sizes.curve() : null;
        boolean about = overTokens;
        int deciding = refused == null || about ? -1 : deciding();
        Drawn drawn = refused == null ? kept.or(() -> drawn(stream)) : refused(point);
        double[][] draws = drawn.draws();
        return new Optimum(budget, rows.length, outliers, withoutOutliers, refused, deciding, lowest(without(deciding)), about,
                new Estimate(point[0], draws[0]), new Estimate(point[1], draws[1]), new Estimate(point[2], draws[2]),
                new Estimate(point[3], draws[3]),
                new Estimate(point[4], draws[4]), new Estimate(point[5], draws[5]), drawn.lost(), curve);
    }

    private Drawn drawn(RandomStream stream) {
        double[][] draws = new double[QUANTITIES][options.draws()];
        int lost = 0;
        for (int k = 0; k < options.draws(); k++) {
            options.cancellation().poll();
            double[] drawn = found(resample(stream.part(k)), options.minimum().drawn());
            lost += Double.isNaN(drawn[0]) ? 1 : 0;
            for (int i = 0; i < QUANTITIES; i++) {
                draws[i][k] = drawn[i];
            }
        }
        return new Drawn(draws, lost);
    }

    /** Of what was refused nothing is drawn. */
    private Drawn refused(double[] point) {
        double[][] draws = new double[QUANTITIES][options.draws()];
        for (int i = 0; i < QUANTITIES; i++) {
            Arrays.fill(draws[i], point[i]);
        }
        return new Drawn(draws, 0);
    }

    /** How often each row is drawn. */
    private double[] resample(RandomStream stream) {
        double[] counts = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            counts[stream.choice(i, rows.length)]++;
        }
        return counts;
    }

    /** Size, tokens, loss, curvature and the flat part for rows taken so often; all NaN where there is no minimum. */
    private double[] found(double[] counts, int needed) {
        overTokens = false;
        refusal = sizes.find(ordered(counts, sizes), needed);
        if (refusal == null && tokens != null) {
            refusal = tokens.find(ordered(counts, tokens), needed);
            overTokens = refusal != null;
        }
        double[] found = new double[QUANTITIES];
        if (refusal != null) {
            Arrays.fill(found, Double.NaN);
            return found;
        }
        found[0] = Math.exp(sizes.lowest);
        found[1] = tokens == null ? budget / (options.flopPer() * found[0]) : Math.exp(tokens.lowest);
        found[2] = sizes.loss;
        found[3] = sizes.curvature;
        found[4] = Math.exp(sizes.lower);
        found[5] = Math.exp(sizes.upper);
        return found;
    }

    private static double[] ordered(double[] counts, Valley valley) {
        double[] ordered = new double[counts.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = counts[valley.order[i]];
        }
        return ordered;
    }
}
