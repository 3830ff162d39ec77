package org.isoflop.stdlib.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.keep.Kept;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The first approach of Hoffmann et al. (2022, section 3.1): the lower envelope of training curves says which size was best at
 * each amount of compute, and power laws go through these. Where the smallest or the largest size is best, a smaller or larger
 * one might have been better, so that these places do not count for the power laws. A resample draws whole runs.
 *
 * @param places natural logarithms of compute, rising
 * @param runs the run that is lowest at each place
 * @param losses with draws
 * @param sizes parameters of that run, with draws
 * @param tokens what it had been trained on there, with draws
 * @param counts whether a place counts for the power laws
 * @param powerLawOfSize null where fewer than {@link PowerLaw#POINTS} sizes count
 * @param powerLawOfTokens likewise
 * @param spikes how many checkpoints are spikes
 * @param spiked how many runs have any
 */
public record Envelope(double[] places, int[] runs, Estimate[] losses, Estimate[] sizes, Estimate[] tokens, boolean[] counts,
        @Nullable PowerLaw powerLawOfSize, @Nullable PowerLaw powerLawOfTokens, int spikes, int spiked) {
    /**
     * Follows the lowest curves.
     *
     * @param stream names the resamples: draw k depends on it, on k and on the number of runs alone
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Envelope of(TrainingCurves curves, EnvelopeOptions options, RandomStream stream) {
        return of(curves, options, stream, kept(curves, options, stream));
    }

    /** The same where the place of the result is known. */
    public static Envelope of(TrainingCurves curves, EnvelopeOptions options, RandomStream stream, Kept<Envelope> kept) {
        return kept.or(() -> found(curves, options, stream));
    }

    /** Where the result is kept. */
    public static Kept<Envelope> kept(TrainingCurves curves, EnvelopeOptions options, RandomStream stream) {
        return options.keeper().of(Envelope.class, work(curves, options), 3.0 * curves.spent().length, options.threads(), null, "envelope",
                curves, options.method(), options.points(), options.window(), options.dropSpikes(), options.warmup(), options.flopPer(),
                options.draws(), stream);
    }

    /** Roughly how much it is, in evaluations of a row. */
    public static double work(TrainingCurves curves, EnvelopeOptions options) {
        return curves.spent().length + (double) options.points() * options.draws();
    }

    private static Envelope found(TrainingCurves curves, EnvelopeOptions options, RandomStream stream) {
        Curve[] smoothed = new Curve[curves.runs()];
        Workers.run(options.threads(), smoothed.length, () -> run -> {
            options.cancellation().poll();
            smoothed[run] = new Curve(curves, run, options);
        });
        return new EnvelopeSearch(curves, List.of(smoothed), options).envelope(stream);
    }

    /** The search on smoothed curves. */
    private static final class EnvelopeSearch {
        private final TrainingCurves curves;
        private final List<Curve> smoothed;
        private final EnvelopeOptions options;
        private final Frontier frontier;

        EnvelopeSearch(TrainingCurves curves, List<Curve> smoothed, EnvelopeOptions options) {
            this.curves = curves;
            this.smoothed = smoothed;
            this.options = options;
            frontier = switch (options.method()) {
                case BUCKETS -> new Buckets(smoothed, options);
                case HULL -> new Hull(smoothed);
            };
        }

        /** What is lowest, where it counts, and the lines through it: intercept and slope of sizes, then of tokens. */
        private record Found(Frontier.Lowest lowest, double[] logTokens, boolean[] counts, double[] ofSize, double[] ofTokens) {
        }

        Envelope envelope(RandomStream stream) {
            boolean[] all = new boolean[curves.runs()];
            Arrays.fill(all, true);
            Found point = found(all);
            if (options.draws() > 0 && frontier instanceof Buckets buckets) {
                buckets.rank();
            }
            Found[] draws = new Found[options.draws()];
            AtomicInteger begun = new AtomicInteger();
            Workers.run(options.threads(), draws.length, () -> k -> {
                options.cancellation().poll();
                options.cancellation().progress().reached("resamples", begun.getAndIncrement(), draws.length);
                draws[k] = found(drawn(stream.part(k)));
            });
            int[] places = known(point.lowest.runs());
            return new Envelope(pick(frontier.places(), places), Arrays.stream(places).map(place -> point.lowest.runs()[place]).toArray(),
                    estimates(places, point, draws, (found, place) -> found.lowest.losses()[place]),
                    estimates(places, point, draws, (found, place) -> size(found.lowest.runs()[place])),
                    estimates(places, point, draws, (found, place) -> Math.exp(found.logTokens[place])), which(point.counts, places),
                    law(point.ofSize, draws, true), law(point.ofTokens, draws, false),
                    smoothed.stream().mapToInt(curve -> curve.spikes).sum(),
                    (int) smoothed.stream().filter(curve -> curve.spikes > 0).count());
        }

        private boolean[] drawn(RandomStream stream) {
            boolean[] present = new boolean[curves.runs()];
            for (int i = 0; i < present.length; i++) {
                present[stream.choice(i, present.length)] = true;
            }
            return present;
        }

        private double size(int run) {
            return run < 0 ? Double.NaN : curves.sizes()[run];
        }

        private Found found(boolean[] present) {
            Frontier.Lowest lowest = frontier.among(present);
            double smallest = Double.POSITIVE_INFINITY;
            double largest = 0;
            for (int run = 0; run < present.length; run++) {
                smallest = present[run] ? Math.min(smallest, curves.sizes()[run]) : smallest;
                largest = present[run] ? Math.max(largest, curves.sizes()[run]) : largest;
            }
            int places = lowest.runs().length;
            boolean[] counts = new boolean[places];
            double[] logTokens = new double[places];
            double[] x = new double[places];
            double[] sizes = new double[places];
            double[] tokens = new double[places];
            int count = 0;
            for (int place = 0; place < places; place++) {
                int run = lowest.runs()[place];
                logTokens[place] = run < 0 ? Double.NaN : logTokens(run, frontier.places()[place]);
                counts[place] = run >= 0 && curves.sizes()[run] > smallest && curves.sizes()[run] < largest;
                if (counts[place]) {
                    x[count] = frontier.places()[place];
                    sizes[count] = Math.log(curves.sizes()[run]);
                    tokens[count++] = logTokens[place];
                }
            }
            boolean enough = different(sizes, count) >= PowerLaw.POINTS;
            return new Found(lowest, logTokens, counts, PowerLaw.line(x, sizes, enough ? count : 0),
                    PowerLaw.line(x, tokens, enough ? count : 0));
        }

        private double logTokens(int run, double log) {
            return curves.tokens() == null ? log - Math.log(options.flopPer() * curves.sizes()[run]) : smoothed.get(run).logTokensAt(log);
        }

        private static long different(double[] numbers, int count) {
            return Arrays.stream(numbers, 0, count).distinct().limit(PowerLaw.POINTS).count();
        }

        private static int[] known(int[] runs) {
            List<Integer> known = new ArrayList<>();
            for (int place = 0; place < runs.length; place++) {
                if (runs[place] >= 0) {
                    known.add(place);
                }
            }
            return known.stream().mapToInt(place -> place).toArray();
        }

        private static double[] pick(double[] from, int[] places) {
            return Arrays.stream(places).mapToDouble(place -> from[place]).toArray();
        }

        private static boolean[] which(boolean[] all, int[] places) {
            boolean[] some = new boolean[places.length];
            for (int i = 0; i < some.length; i++) {
                some[i] = all[places[i]];
            }
            return some;
        }

        private interface Quantity {
            double of(Found found, int place);
        }

        private Estimate[] estimates(int[] places, Found point, Found[] draws, Quantity quantity) {
            // Where a resample has no corner of its hull at a place of ours, it says nothing of that place.
            boolean drawn = options.method() == EnvelopeOptions.Method.BUCKETS;
            Estimate[] estimates = new Estimate[places.length];
            for (int i = 0; i < estimates.length; i++) {
                double[] values = new double[drawn ? draws.length : 0];
                for (int k = 0; k < values.length; k++) {
                    values[k] = quantity.of(draws[k], places[i]);
                }
                estimates[i] = new Estimate(quantity.of(point, places[i]), values);
            }
            return estimates;
        }

        private static @Nullable PowerLaw law(double[] point, Found[] draws, boolean size) {
            if (Double.isNaN(point[1])) {
                return null;
            }
            double[] coefficients = new double[draws.length];
            double[] exponents = new double[draws.length];
            for (int k = 0; k < draws.length; k++) {
                double[] line = size ? draws[k].ofSize : draws[k].ofTokens;
                coefficients[k] = Math.exp(line[0]);
                exponents[k] = line[1];
            }
            return new PowerLaw(Math.exp(point[0]), point[1], coefficients, exponents);
        }
    }
}
