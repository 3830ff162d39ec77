package org.isoflop.stdlib.judge;

import java.util.Arrays;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Refits;
import org.isoflop.stdlib.keep.Kept;
import org.jspecify.annotations.Nullable;

/**
 * The fit without each of its rows, or without each cluster of rows that belong together.
 *
 * @param groupOf for each row of the problem the number of what it is left out with
 * @param coefficients {@code coefficients[group][coefficient]} of the fit to the other rows; NaN if that did not converge
 * @param isExact whether each was fitted; else what it comes to follows from the curvature at the optimum
 */
public record LeaveOneOut(FitResult fit, int[] groupOf, double[][] coefficients, boolean isExact) {
    /** Rows evaluated for one refit each, beyond which refitting takes too long: some seconds. */
    private static final double MOST = 2e7;

    /**
     * Fits as often as there are rows or clusters; where that takes too long, what each fit comes to is worked out from the
     * curvature at the optimum: the infinitesimal jackknife (Jaeckel 1972), over one less the leverage.
     *
     * @param clusterOf for each row its cluster, from 0; null if each row stands by itself
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static LeaveOneOut of(FitResult fit, int @Nullable [] clusterOf, FitOptions options) {
        return of(fit, clusterOf, options, kept(fit, clusterOf, options));
    }

    /** The same where the place of the result is known. */
    public static LeaveOneOut of(FitResult fit, int @Nullable [] clusterOf, FitOptions options, Kept<LeaveOneOut> kept) {
        int[] groupOf = groups(fit, clusterOf);
        int groups = count(groupOf);
        if ((double) groups * groupOf.length > MOST) {
            return new LeaveOneOut(fit, groupOf, foreseen(fit, groupOf, groups), false);
        }
        return kept.or(() -> new LeaveOneOut(fit, groupOf, refitted(fit, groupOf, range(groups), options), true));
    }

    /** Where the result is kept, unless it is worked out from the curvature, which is soon done. */
    public static Kept<LeaveOneOut> kept(FitResult fit, int @Nullable [] clusterOf, FitOptions options) {
        int rows = fit.problem().rows();
        int groups = count(groups(fit, clusterOf));
        double work = (double) groups * rows > MOST ? 0 : Fitter.work(rows, 0, groups);
        double numbers = (fit.problem().columns().length + 4.0) * rows;
        return options.keeper().of(LeaveOneOut.class, work, numbers, options.threads(), fit, "left out", fit, clusterOf);
    }

    static int[] groups(FitResult fit, int @Nullable [] clusterOf) {
        return clusterOf == null ? range(fit.problem().rows()) : clusterOf;
    }

    static int count(int[] groupOf) {
        int most = 0;
        for (int group : groupOf) {
            most = Math.max(most, group + 1);
        }
        return most;
    }

    private static int[] range(int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = i;
        }
        return all;
    }

    /** The coefficients without each of some groups. */
    static double[][] refitted(FitResult fit, int[] groupOf, int[] leftOut, FitOptions options) {
        double[][] coefficients = new double[leftOut.length][];
        Refits refits = new Refits(fit);
        Workers.run(options.threads(), leftOut.length, () -> {
            Refits.Worker worker = refits.worker(options.cancellation());
            int[] counts = new int[groupOf.length];
            return number -> {
                options.cancellation().poll();
                for (int row = 0; row < counts.length; row++) {
                    counts[row] = groupOf[row] == leftOut[number] ? 0 : 1;
                }
                double[] found = worker.refit(counts);
                double[] elsewhere = Double.isNaN(found[0]) ? worker.retry() : null;
                coefficients[number] = elsewhere == null ? found : elsewhere;
            };
        });
        return coefficients;
    }

    /** About the same without a refit. */
    static double[][] foreseen(FitResult fit, int[] groupOf, int groups) {
        int size = fit.coefficients().length;
        Curvature curvature = Curvature.of(fit);
        double[][] influences = curvature.influences();
        double[] leverages = curvature.leverages();
        double[][] result = new double[groups][size];
        for (int row = 0; row < groupOf.length; row++) {
            for (int j = 0; j < size; j++) {
                result[groupOf[row]][j] -= influences[j][row] / Math.max(0.05, 1 - leverages[row]);
            }
        }
        for (double[] point : result) {
            for (int j = 0; j < size; j++) {
                Coefficient coefficient = fit.problem().coefficients().get(j);
                double moved = coefficient.isLogarithmic()
                        ? fit.coefficients()[j] * Math.exp(point[j])
                        : fit.coefficients()[j] + point[j];
                point[j] = Math.max(coefficient.lower(), Math.min(moved, coefficient.upper()));
            }
        }
        return result;
    }

    /** How many rows or clusters were left out, each in its turn. */
    public int groups() {
        return coefficients.length;
    }

    /** How many of the fits did not converge. */
    public int failures() {
        int failures = 0;
        for (double[] point : coefficients) {
            failures += Double.isNaN(Arrays.stream(point).sum()) ? 1 : 0;
        }
        return failures;
    }
}
