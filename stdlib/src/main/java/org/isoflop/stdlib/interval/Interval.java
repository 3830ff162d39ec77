package org.isoflop.stdlib.interval;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.RowDraws;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Bootstrap;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;

/**
 * What an interval of a coefficient is. Whatever it is, a fit's uncertainty is draws of all its coefficients together, whose
 * percentiles are the interval's ends at every level; so it reaches whatever is computed from them.
 */
public enum Interval {
    /** Percentiles of refits on resamples. */
    PERCENTILE,
    /** Those corrected for bias and for an error that grows with the coefficient (Efron 1987). */
    BCA,
    /** Where the objective, minimised over all others, stays low enough; the dependence is that of resamples, if there are any. */
    PROFILE,
    /** From the inverse Hessian: for rows that err alike and independently, where the objective is close to a parabola. */
    HESSIAN,
    /** From the sandwich: rows, or clusters of them, may err differently. */
    SANDWICH;

    /** Profiles are traced until they leave out one in so many on either side; what more draws need is extrapolated. */
    private static final int FINEST = 20_000;

    /** How a fit's uncertainty is to be found. */
    public record Plan(Interval interval, @Nullable Scheme scheme, int draws, int @Nullable [] clusterOf, int clusters,
            @Nullable RowDraws rowDraws) {
        /** Of rows that are sure of what they hold. */
        public Plan(Interval interval, @Nullable Scheme scheme, int draws, int @Nullable [] clusterOf, int clusters) {
            this(interval, scheme, draws, clusterOf, clusters, null);
        }

        /**
         * @param scheme what is resampled; null for draws without refits
         * @param draws how many draws there shall be
         * @param clusterOf the cluster of each row from 0 to {@code clusters - 1}, null if rows err by themselves
         * @param rowDraws what the rows are not sure of, of which resample k takes draw k: with percentiles of counted or erred rows
         */
        public Plan {
            if (scheme == null && interval.isOfResamples()) {
                throw new IllegalArgumentException(interval + " needs resamples");
            }
            if (rowDraws != null && (interval != PERCENTILE || scheme instanceof Scheme.Leave)) {
                throw new IllegalArgumentException(interval + " of rows that are certain only");
            }
        }

        /** What the intervals come from, in words that follow "intervals", as {@code from 4000 resamples of rows}. */
        public String words() {
            String resamples = scheme == null ? "" : count() + " resamples of " + scheme.words();
            if (rowDraws != null) {
                String drawn = " of the columns";
                return scheme instanceof Scheme.Unchanged
                        ? "from " + count() + " draws" + drawn
                        : "from " + resamples + ", each with another draw" + drawn;
            }
            return switch (interval) {
                case PERCENTILE -> "from " + resamples;
                case BCA -> "from " + resamples + ", corrected for bias and acceleration";
                case PROFILE -> "from the profile likelihood" + (clusterOf == null ? "" : " of " + clusters + " clusters of rows")
                        + (scheme == null ? "" : ", joined as in " + resamples);
                case HESSIAN -> "from the inverse Hessian, as " + draws + " draws";
                case SANDWICH -> "from the sandwich covariance" + (clusterOf == null ? "" : " of " + clusters + " clusters of rows")
                        + ", as " + draws + " draws";
            };
        }

        private int count() {
            int wanted = scheme == null ? draws : scheme.draws(draws);
            return rowDraws == null ? wanted : Math.min(wanted, rowDraws.count());
        }
    }

    /** Whether it needs refits on resamples. */
    public boolean isOfResamples() {
        return this == PERCENTILE || this == BCA;
    }

