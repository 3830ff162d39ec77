package org.isoflop.stdlib.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.LocalMinimum;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.jspecify.annotations.Nullable;

/** Says of a fit what has to be said. Few thresholds, each with its reason; a sound fit gives no finding. */
public final class Judge {
    /** Belsley, Kuh and Welsch (1980) call a condition above 30 strong; it matters only with a standard error that says so too. */
    private static final double STRONG = 30;
    /** A positive coefficient whose standard error is all of it is known to a factor of 50 at 95 %. */
    private static final double HARDLY = 1;
    /** What is systematic in the residuals is then half as large as their spread. */
    private static final double SYSTEMATIC = 0.25;
    private static final double SURELY = 1e-3;
    /** An exponent from less than a factor of ten cannot be told from the slope of something else. */
    private static final double DECADE = 1 - 1e-9;
    /** Through two values of an argument every exponent passes, with an offset to suit. */
    private static final int FEW = 3;
    private static final double NEARLY = 0.01;
    /** Coefficients whose standard error is not known differ if they do by this part. */
    private static final double CLEARLY = 0.1;
    private static final double FAILED = 0.01;
    private static final int A_FEW = 4;
    /** Normal residuals never lie so far, and of heavy tails (Student's with 5 degrees of freedom) one in two thousand. */
    private static final double FAR = 8;
    /** Residuals as small as this, next to the target, are rounding and mean nothing. */
    private static final double EXACT = 1e-7;
    /**
     * In small tables every row moves something: of p coefficients and n rows of pure noise the farthest moves one by about
     * 4 sqrt(p / n) standard errors. What is beyond this many times sqrt(p / n), and beyond one, is the row's own doing.
     */
    private static final double OWN = 6;
    /** Groups left out that may move an exponent are made sure of by this many refits at most. */
    private static final int SUSPECTS = 5;
    private static final int ENOUGH_GROUPS = 10;

    private final FitResult fit;
    private final int columns;
    private final List<@Nullable String> arguments;
    private final int @Nullable [] clusterOf;
    private final FitOptions options;
    private final Linearisation at;
    private final Identification identification;
    private final List<Finding> findings = new ArrayList<>();

    private Judge(FitResult fit, List<@Nullable String> arguments, int @Nullable [] clusterOf, FitOptions options) {
        this.fit = fit;
        this.arguments = arguments;
        this.clusterOf = clusterOf;
        this.options = options;
        columns = fit.problem().columns().length;
        at = Linearisation.of(fit);
        identification = Identification.of(at);
    }

    /**
     * All that is to be said, what is most serious first. It takes about as long as a few refits.
     *
     * @param arguments a name for each column of the problem, null for those that are no quantities
     * @param clusterOf for each row which rows belong together, null if none do
     * @param groupings what rows have in common that the law does not take
     * @param resamples how many there were, 0 for none, and {@code failures} how many of them were not fitted
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static List<Finding> findings(FitResult fit, List<@Nullable String> arguments, int @Nullable [] clusterOf,
            List<Grouping> groupings, int resamples, int failures, FitOptions options) {
        Judge judge = new Judge(fit, arguments, clusterOf, options);
        judge.shape();
        judge.search();
        if (failures > Math.max(FAILED * resamples, A_FEW)) {
            judge.findings.add(new Finding.FailedResamples(failures, resamples));
        }
        judge.spans();
        int free = judge.at.free.length;
        boolean sound = fit.converged() && judge.findings.stream().noneMatch(Judge::isFatal);
        boolean exact = sound && fit.problem().rows() > free && free > 0 && judge.isExact();
        if (exact) {
            judge.findings.add(new Finding.Exact(fit.problem().rows()));
        } else if (sound && fit.problem().rows() > 2 * free && free > 0 && free <= Identification.MOST_COEFFICIENTS) {
            judge.rows();
            double gain = ConstantFit.gain(fit, options);
            if (gain >= 0) {
                judge.findings.add(new Finding.NoTrend(gain));
            }
            judge.grouped(groupings);
        }
        return List.copyOf(judge.findings);
    }

    private static boolean isFatal(Finding finding) {
        return finding instanceof Finding.Unidentified || finding instanceof Finding.Degenerate || finding instanceof Finding.Constant;
    }

    private String name(int coefficient) {
        return fit.problem().coefficients().get(coefficient).name();
    }

    /** Whether the law passes through all rows but for rounding. */
    private boolean isExact() {
        double largest = 0;
        double scale = fit.problem().residual() == Residual.PLAIN ? 0 : 1;
        for (int row = 0; row < at.count(); row++) {
            largest = Math.max(largest, Math.abs(at.residuals[row]));
            scale = Math.max(scale, fit.problem().residual() == Residual.PLAIN ? Math.abs(at.predictions[row]) : 0);
        }
        return largest <= EXACT * scale;
    }

