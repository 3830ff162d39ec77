package org.isoflop.stdlib.curves;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.keep.Kept;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The second approach of Hoffmann et al. (2022, section 3.2): with each budget models of several sizes were trained; the size
 * of least loss is found for each, and power laws of size and tokens go through these.
 *
 * <p>A resample draws as many rows as there are within each budget, with replacement, and goes through the same steps, refusals
 * included: a budget that has no minimum in it is left out of its power laws.
 *
 * @param budgets one for each budget, in rising order
 * @param sizes parameters over FLOP, null where fewer than {@link PowerLaw#POINTS} budgets have a minimum
 * @param tokens tokens over FLOP, likewise
 */
public record IsoFlop(List<Optimum> budgets, @Nullable PowerLaw sizes, @Nullable PowerLaw tokens) {
    /**
     * Finds the optimum of every budget.
     *
     * @param stream names the resamples: draw k of a budget depends on it, on k and on the number of its rows alone
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static IsoFlop of(IsoFlopRuns runs, IsoFlopOptions options, RandomStream stream) {
        Kept<BudgetSearch.Drawn> kept = kept(runs, options, stream);
        int[][] groups = groups(runs.budgets());
        int[][] outliers = Outliers.of(runs, groups);
        Optimum[] found = new Optimum[groups.length];
        AtomicInteger begun = new AtomicInteger();
        Workers.run(options.threads(), groups.length, () -> number -> {
            options.cancellation().progress().reached("budgets", begun.getAndIncrement(), groups.length);
            found[number] = new BudgetSearch(runs, groups[number], outliers[number], options).optimum(stream.part(number),
                    kept.part(BudgetSearch.Drawn.class, number));
        });
        List<Optimum> accepted = Arrays.stream(found).filter(optimum -> optimum.refusal() == null).toList();
        return new IsoFlop(List.of(found), law(accepted, false), law(accepted, true));
    }

    /** Where the draws of all budgets are kept, each as a part. */
    private static Kept<BudgetSearch.Drawn> kept(IsoFlopRuns runs, IsoFlopOptions options, RandomStream stream) {
        return options.keeper().of(BudgetSearch.Drawn.class, work(runs, options), 4.0 * runs.losses().length, options.threads(), null,
                "isoflop", runs, options.minimum(), options.dropOutliers(), options.flopPer(), options.tolerance(), options.draws(),
                stream);
    }

    /** Whether the draws of a budget are kept, as of one that has a minimum they are once all is done. */
    public static boolean isKnown(IsoFlopRuns runs, IsoFlopOptions options, RandomStream stream) {
        Kept<BudgetSearch.Drawn> kept = kept(runs, options, stream);
        int budgets = groups(runs.budgets()).length;
        boolean known = false;
        for (int number = 0; number < budgets && kept.isWanted(); number++) {
            known |= kept.part(BudgetSearch.Drawn.class, number).isKnown();
        }
        return known;
    }

    /** Roughly how much it is, in evaluations of a row. */
    public static double work(IsoFlopRuns runs, IsoFlopOptions options) {
        return (double) options.draws() * runs.losses().length;
    }

    /** The budgets that have a minimum. */
    public List<Optimum> accepted() {
        return budgets.stream().filter(optimum -> optimum.refusal() == null).toList();
    }

    /**
     * The exponents of sizes and tokens added up, which is 1 where budgets are proportional to size times tokens; null without
     * power laws.
     */
    public @Nullable Estimate exponentSum() {
        return sizes == null || tokens == null ? null : PowerLaw.exponentSum(sizes, tokens);
    }

    /** The rows of each budget, budgets in rising order. */
    static int[][] groups(double[] budgets) {
        double[] different = Arrays.stream(budgets).sorted().distinct().toArray();
        int[][] groups = new int[different.length][];
        int[] counts = new int[different.length];
        for (double budget : budgets) {
            counts[Arrays.binarySearch(different, budget)]++;
        }
        Arrays.setAll(groups, group -> new int[counts[group]]);
        for (int row = budgets.length - 1; row >= 0; row--) {
            int group = Arrays.binarySearch(different, budgets[row]);
            groups[group][--counts[group]] = row;
        }
        return groups;
    }

    private static @Nullable PowerLaw law(List<Optimum> accepted, boolean tokens) {
        int count = accepted.size();
        if (count < PowerLaw.POINTS) {
            return null;
        }
        double[] x = new double[count];
        double[] y = new double[count];
        double[][] draws = new double[count][];
        for (int i = 0; i < count; i++) {
            Estimate estimate = tokens ? accepted.get(i).tokens() : accepted.get(i).size();
            x[i] = Math.log(accepted.get(i).budget());
            y[i] = Math.log(estimate.point());
            draws[i] = new double[estimate.draws().length];
            for (int k = 0; k < draws[i].length; k++) {
                draws[i][k] = Math.log(estimate.draws()[k]);
            }
        }
        return PowerLaw.through(x, y, draws);
    }
}
