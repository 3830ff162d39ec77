package org.isoflop.stdlib.interval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Function;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.interval.Interval.Plan;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Errors;
import org.isoflop.stdlib.resample.Scheme;
import org.junit.jupiter.api.Test;

/** How often intervals of 90 % cover the truth, over samples with a fixed seed. */
class CoverageTest {
    private static final int SAMPLES = 200;
    private static final int DRAWS = 199;
    /** Three standard deviations of a share of {@link #SAMPLES} that is 90 %, and what so few rows and draws take away. */
    private static final double LIMIT = 0.064 + 0.02;
    private static final FitOptions ONE = new FitOptions(1, new Cancellation());

    /** The problem of a sample, whose second coefficient is 2 in truth. */
    private interface Sampler {
        FitProblem of(RandomStream stream);
    }

    private static double coverage(String name, Sampler sampler, Plan plan) {
        boolean[] covered = new boolean[SAMPLES];
        Workers.run(Runtime.getRuntime().availableProcessors(), SAMPLES, () -> number -> {
            RandomStream stream = RandomStream.of(5, name).part(number);
            FitResult fit = Fitter.fit(sampler.of(stream), ONE);
            Draws draws = Interval.draws(fit, plan, stream.part(-1), ONE);
            covered[number] = draws.quantile(1, 0.05) <= 2 && draws.quantile(1, 0.95) >= 2;
        });
        return share(covered);
    }

    private static double share(boolean[] which) {
        int count = 0;
        for (boolean each : which) {
            count += each ? 1 : 0;
        }
        return (double) count / which.length;
    }

    private static Plan resampling(Interval interval, Scheme scheme) {
        return new Plan(interval, scheme, DRAWS, null, 0);
    }