    private void shape() {
        List<String> tangled = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (int j = 0; j < fit.coefficients().length; j++) {
            boolean known = !fit.problem().priors().isEmpty() && fit.problem().priors().get(j) != null;
            if (identification.undetermined()[j] && !known) {
                tangled.add(name(j));
            }
            if (identification.ineffective()[j]) {
                gone.add(name(j));
            }
        }
        Span predicted = Span.of(at.predictions);
        Span observed = Span.of(Linearisation.pick(fit.problem().target(), at.rows));
        boolean varies = fit.coefficients().length > 1 && observed.distinct() > 1;
        if (varies && predicted.upper() - predicted.lower() <= 1e-9 * (observed.upper() - observed.lower())) {
            findings.add(new Finding.Constant(predicted.lower()));
        } else if (!gone.isEmpty()) {
            findings.add(new Finding.Degenerate(List.copyOf(gone)));
        }
        if (tangled.size() > 1) {
            findings.add(new Finding.Unidentified(List.copyOf(tangled)));
        }
    }

    private void search() {
        boolean several = !(fit.problem().starts() instanceof Starts.Points) && fit.startsTried() >= 4;
        if (several && fit.startsAgreed() == 1 && fit.minima().size() > 1) {
            findings.add(new Finding.Unconfirmed(fit.startsTried()));
        }
        if (findings.stream().anyMatch(Judge::isFatal)) {
            return;
        }
        for (int i = 1; i < fit.minima().size(); i++) {
            LocalMinimum other = fit.minima().get(i);
            double excess = other.objective() / fit.objective() - 1;
            List<Integer> moved = new ArrayList<>();
            for (int j = 0; j < fit.coefficients().length && excess <= NEARLY; j++) {
                double distance = Math.abs(other.coefficients()[j] - fit.coefficients()[j]);
                double error = fit.deviation(j);
                double own = Double.isNaN(error) ? CLEARLY * Math.abs(fit.coefficients()[j]) : error;
                if (distance > own && !fit.atBound()[j]) {
                    moved.add(j);
                }
            }
            if (!moved.isEmpty()) {
                double[] there = moved.stream().mapToDouble(j -> other.coefficients()[j]).toArray();
                double[] here = moved.stream().mapToDouble(j -> fit.coefficients()[j]).toArray();
                findings.add(new Finding.OtherMinimum(excess, moved.stream().map(this::name).toList(), there, here));
                return;
            }
        }
    }

    private void spans() {
        for (int column = 0; column < columns; column++) {
            if (arguments.get(column) == null) {
                continue;
            }
            Span span = Span.of(at.column(column));
            double decades = span.decades();
            for (int j : at.free) {
                boolean believed = !fit.problem().priors().isEmpty() && fit.problem().priors().get(j) != null;
                if (decades < DECADE && !believed && isExponent(column, j)) {
                    findings.add(new Finding.NarrowSpan(column, name(j), decades));
                    break;
                }
                if (!believed && isExponent(column, j) && mostValues(j) < FEW) {
                    findings.add(new Finding.FewValues(column, name(j), span.distinct()));
                    break;
                }
            }
        }
    }

