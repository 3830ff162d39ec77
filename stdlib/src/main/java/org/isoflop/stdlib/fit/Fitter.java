package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.stdlib.keep.Kept;

/** Fits: the way in to this package. */
public final class Fitter {
    /** Tables longer than this are searched on a part of their rows; the minima found are then descended from on all. */
    static final int SEARCHED = 4000;
    private static final int CARRIED = 3;
    /** Rows on which minima are followed before they are on all: one that more rows do not have is left on few. */
    private static final int[] STAGES = {16_000, 128_000};
    private static final int MINIMA = 10;
    /** What a row of a long table takes: descents on all rows, standard errors, statistics. */
    private static final int PASSES = 12;

    private final FitProblem problem;
    private final FitOptions options;
    private final Model model;
    private final Loss firstLoss;
    private final Residuals residuals;
    private int tried;
    private int unfinished;

    private Fitter(FitProblem problem, FitOptions options) {
        this.problem = problem;
        this.options = options;
        model = Model.of(problem);
        firstLoss = firstLoss(problem);
        residuals = new Residuals(problem.rows());
    }

    /**
     * Finds the coefficients with the least objective.
     *
     * @throws FitException if no start has a finite objective
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static FitResult fit(FitProblem problem, FitOptions options) {
        return fit(problem, options, kept(problem, options, work(problem.rows(), problem.starts().descents(), 0)));
    }

    /** The same where the place of the result is known. */
    public static FitResult fit(FitProblem problem, FitOptions options, Kept<FitResult> kept) {
        return kept.or(() -> new Fitter(problem, options).run());
    }

    /**
     * Where the result is kept.
     *
     * @param work how much is saved if it is known, in evaluations of a row: that of the fit and of what is worked out of it
     */
    public static Kept<FitResult> kept(FitProblem problem, FitOptions options, double work) {
        double numbers = (problem.columns().length + 2.0) * problem.rows();
        return options.keeper().of(FitResult.class, work, numbers, options.threads(), problem, "fit", problem);
    }

    /**
     * Roughly how many evaluations of a row a fit takes, descents from so many starts and refits included, to choose by it
     * where to do it.
     */
    public static double work(double rows, double starts, double refits) {
        double searched = rows > SEARCHED ? SEARCHED / 2.0 : rows;
        double descent = searched * (starts < Search.VERY_MANY ? Descent.QUICK : Descent.BRISK) * starts;
        double whole = rows > SEARCHED ? PASSES * rows : 0;
        return descent + whole + rows * 12 * refits;
    }

    private FitResult run() {
        Search search = new Search(problem, firstLoss, model, options, 0);
        Certifier certifier = searched(search);
        List<Search.Minimum> minima = certifier.minima();
        double spread = spread(search, minima.get(0).end());
        if (hasPriors()) {
            search = search.with(firstLoss, spread * unit(firstLoss));
            minima = search.again(minima, 0.1);
        }
        certifier.use(search, minima);
        if (problem.loss() instanceof Loss.LeastAbsolute) {
            return new Exactly(problem, options, search, certifier, spread).result(((Loss.Huber) firstLoss).delta(), tried, unfinished);
        }
        if (problem.rows() <= SEARCHED) {
            certifier.restart();
        }
        Certificate certificate = certifier.certificate();
        return new Conclusion(problem, search, certifier.minima(), spread, residuals).result(tried, unfinished, certificate);
    }

    /** What a unit of loss is in the loss that is minimised: absolute values are approached by Huber losses over delta. */
    private double unit(Loss loss) {
        return problem.loss() instanceof Loss.LeastAbsolute && loss instanceof Loss.Huber(double delta) ? delta : 1;
    }

    private boolean hasPriors() {
        for (Prior prior : problem.priors()) {
            if (prior != null) {
                return true;
            }
        }
        return false;
    }