    /**
     * The draws of a fit's coefficients. Those of resamples are as {@link Bootstrap} makes them; the others are of Student's
     * t around the point in the search variables, held within bounds.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Draws draws(FitResult fit, Plan plan, RandomStream stream, FitOptions options) {
        Scheme scheme = plan.scheme();
        if (scheme == null) {
            return switch (plan.interval()) {
                case PROFILE -> profiled(fit, plan, gaussian(fit, plan, stream), options);
                case HESSIAN, SANDWICH -> gaussian(fit, plan, stream);
                case PERCENTILE, BCA -> throw new IllegalStateException();
            };
        }
        Draws draws = Bootstrap.run(fit, scheme, plan.rowDraws(), plan.draws(), stream, options);
        return switch (plan.interval()) {
            case PERCENTILE -> draws;
            case BCA -> accelerated(fit, plan, draws);
            case PROFILE -> profiled(fit, plan, draws, options);
            case HESSIAN, SANDWICH -> throw new IllegalStateException();
        };
    }

    private static Draws accelerated(FitResult fit, Plan plan, Draws draws) {
        double[] acceleration = Acceleration.of(fit, plan.clusterOf(), plan.clusters());
        double[][] values = new double[draws.values().length][];
        for (int j = 0; j < values.length; j++) {
            values[j] = Acceleration.adjusted(draws.values()[j], fit.coefficients()[j], acceleration[j]);
        }
        return new Draws(values, draws.failures(), draws.retried(), draws.improved());
    }

    /** Each draw moved, by its rank, to that place of the confidence distribution of the profile. */
    private static Draws profiled(FitResult fit, Plan plan, Draws draws, FitOptions options) {
        Curvature curvature = Curvature.of(fit);
        int degrees = plan.clusterOf() == null ? curvature.degreesOfFreedom() : plan.clusters() - 1;
        TDistribution distribution = new TDistribution(null, Math.max(1, degrees));
        double[] widening = widening(curvature, plan);
        int finest = Math.min(FINEST, Math.max(1000, draws.count()));
        double furthest = -distribution.inverseCumulativeProbability(0.5 / finest) * Arrays.stream(widening).max().orElse(1);
        List<Profile> profiles = Profiler.profiles(fit, furthest, options);
        double[] roots = roots(draws, distribution);
        double[][] values = new double[draws.values().length][draws.count()];
        for (int j = 0; j < values.length; j++) {
            int[] order = Ranks.order(draws.values()[j]);
            Arrays.fill(values[j], Double.NaN);
            for (int i = 0; i < order.length; i++) {
                values[j][order[i]] = profiles.get(j).at(roots[i] * widening[j]);
            }
        }
        return new Draws(values, draws.failures(), draws.retried(), draws.improved());
    }

    /**
     * Where rows err together, the deviance rises too fast: by so much that at the optimum it bends as the sandwich says
     * (Royall and Tsou 2003).
     */
    private static double[] widening(Curvature curvature, Plan plan) {
        double[][] alike = curvature.searchCovariance();
        double[] result = new double[alike.length];
        Arrays.fill(result, 1);
        int[] clusterOf = plan.clusterOf();
        if (clusterOf != null && curvature.isDetermined()) {
            double[][] together = curvature.searchSandwich(clusterOf, plan.clusters());
            for (int j = 0; j < result.length; j++) {
                result[j] = alike[j][j] > 0 ? Math.sqrt(together[j][j] / alike[j][j]) : 1;
            }
        }
        return result;
    }

    /** Of ascending draws: percentiles between 0 and 1, spread so that the first and last leave out half a draw each. */
    private static double[] roots(Draws draws, TDistribution distribution) {
        int known = draws.count() - draws.failures();
        double[] roots = new double[known];
        for (int i = 0; i < known; i++) {
            double even = known == 1 ? 0.5 : (double) i / (known - 1);
            double probability = Math.max(0.5 / known, Math.min(even, 1 - 0.5 / known));
            roots[i] = distribution.inverseCumulativeProbability(probability);
        }
        return roots;
    }

    private static Draws gaussian(FitResult fit, Plan plan, RandomStream stream) {
        Curvature curvature = Curvature.of(fit);
        if (plan.interval() == PROFILE && !curvature.isDetermined()) {
            return unjoined(fit, plan, stream);
        }
        int[] clusterOf = plan.clusterOf();
        boolean clustered = plan.interval() == SANDWICH && clusterOf != null;
        double[][] covariance = plan.interval() != SANDWICH
                ? curvature.searchCovariance()
                : clusterOf == null ? curvature.searchSandwich() : curvature.searchSandwich(clusterOf, plan.clusters());
        int degrees = clustered ? plan.clusters() - 1 : curvature.degreesOfFreedom();
        return Draws.of(new Scatter(fit, covariance, degrees).draws(plan.draws(), stream));
    }

    /** Draws of which only the order counts, each coefficient's by itself. */
    private static Draws unjoined(FitResult fit, Plan plan, RandomStream stream) {
        double[][] values = new double[fit.coefficients().length][plan.draws()];
        for (int j = 0; j < values.length; j++) {
            for (int k = 0; k < plan.draws(); k++) {
                values[j][k] = stream.part(k).uniform(j);
            }
        }
        return Draws.of(values);
    }
}