    /** How many values the argument has that an exponent tells most of. */
    private int mostValues(int exponent) {
        int most = 0;
        for (int column = 0; column < columns; column++) {
            if (arguments.get(column) != null && isExponent(column, exponent)) {
                most = Math.max(most, Span.of(at.column(column)).distinct());
            }
        }
        return most;
    }

    private boolean isExponent(int column, int coefficient) {
        return fit.problem().prediction().raises(column, columns + coefficient, columns);
    }

    private void rows() {
        // Of a long table the sandwich would take several passes over all rows, for a verdict that is as clear without.
        double[][] covariance = at.isWhole() || clusterOf != null ? Influence.covariance(fit, clusterOf) : fit.covariance();
        double[] errors = new double[covariance.length];
        for (int j = 0; j < errors.length; j++) {
            errors[j] = Math.sqrt(covariance[j][j]);
        }
        conditioned(errors);
        biased();
        if (fit.problem().loss() instanceof Loss.Squared) {
            outliers();
        }
        influential(errors);
    }

    private void conditioned(double[] errors) {
        int worst = -1;
        double most = HARDLY;
        for (int j : at.free) {
            Coefficient coefficient = fit.problem().coefficients().get(j);
            double value = Math.abs(fit.coefficients()[j]);
            double width = coefficient.upper() - coefficient.lower();
            double hardly = coefficient.isLogarithmic()
                    ? errors[j] / value
                    : width < Double.POSITIVE_INFINITY
                            ? 4 * errors[j] / width
                            : identification.inflation()[j] > STRONG * STRONG ? errors[j] / (3 * value) : 0;
            if (hardly > most) {
                worst = j;
                most = hardly;
            }
        }
        if (worst >= 0 && identification.condition() > STRONG) {
            findings.add(new Finding.IllConditioned(name(worst), fit.coefficients()[worst], errors[worst], against(worst)));
        }
    }

    /** What moves most together with a coefficient along the flat direction, up to three, down to a fifth of the strongest. */
    private List<String> against(int coefficient) {
        double[] weights = identification.flatWeights();
        List<Integer> others = new ArrayList<>();
        double most = 0;
        for (int j = 0; j < weights.length; j++) {
            most = Math.max(most, j == coefficient ? 0 : Math.abs(weights[j]));
        }
        for (int j = 0; j < weights.length; j++) {
            if (j != coefficient && Math.abs(weights[j]) > 0.2 * most) {
                others.add(j);
            }
        }
        others.sort(Comparator.comparingDouble(j -> -Math.abs(weights[j])));
        return others.stream().limit(3).map(this::name).toList();
    }

    private void biased() {
        List<ResidualTests.Found> found = ResidualTests.statistics(at, arguments, clusterOf);
        ResidualTests.Found strongest = null;
        for (ResidualTests.Found one : found) {
            boolean asked = switch (one.kind()) {
                case MEAN, TREND, BOW -> true;
                case ORDER, SPREAD -> false;
            };
            boolean suspect = asked && one.share() >= SYSTEMATIC && Math.abs(one.statistic()) > 3;
            if (suspect && (strongest == null || one.share() > strongest.share()) && found.size() * one.single() < SURELY) {
                strongest = one;
            }
        }
        if (strongest != null) {
            double single = strongest.single();
            findings.add(new Finding.Biased(new ResidualTest(strongest.what(), strongest.kind(), strongest.statistic(), single,
                    Math.min(1, found.size() * single), strongest.share())));
        }
    }

    /** The strongest of the groupings by which rows err alike. */
    private void grouped(List<Grouping> groupings) {
        GroupTest strongest = null;
        for (Grouping grouping : groupings) {
            GroupTest test = GroupTest.of(at, grouping, clusterOf);
            if (test != null && test.share() >= SYSTEMATIC && groupings.size() * test.single() < SURELY
                    && (strongest == null || test.share() > strongest.share())) {
                strongest = test;
            }
        }
        if (strongest != null) {
            findings.add(new Finding.Grouped(strongest));
        }
    }

