package org.isoflop.stdlib.interval;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Refits;
import org.jspecify.annotations.Nullable;

/**
 * Traces profiles: from the optimum outwards in steps of about half a standard error, each refitted from where the last two
 * point to, until the deviance is as high as asked for or the coefficient's range ends.
 */
public final class Profiler {
    private static final int STEPS = 90;
    /** How many refits a profile takes, roughly. */
    private static final int REFITS = 30;
    /** Standard errors, of a coefficient without bounds, beyond which an interval counts as open. */
    private static final double FAR = 1e7;

    private final FitResult fit;
    private final Curvature curvature;
    private final Refits refits;
    private final double furthest;
    private final double unit;

    private Profiler(FitResult fit, double furthest) {
        this.fit = fit;
        this.furthest = furthest;
        curvature = Curvature.of(fit);
        refits = new Refits(fit);
        unit = Math.max(0.5, furthest / 12);
    }

    /** A place on the profile, with all search variables. */
    private record Found(double[] point, double objective, double root) {
    }

    /**
     * The profile of each coefficient, in their order.
     *
     * @param furthest the signed root of the deviance to which they are traced on both sides
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static List<Profile> profiles(FitResult fit, double furthest, FitOptions options) {
        List<Coefficient> coefficients = fit.problem().coefficients();
        int rows = fit.problem().rows();
        double numbers = (fit.problem().columns().length + 4.0) * rows;
        List<Profile.Trace> traces = options.keeper()
                .of(Traces.class, Fitter.work(rows, 0, REFITS * (double) coefficients.size()), numbers, options.threads(), null, "profiles",
                        fit, furthest)
                .or(() -> traced(fit, furthest, options)).of();
        int degreesOfFreedom = Math.max(1, Curvature.of(fit).degreesOfFreedom());
        List<Profile> result = new ArrayList<>();
        for (int j = 0; j < traces.size(); j++) {
            result.add(new Profile(coefficients.get(j), degreesOfFreedom, traces.get(j)));
        }
        return result;
    }

    /** The profiles of all coefficients, in their order. */
    private record Traces(List<Profile.Trace> of) {
        Traces {
            of = List.copyOf(of);
        }
    }

    private static Traces traced(FitResult fit, double furthest, FitOptions options) {
        Profiler profiler = new Profiler(fit, furthest);
        Profile.Trace[] found = new Profile.Trace[fit.coefficients().length];
        Workers.run(options.threads(), found.length, () -> {
            Refits.Worker worker = profiler.refits.worker(options.cancellation());
            return j -> found[j] = profiler.trace(j, worker);
        });
        return new Traces(List.of(found));
    }

    private Profile.Trace trace(int j, Refits.Worker worker) {
        double[] start = worker.start();
        worker.hold(j, start[j], start);
        Found best = new Found(start, Math.min(fit.objective(), worker.objective()), 0);
        ArrayDeque<Found> found = new ArrayDeque<>();
        found.add(best);
        boolean below = side(j, -1, best, found, worker);
        boolean above = side(j, 1, best, found, worker);
        double[] places = new double[found.size()];
        double[] objectives = new double[places.length];
        double[] roots = new double[places.length];
        int i = 0;
        for (Found each : found) {
            places[i] = each.point()[j];
            objectives[i] = each.objective();
            roots[i++] = each.root();
        }
        return new Profile.Trace(places, objectives, roots, below, above);
    }

    /** Traces one side; whether it is open there. */
    private boolean side(int j, int sign, Found best, ArrayDeque<Found> found, Refits.Worker worker) {
        double error = Math.sqrt(curvature.searchCovariance()[j][j]);
        double natural = error > 0 && error < 1e6 ? error : 0.1 * Math.max(1, Math.abs(best.point()[j]));
        double end = end(fit.problem().coefficients().get(j), sign);
        double step = unit * natural;
        Found last = best;
        @Nullable Found before = null;
        for (int steps = 0; steps < STEPS && Math.abs(last.root()) < furthest; steps++) {
            double place = last.point()[j] + sign * step;
            boolean ends = sign * (place - end) >= 0;
            place = ends ? end : place;
            if (sign * (place - last.point()[j]) <= 0 || Math.abs(place - best.point()[j]) > FAR * natural) {
                return true;
            }
            Found next = next(j, place, sign, best, last, before, worker);
            double risen = next == null ? Double.POSITIVE_INFINITY : Math.abs(next.root() - last.root());
            if (next == null || risen > 2 * unit && step > 1e-6 * natural) {
                step *= next == null ? 0.25 : Math.max(0.1, unit / risen);
                continue;
            }
            if (sign < 0) {
                found.addFirst(next);
            } else {
                found.addLast(next);
            }
            before = last;
            last = next;
            step *= risen < 0.5 * unit ? 2 : risen > 1.5 * unit ? 0.7 : 1;
        }
        return false;
    }

    /** As the search has it: a logarithm of what may vanish ends where it no longer counts. */
    private static double end(Coefficient coefficient, int sign) {
        double end = sign < 0 ? coefficient.lower() : coefficient.upper();
        if (!coefficient.isLogarithmic()) {
            return end;
        }
        return Math.max(-250, Math.min(Math.log(end), 250));
    }

    private @Nullable Found next(int j, double place, int sign, Found best, Found last, @Nullable Found before, Refits.Worker worker) {
        double[] guess = last.point().clone();
        double run = before == null ? 0 : last.point()[j] - before.point()[j];
        for (int k = 0; k < guess.length && before != null && run != 0; k++) {
            guess[k] += (place - last.point()[j]) / run * (last.point()[k] - before.point()[k]);
        }
        @Nullable Found lowest = null;
        for (double[] from : List.of(guess, last.point(), best.point())) {
            double[] point = worker.hold(j, place, from);
            double objective = worker.objective();
            if (objective <= Double.MAX_VALUE && (lowest == null || objective < lowest.objective())) {
                double deviance = Math.max(0, 2 * (objective - best.objective()) / curvature.scale());
                lowest = new Found(point, objective, sign * Math.sqrt(deviance));
            }
            if (lowest != null && from == guess && Math.abs(lowest.root() - last.root()) < 2 * unit) {
                break;
            }
        }
        return lowest;
    }
}