    /** 1 + 2 x with errors of deviation {@code error(x)}. */
    private static FitProblem line(int rows, RandomStream stream, Function<Double, Double> error) {
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++) {
            x[row] = 3.0 * row / rows;
            y[row] = 1 + 2 * x[row] + error.apply(x[row]) * stream.normal(row);
        }
        return Laws.line(x, y, new Loss.Squared());
    }

    private static void assertNominal(double coverage) {
        assertEquals(0.9, coverage, LIMIT);
    }

    @Test
    void rows() {
        assertNominal(coverage("rows", stream -> line(40, stream, x -> 0.5 + x), resampling(Interval.PERCENTILE, new Scheme.Rows())));
    }

    @Test
    void residuals() {
        assertNominal(coverage("residuals", stream -> line(20, stream, x -> 1.0), resampling(Interval.PERCENTILE, new Scheme.Residuals())));
    }

    /** Errors that grow with x squared: signs of residuals cover, residuals in any order do not. */
    @Test
    void signsWhereErrorsDiffer() {
        Sampler sampler = stream -> line(60, stream, x -> x * x);
        assertNominal(coverage("wild", sampler, resampling(Interval.PERCENTILE, new Scheme.Wild())));
        double alike = coverage("wild", sampler, resampling(Interval.PERCENTILE, new Scheme.Residuals()));
        assertTrue(alike < 0.85, "residuals cover " + alike);
    }

    @Test
    void leavingOut() {
        assertNominal(coverage("leave", stream -> line(40, stream, x -> 0.5 + x),
                resampling(Interval.PERCENTILE, Scheme.Leave.rows(10, 40))));
    }

    /** Rows of a run err together, and x differs between runs: only whole runs cover. */
    @Test
    void clusters() {
        int runs = 24;
        int[] runOf = new int[4 * runs];
        Arrays.setAll(runOf, row -> row / 4);
        Sampler sampler = stream -> {
            double[] x = new double[runOf.length];
            double[] y = new double[runOf.length];
            for (int row = 0; row < x.length; row++) {
                x[row] = 3.0 * runOf[row] / runs;
                y[row] = 1 + 2 * x[row] + stream.part(1).normal(runOf[row]) + 0.3 * stream.normal(row);
            }
            return Laws.line(x, y, new Loss.Squared());
        };
        assertNominal(coverage("runs", sampler, resampling(Interval.PERCENTILE, new Scheme.Clusters(runOf, runs))));
        assertNominal(coverage("runs", sampler, resampling(Interval.PERCENTILE, new Scheme.WildClusters(runOf, runs))));
        assertNominal(coverage("runs", sampler, new Plan(Interval.SANDWICH, null, DRAWS, runOf, runs)));
        assertNominal(coverage("runs", sampler, new Plan(Interval.PROFILE, null, DRAWS, runOf, runs)));
        double alone = coverage("runs", sampler, resampling(Interval.PERCENTILE, new Scheme.Rows()));
        assertTrue(alone < 0.75, "rows cover " + alone);
    }

    /** x / (2 + x), whose half-way place 2 is found with skew. */
    private static FitProblem saturating(RandomStream stream) {
        double[] x = new double[40];
        double[] y = new double[40];
        for (int row = 0; row < x.length; row++) {
            x[row] = 0.2 + 6.0 * row / x.length;
            y[row] = x[row] / (2 + x[row]) + 0.08 * stream.normal(row);
        }
        return Laws.saturation(x, y);
    }

    @Test
    void biasCorrectedAndAccelerated() {
        assertNominal(coverage("saturating", CoverageTest::saturating, new Plan(Interval.BCA, new Scheme.Rows(), 399, null, 0)));
    }

    /** x^2 / 4 from few rows with plain errors, where the objective is no parabola. */
    private static FitProblem bent(RandomStream stream) {
        double[] x = new double[10];
        double[] y = new double[10];
        for (int row = 0; row < x.length; row++) {
            x[row] = 1 + row / 5.0;
            y[row] = x[row] * x[row] / 4 + 0.2 * stream.normal(row);
        }
        return Laws.power(x, y, Residual.PLAIN, new Loss.Squared());
    }

    @Test
    void profilesAndCovariances() {
        assertNominal(coverage("bent", CoverageTest::bent, resampling(Interval.PROFILE, null)));
        assertNominal(coverage("bent", CoverageTest::bent, resampling(Interval.HESSIAN, null)));
    }

    /** Robust losses on heavy tails: the deviance is scaled by what the loss makes of the errors. */
    @Test
    void profilesOfRobustLosses() {
        for (Loss loss : new Loss[] {new Loss.Huber(0.3), new Loss.LeastAbsolute()}) {
            Sampler sampler = stream -> {
                double[] x = new double[50];
                double[] y = new double[50];
                for (int row = 0; row < x.length; row++) {
                    x[row] = row / 16.0;
                    y[row] = 1 + 2 * x[row] + stream.normal(2L * row) / Math.sqrt(stream.uniform(2L * row + 1));
                }
                return Laws.line(x, y, loss);
            };
            assertNominal(coverage("heavy", sampler, resampling(Interval.PROFILE, null)));
        }
    }

    /** A new observation lies between the percentiles of prediction plus error as often as they say. */
    @Test
    void newObservations() {
        for (boolean clustered : new boolean[] {false, true}) {
            int[] runOf = new int[30];
            Arrays.setAll(runOf, row -> row / 3);
            boolean[] covered = new boolean[SAMPLES];
            for (int number = 0; number < SAMPLES; number++) {
                RandomStream stream = RandomStream.of(6, "new").part(number);
                FitResult fit = Fitter.fit(line(30, stream, x -> 1.0), ONE);
                Draws draws = Interval.draws(fit, resampling(Interval.PERCENTILE, new Scheme.Rows()), stream.part(-1), ONE);
                double[] errors = new Errors(fit).ofNewRows(draws.count(), clustered ? runOf : null, 10, stream.part(-2));
                covered[number] = isCovered(draws, errors, 1 + 2 * 1.7 + stream.normal(99));
            }
            assertNominal(share(covered));
        }
    }

    private static boolean isCovered(Draws draws, double[] errors, double observed) {
        double[] predicted = new double[errors.length];
        Arrays.setAll(predicted, k -> draws.values()[0][k] + draws.values()[1][k] * 1.7 + errors[k]);
        Draws all = Draws.of(new double[][] {predicted});
        return all.quantile(0, 0.05) <= observed && observed <= all.quantile(0, 0.95);
    }
}
