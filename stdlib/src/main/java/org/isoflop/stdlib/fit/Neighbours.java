package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.stdlib.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Fits of one law, one behind the other as along an axis of a sweep: where each ended is a start for its neighbours. What is found so does
 * not replace a result, which depends on its own rows and starts alone, but tells of one that is only a local minimum.
 */
public final class Neighbours {
    /** Of Huber losses, in mean residuals. */
    private static final double[] WIDTHS = {1, 0.1, 0.01, 1e-3, 1e-4};

    private Neighbours() {
    }

    /**
     * A fit whose own starts missed something.
     *
     * @param fit its number
     * @param neighbour the number of the fit from whose coefficients a descent ends lower
     * @param gain by how much of the objective
     */
    public record Missed(int fit, int neighbour, double gain) {
    }

    /**
     * Descends in each fit from the coefficients of the one before and of the one behind it. Tables of more than 4000 rows are left out,
     * on which a descent is as dear as all of the fit.
     *
     * @param fits neighbours stand next to each other; those of other coefficients than their neighbour's are not compared with it
     * @return those where that leads lower than all of their own starts, in order
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static List<Missed> missed(List<FitResult> fits, FitOptions options) {
        @Nullable Missed[] found = new Missed[fits.size()];
        FitOptions each = new FitOptions(1, options.cancellation());
        Workers.run(options.threads(), found.length, () -> fit -> found[fit] = missed(fits, fit, each));
        List<Missed> result = new ArrayList<>();
        for (Missed one : found) {
            if (one != null) {
                result.add(one);
            }
        }
        return result;
    }

    private static @Nullable Missed missed(List<FitResult> fits, int fit, FitOptions options) {
        FitResult own = fits.get(fit);
        Missed most = null;
        for (int neighbour : new int[] {fit - 1, fit + 1}) {
            if (neighbour < 0 || neighbour >= fits.size() || !isComparable(own, fits.get(neighbour))) {
                continue;
            }
            double gain = 1 - descended(own, fits.get(neighbour).coefficients(), options) / own.objective();
            if (gain > Search.SAME && (most == null || gain > most.gain)) {
                most = new Missed(fit, neighbour, gain);
            }
        }
        return most;
    }

    private static boolean isComparable(FitResult own, FitResult other) {
        FitProblem problem = own.problem();
        return problem.rows() <= Fitter.SEARCHED && problem.coefficients().equals(other.problem().coefficients())
                && own.objective() > Search.floor(problem, problem.loss(), 1);
    }

    /** The objective where a descent ends. */
    private static double descended(FitResult own, double[] start, FitOptions options) {
        FitProblem problem = own.problem();
        Search search = new Search(problem, problem.loss(), Model.of(problem), options, own.spread());
        double[] variables = Search.variables(search.objective(), start);
        return problem.loss() instanceof Loss.LeastAbsolute
                ? absolute(own, search, variables)
                : search.descend(List.of(variables), 0, Descent.PATIENT, new int[0])[0].value();
    }

    /** Absolute residuals are approached by ever sharper Huber losses; any point at which their sum is lower tells of a lower minimum. */
    private static double absolute(FitResult own, Search search, double[] start) {
        Objective exact = search.objective();
        double mean = own.objective() / exact.rows();
        double[] point = start;
        for (double part : WIDTHS) {
            Search smooth = search.with(new Loss.Huber(part * mean), own.spread() * part * mean);
            point = smooth.descend(List.of(point), 0, Descent.PATIENT, new int[0])[0].point();
        }
        exact.evaluate(point, false);
        return exact.value;
    }
}
