package org.isoflop.stdlib.compare;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.FitException;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitStatistics;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.judge.LeaveOneOut;
import org.isoflop.stdlib.keep.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Fits of several laws to the same rows.
 *
 * @param scores in the order of the fits
 * @param criterion what the best was chosen by
 * @param draws resamples that the shares of {@link Score#best} rest on; 0 if the fits have none in common
 */
public record Comparison(List<Score> scores, Criterion criterion, int draws) {
    /** Rows evaluated over all resamples, beyond which fewer are looked at: a second or two. */
    private static final double MOST = 5e7;
    /** How many evaluations of its rows, with slopes, a fit without some of them takes. */
    private static final double STEPS_WITHOUT = 200;

    /**
     * How a fit compares. Errors are roots of mean squares of observed - predicted, in the target's unit and unweighted, so that
     * fits with different residuals can be compared.
     *
     * @param weight Akaike's: {@code exp(-d/2)} of the distance d to the least AICc, over the sum of all
     * @param heldOut the error in rows held out, NaN if there are none or others hold out others
     * @param crossValidated the error in each row, or cluster, by the fit to the others; NaN if one of those is not known
     * @param best the share of resamples in which this fit is the best by the criterion; NaN without paired ones
     */
    public record Score(String name, int coefficients, int rows, double objective, double rmse, double aicc, double bic, double weight,
            double heldOut, double crossValidated, double best) {
        /** The value of a criterion. */
        public double of(Criterion criterion) {
            return switch (criterion) {
                case AICC -> aicc;
                case BIC -> bic;
                case HELD_OUT -> heldOut;
                case CROSS_VALIDATED -> crossValidated;
            };
        }

        private Score with(double itsWeight, double itsBest) {
            return new Score(name, coefficients, rows, objective, rmse, aicc, bic, itsWeight, heldOut, crossValidated, itsBest);
        }
    }

    /**
     * Compares fits.
     *
     * @param wanted what the best is chosen by; null for the error in rows held out, or, where there are none, cross-validated
     * @throws IllegalArgumentException if the fits are not of the same observations
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Comparison of(List<Contender> contenders, @Nullable Criterion wanted, FitOptions options) {
        return of(contenders, wanted, options, kept(contenders, wanted, options, work(contenders)));
    }

    /** The same where the place of the result is known. */
    public static Comparison of(List<Contender> contenders, @Nullable Criterion wanted, FitOptions options, Kept<Comparison> kept) {
        return kept.or(() -> compared(contenders, wanted, options));
    }

    /**
     * Where the result is kept.
     *
     * @param work how much is saved if it is known, in evaluations of a row
     */
    public static Kept<Comparison> kept(List<Contender> contenders, @Nullable Criterion wanted, FitOptions options, double work) {
        double numbers = 0;
        for (Contender each : contenders) {
            Contender.Resamples resamples = each.resamples();
            numbers += (each.fit().problem().columns().length + 4.0) * each.fit().problem().rows()
                    + (resamples == null ? 0 : (double) resamples.values().length * resamples.count());
        }
        return options.keeper().of(Comparison.class, work, numbers, options.threads(), null, "comparison", contenders, wanted);
    }

    /** Roughly how much it is, in evaluations of a row: a fit without each of its rows or clusters, and the criterion on each resample. */
    public static double work(List<Contender> contenders) {
        double work = 0;
        for (Contender each : contenders) {
            double rows = each.fit().problem().rows();
            int[] clusterOf = each.clusterOf();
            double groups = clusterOf == null ? rows : Arrays.stream(clusterOf).distinct().count();
            Contender.Resamples resamples = each.resamples();
            work += rows * (groups * STEPS_WITHOUT + (resamples == null ? 0 : resamples.count()));
        }
        return work;
    }

    private static Comparison compared(List<Contender> contenders, @Nullable Criterion wanted, FitOptions options) {
        Contender first = contenders.getFirst();
        boolean sameHeld = first.heldTarget().length > 0;
        for (Contender other : contenders) {
            if (!other.hasRowsOf(first)) {
                throw new IllegalArgumentException(differences(first, other));
            }
            sameHeld &= Arrays.equals(other.heldTarget(), first.heldTarget());
        }
        Criterion criterion = wanted != null ? wanted : sameHeld ? Criterion.HELD_OUT : Criterion.CROSS_VALIDATED;
        Score[] scores = new Score[contenders.size()];
        for (int i = 0; i < scores.length; i++) {
            options.cancellation().progress().reached("fits without a row", i, scores.length);
            scores[i] = score(contenders.get(i), sameHeld, options);
        }
        double[] weights = weights(Arrays.stream(scores).mapToDouble(Score::aicc).toArray());
        int[] wins = wins(contenders, criterion, sameHeld, options);
        int draws = Arrays.stream(wins).sum();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i].with(weights[i], draws == 0 ? Double.NaN : (double) wins[i] / draws);
        }
        return new Comparison(List.of(scores), criterion, draws);
    }

    /** The fit that is the best at the optimum; -1 if the criterion is known of none. */
    public int best() {
        return least(scores.stream().mapToDouble(score -> score.of(criterion)).toArray());
    }

    private static String differences(Contender first, Contender other) {
        int rows = first.fit().problem().rows();
        int others = other.fit().problem().rows();
        return rows == others
                ? "`" + first.name() + "` and `" + other.name() + "` are fits of different observations"
                : "`" + first.name() + "` is a fit of " + rows + " rows and `" + other.name() + "` of " + others;
    }

    private static Score score(Contender contender, boolean sameHeld, FitOptions options) {
        FitProblem problem = contender.fit().problem();
        FitStatistics statistics = contender.fit().statistics();
        FitProblem held = sameHeld ? contender.heldOut() : null;
        double[] point = contender.fit().coefficients();
        return new Score(contender.name(), point.length, problem.rows(), contender.fit().objective(), error(problem, point),
                statistics.aicc(), statistics.bic(), Double.NaN, held == null ? Double.NaN : error(held, point),
                crossValidated(LeaveOneOut.of(contender.fit(), contender.clusterOf(), options), options), Double.NaN);
    }

    private static double error(FitProblem problem, double[] coefficients) {
        double[] predicted = problem.predictions(coefficients);
        double squares = 0;
        for (int row = 0; row < predicted.length; row++) {
            double off = problem.target()[row] - predicted[row];
            squares += off * off;
        }
        return Math.sqrt(squares / predicted.length);
    }

    private static double crossValidated(LeaveOneOut without, FitOptions options) {
        FitProblem problem = without.fit().problem();
        double[][] found = without.coefficients().clone();
        for (int group = 0; group < found.length; group++) {
            found[group] = Double.isNaN(found[group][0]) ? anew(without, group, options) : found[group];
        }
        double[] inputs = new double[problem.prediction().inputCount()];
        double squares = 0;
        for (int row = 0; row < problem.rows(); row++) {
            for (int column = 0; column < problem.columns().length; column++) {
                inputs[column] = problem.columns()[column][row];
            }
            double[] coefficients = found[without.groupOf()[row]];
            System.arraycopy(coefficients, 0, inputs, problem.columns().length, coefficients.length);
            double off = problem.target()[row] - problem.prediction().value(inputs);
            squares += off * off;
        }
        return Math.sqrt(squares / problem.rows());
    }

    /** The fit without a group from the beginning, where the refit from the optimum did not converge. */
    private static double[] anew(LeaveOneOut without, int group, FitOptions options) {
        FitProblem problem = without.fit().problem();
        int[] others = IntStream.range(0, problem.rows()).filter(row -> without.groupOf()[row] != group).toArray();
        try {
            return Fitter.fit(problem.select(others), options).coefficients();
        } catch (FitException impossible) {
            return without.coefficients()[group];
        }
    }

    /** Akaike's weights; a fit without a finite criterion has none. */
    static double[] weights(double[] criteria) {
        double least = Double.POSITIVE_INFINITY;
        for (double criterion : criteria) {
            least = Math.min(least, Double.isNaN(criterion) ? least : criterion);
        }
        double[] weights = new double[criteria.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.abs(criteria[i]) <= Double.MAX_VALUE ? Math.exp((least - criteria[i]) / 2) : 0;
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static int least(double[] values) {
        int least = -1;
        for (int i = 0; i < values.length; i++) {
            least = !Double.isNaN(values[i]) && (least < 0 || values[i] < values[least]) ? i : least;
        }
        return least;
    }

    /** In how many resamples each is the best. */
    private static int[] wins(List<Contender> contenders, Criterion criterion, boolean sameHeld, FitOptions options) {
        int[] wins = new int[contenders.size()];
        Contender.Resamples first = contenders.getFirst().resamples();
        int draws = first == null || criterion == Criterion.HELD_OUT && !sameHeld ? 0 : first.count();
        for (Contender contender : contenders) {
            Contender.Resamples own = contender.resamples();
            draws = own == null || first == null || !own.isPairedWith(first) ? 0 : Math.min(draws, own.count());
        }
        double rows = contenders.getFirst().fit().problem().rows();
        int looked = (int) Math.min(draws, Math.max(100, MOST / rows));
        int[] winners = new int[looked];
        AtomicInteger begun = new AtomicInteger();
        Workers.run(options.threads(), looked, () -> draw -> {
            options.cancellation().poll();
            options.cancellation().progress().reached("resamples", begun.getAndIncrement(), looked);
            double[] values = new double[wins.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = resampled(contenders.get(i), draw, criterion);
            }
            winners[draw] = Double.isNaN(Arrays.stream(values).sum()) ? -1 : least(values);
        });
        for (int winner : winners) {
            if (winner >= 0) {
                wins[winner]++;
            }
        }
        return wins;
    }

    /** The criterion of the refit to a resample, NaN if it failed. */
    private static double resampled(Contender contender, int draw, Criterion criterion) {
        Contender.Resamples resamples = contender.resamples();
        double[] coefficients = resamples == null ? null : resamples.coefficients(draw);
        if (resamples == null || coefficients == null) {
            return Double.NaN;
        }
        FitProblem problem = contender.fit().problem();
        FitProblem held = contender.heldOut();
        return switch (criterion) {
            case HELD_OUT -> held == null ? Double.NaN : error(held, coefficients);
            case CROSS_VALIDATED -> {
                int[] rows = chosen(resamples, draw, problem.rows(), false);
                yield rows.length == 0 ? Double.NaN : error(problem.select(rows), coefficients);
            }
            case AICC -> FitStatistics.of(problem.select(chosen(resamples, draw, problem.rows(), true)), coefficients).aicc();
            case BIC -> FitStatistics.of(problem.select(chosen(resamples, draw, problem.rows(), true)), coefficients).bic();
        };
    }

    /** The rows of a resample, each as often as it was drawn, or those that were not drawn. */
    private static int[] chosen(Contender.Resamples resamples, int draw, int rows, boolean drawn) {
        int[] counts = resamples.scheme().counts(draw, rows, resamples.stream().part(draw));
        int size = 0;
        for (int count : counts) {
            size += drawn ? count : count == 0 ? 1 : 0;
        }
        int[] chosen = new int[size];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int times = drawn ? counts[row] : counts[row] == 0 ? 1 : 0;
            for (int i = 0; i < times; i++) {
                chosen[at++] = row;
            }
        }
        return chosen;
    }
}
