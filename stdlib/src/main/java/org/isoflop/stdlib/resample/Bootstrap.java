package org.isoflop.stdlib.resample;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Refits;
import org.isoflop.stdlib.fit.RowDraws;
import org.isoflop.stdlib.keep.Kept;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Refits on resamples. Every resample is refitted from the fit's optimum. The first {@link #FIRST} and every {@link #EVERY}th
 * after them are tried again from elsewhere, as are those that did not converge; if among the first more than {@link #FEW}
 * were better for it, all are.
 */
public final class Bootstrap {
    private static final int FIRST = 16;
    private static final int EVERY = 256;
    private static final int FEW = 1;

    private final FitResult fit;
    private final Scheme scheme;
    private final RandomStream stream;
    private final FitOptions options;
    private final Refits refits;
    private final @Nullable Errors errors;
    private final double[][] values;
    private final boolean[] retried;
    private final boolean[] improved;
    private final AtomicInteger begun = new AtomicInteger();
    private final Kept<Blocks.Block> place;

    private Bootstrap(FitResult fit, Scheme scheme, @Nullable RowDraws rowDraws, int draws, RandomStream stream, FitOptions options) {
        this.fit = fit;
        this.scheme = scheme;
        this.stream = stream;
        this.options = options;
        refits = new Refits(fit, rowDraws);
        errors = scheme instanceof Scheme.Erred ? new Errors(fit) : null;
        values = new double[fit.coefficients().length][draws];
        retried = new boolean[draws];
        improved = new boolean[draws];
        double numbers = (fit.problem().columns().length + 3.0) * rows();
        place = options.keeper().of(Blocks.Block.class, Fitter.work(rows(), 0, draws), numbers, options.threads(), null, "resamples", fit,
                scheme, rowDraws, stream);
    }

    /**
     * Refits {@code draws} resamples, or as many as the scheme has. Draw k depends on the stream, on k and on the first few
     * draws alone: not on the number of draws nor of threads. Fits given the same stream and the same rows share their
     * resamples.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Draws run(FitResult fit, Scheme scheme, int draws, RandomStream stream, FitOptions options) {
        return run(fit, scheme, null, draws, stream, options);
    }

    /**
     * The same where the rows are not sure of all they hold: resample k is of draw k of the rows.
     *
     * @param rowDraws null if they are; else no more draws are made than it has
     */
    public static Draws run(FitResult fit, Scheme scheme, @Nullable RowDraws rowDraws, int draws, RandomStream stream,
            FitOptions options) {
        int most = rowDraws == null ? Integer.MAX_VALUE : rowDraws.count();
        int wanted = Math.min(scheme.draws(draws), most);
        // A few more than wanted where those decide for the others.
        int first = Math.min(scheme.draws(FIRST), most);
        Bootstrap bootstrap = new Bootstrap(fit, scheme, rowDraws, Math.max(wanted, first), stream, options);
        bootstrap.refit(0, Math.min(FIRST, bootstrap.retried.length), true);
        bootstrap.refit(FIRST, wanted, count(bootstrap.improved, FIRST) > FEW);
        return bootstrap.concluded(wanted);
    }

    private void refit(int from, int to, boolean retryAll) {
        Blocks blocks = new Blocks(this, from, to);
        int[] open = blocks.open();
        begun.addAndGet(Math.max(0, to - from) - open.length);
        Workers.run(options.threads(), open.length, () -> {
            Refits.Worker worker = refits.worker(options.cancellation());
            return place -> {
                options.cancellation().poll();
                options.cancellation().progress().reached("resamples", begun.getAndIncrement(), retried.length);
                int number = open[place];
                double[] coefficients = draw(number, worker);
                if (retryAll || number % EVERY == 0 || Double.isNaN(coefficients[0])) {
                    double[] better = worker.retry();
                    retried[number] = true;
                    improved[number] = better != null;
                    coefficients = better != null ? better : coefficients;
                }
                for (int j = 0; j < coefficients.length; j++) {
                    values[j][number] = coefficients[j];
                }
                blocks.done(number);
            };
        });
    }

    /** Where the resamples from one number on to before another are kept. */
    Kept<Blocks.Block> kept(int from, int to) {
        return place.part(Blocks.Block.class, from, to);
    }

    int rows() {
        return fit.problem().rows();
    }

    /** By coefficient and resample. */
    double[][] values() {
        return values;
    }

    /** By resample, whether it was tried from elsewhere. */
    boolean[] retried() {
        return retried;
    }

    /** By resample, whether that led lower. */
    boolean[] improved() {
        return improved;
    }

    private double[] draw(int number, Refits.Worker worker) {
        RandomStream own = stream.part(number);
        return switch (scheme) {
            case Scheme.Counted counted -> worker.refit(counted.counts(number, fit.problem().rows(), own), number);
            case Scheme.Erred erred -> worker.refit(java.util.Objects.requireNonNull(errors).drawn(erred, own), number);
        };
    }

    private Draws concluded(int wanted) {
        int failures = 0;
        for (int k = 0; k < wanted; k++) {
            failures += Double.isNaN(values[0][k]) ? 1 : 0;
        }
        for (int j = 0; j < values.length; j++) {
            values[j] = java.util.Arrays.copyOf(values[j], wanted);
            if (scheme instanceof Scheme.Leave leave) {
                widen(j, leave.widening());
            }
        }
        return new Draws(values, failures, count(retried, wanted), count(improved, wanted));
    }

    /** Moves draws away from the point, along the search variable so that what is positive stays so, and within bounds. */
    private void widen(int j, double by) {
        List<Coefficient> coefficients = fit.problem().coefficients();
        Coefficient coefficient = coefficients.get(j);
        double point = fit.coefficients()[j];
        double[] draws = values[j];
        boolean logarithmic = coefficient.isLogarithmic() && point > 0;
        for (int k = 0; k < draws.length; k++) {
            double moved = logarithmic && draws[k] > 0 ? point * Math.pow(draws[k] / point, by) : point + by * (draws[k] - point);
            draws[k] = Math.max(coefficient.lower(), Math.min(moved, coefficient.upper()));
        }
    }

    private static int count(boolean[] which, int first) {
        int count = 0;
        for (int k = 0; k < Math.min(first, which.length); k++) {
            count += which[k] ? 1 : 0;
        }
        return count;
    }
}