    /** Absolute values are approached by Huber losses, from one that is smooth on the scale of any sensible residual. */
    private static Loss firstLoss(FitProblem problem) {
        if (!(problem.loss() instanceof Loss.LeastAbsolute)) {
            return problem.loss();
        }
        double sum = 0;
        for (double observed : problem.target()) {
            sum += Math.abs(observed * problem.residual().slope(observed));
        }
        return new Loss.Huber(0.01 * sum / problem.rows());
    }

    private Certifier searched(Search whole) {
        Search search = problem.rows() > SEARCHED ? new Search(part(SEARCHED / 2), firstLoss, model, options, 0) : whole;
        Objective objective = search.objective();
        List<double[]> starts = search.starts();
        tried = starts.size();
        List<double[]> variables = new ArrayList<>(tried);
        for (double[] start : starts) {
            variables.add(Search.variables(objective, start));
        }
        Search.End[] ends = search.descend(variables, 0.1);
        List<Search.Minimum> minima = search.minima(ends);
        if (minima.isEmpty()) {
            throw new FitException(starts.isEmpty() ? "no starting point could be found" : "the objective is not finite at any start");
        }
        if (search.isDoubtful(minima, tried)) {
            List<double[]> scanned = search.scanned();
            variables.addAll(scanned);
            tried += scanned.size();
            ends = Stream.concat(Arrays.stream(ends), Arrays.stream(search.descend(scanned, 0.1))).toArray(Search.End[]::new);
            minima = search.minima(ends);
        }
        for (Search.End end : ends) {
            unfinished += end.converged() ? 0 : 1;
        }
        List<Search.Minimum> best = finished(minima, search == whole ? MINIMA : CARRIED);
        if (search.areVeryMany(starts.size())) {
            best = search.again(best, 0);
        }
        Certifier certifier = new Certifier(search, best);
        certifier.rescue(variables);
        if (search != whole) {
            certifier.restart();
            for (int rows : STAGES) {
                if (2 * rows <= problem.rows()) {
                    Search stage = new Search(part(rows), firstLoss, model, options, 0);
                    certifier.use(stage, stage.again(certifier.minima(), 0));
                }
            }
            certifier.use(whole, whole.again(certifier.minima(), 0));
        }
        return certifier;
    }

    /** The best few: of those that are no minima, because a descent was given up, only what is lower than all minima. */
    private static List<Search.Minimum> finished(List<Search.Minimum> minima, int most) {
        List<Search.Minimum> result = new ArrayList<>();
        for (Search.Minimum minimum : minima) {
            if (result.size() < most && (result.isEmpty() || minimum.end().converged())) {
                result.add(minimum);
            }
        }
        return result;
    }

    /** The problem on an even choice of so many of its rows. */
    private FitProblem part(int count) {
        int[] rows = Search.strided(problem.rows(), count);
        double[][] columns = new double[problem.columns().length][];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Projection.pick(problem.columns()[column], rows);
        }
        double[] weights = problem.weights() == null ? null : Projection.pick(problem.weights(), rows);
        return new FitProblem(problem.prediction(), columns, Projection.pick(problem.target(), rows), weights,
                problem.coefficients(), problem.residual(), problem.loss(), problem.priors(), problem.starts());
    }

    /** What a row is worth: see {@link FitProblem}. */
    private double spread(Search search, Search.End end) {
        double[] r = residuals.at(search.objective(), end.point());
        double[] totals = Totals.of(r.length, options.threads(), 2, (from, to, sums) -> {
            double sum = 0;
            double total = 0;
            for (int row = from; row < to; row++) {
                double weight = problem.weights() == null ? 1 : problem.weights()[row];
                sum += weight * problem.loss().slope(r[row]) * r[row];
                total += weight;
            }
            sums[0] = sum;
            sums[1] = total;
        });
        double n = r.length;
        return totals[0] / totals[1] * n / Math.max(1, n - problem.coefficients().size());
    }
}