    /** Next to the spread of the inner half and of the inner four fifths, so that rows that err differently are no alarm. */
    private void outliers() {
        double[] sizes = at.residuals.clone();
        Arrays.sort(sizes);
        double middle = sizes[sizes.length / 2];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i] - middle);
        }
        Arrays.sort(sizes);
        double deviation = Math.max(1.4826 * sizes[sizes.length / 2], sizes[sizes.length * 4 / 5] / 1.2816);
        int count = 0;
        int farthest = -1;
        for (int row = 0; row < at.count(); row++) {
            if (Math.abs(at.residuals[row] - middle) > FAR * deviation && at.weights[row] > 0) {
                count++;
                boolean farther = farthest < 0 || Math.abs(at.residuals[row]) > Math.abs(at.residuals[farthest]);
                farthest = farther ? row : farthest;
            }
        }
        if (count > 0 && deviation > 0) {
            findings.add(new Finding.Outlier(at.rows[farthest], Math.abs(at.residuals[farthest] - middle) / deviation, count - 1));
        }
    }

    /** By what curvature foresees, and of the suspects by refits. */
    private void influential(double[] errors) {
        if (!at.isWhole()) {
            return;
        }
        int[] groupOf = LeaveOneOut.groups(fit, clusterOf);
        int groups = LeaveOneOut.count(groupOf);
        boolean[] exponent = new boolean[errors.length];
        boolean any = false;
        for (int j : at.free) {
            for (int column = 0; column < columns; column++) {
                exponent[j] |= arguments.get(column) != null && isExponent(column, j);
            }
            any |= exponent[j];
        }
        if (!any || groups < ENOUGH_GROUPS) {
            return;
        }
        double much = Math.max(1, OWN * Math.sqrt((double) at.free.length / groups));
        double[][] foreseen = LeaveOneOut.foreseen(fit, groupOf, groups);
        Integer[] order = new Integer[groups];
        double[] sizes = new double[groups];
        for (int group = 0; group < groups; group++) {
            order[group] = group;
            sizes[group] = Math.abs(errorsMoved(foreseen[group], errors, exponent)[1]);
        }
        Arrays.sort(order, Comparator.comparingDouble((Integer group) -> -sizes[group]));
        int[] suspects = Arrays.stream(order).limit(SUSPECTS).filter(group -> sizes[group] > 0.6 * much).mapToInt(Integer::intValue)
                .toArray();
        if (suspects.length == 0) {
            return;
        }
        double[][] refitted = LeaveOneOut.refitted(fit, groupOf, suspects, options);
        int count = 0;
        Finding.Influential strongest = null;
        for (int i = 0; i < suspects.length; i++) {
            double[] moved = errorsMoved(refitted[i], errors, exponent);
            if (Math.abs(moved[1]) > much) {
                count++;
                if (strongest == null || Math.abs(moved[1]) > Math.abs(strongest.errors())) {
                    strongest = new Finding.Influential(suspects[i], name((int) moved[0]), moved[1], 0);
                }
            }
        }
        if (strongest != null) {
            findings.add(new Finding.Influential(strongest.group(), strongest.coefficient(), strongest.errors(), count - 1));
        }
    }

    /** The exponent that moves farthest in standard errors, and how far. */
    private double[] errorsMoved(double[] coefficients, double[] errors, boolean[] exponent) {
        double[] farthest = {-1, 0};
        for (int j : at.free) {
            double moved = (coefficients[j] - fit.coefficients()[j]) / errors[j];
            if (exponent[j] && errors[j] > 0 && Math.abs(moved) > Math.abs(farthest[1])) {
                farthest[0] = j;
                farthest[1] = moved;
            }
        }
        return farthest;
    }
}
