package org.isoflop.stdlib.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());
    private static final FitResult FIT = Fitter.fit(Chinchilla.problem(new Loss.Huber(1e-3)), OPTIONS);
    private static final int ALPHA = 3;
    private static final int BETA = 4;

    /** 4000 pairs resamples of the Chinchilla runs: the intervals of Besiroglu et al. (2024), Table 1. */
    @Test
    void pairsIntervalsOfChinchilla() {
        Draws draws = Bootstrap.run(FIT, new Scheme.Rows(), 4000, RandomStream.of(0, "runs"), OPTIONS);
        assertEquals(0, draws.failures());
        assertEquals(0.317, draws.quantile(ALPHA, 0.025), 0.003);
        assertEquals(0.373, draws.quantile(ALPHA, 0.975), 0.003);
        assertEquals(0.331, draws.quantile(BETA, 0.025), 0.004);
        assertEquals(0.415, draws.quantile(BETA, 0.975), 0.006);
        assertEquals(1.769, draws.quantile(0, 0.025), 0.004);
        assertEquals(1.871, draws.quantile(0, 0.975), 0.004);
    }

    @Test
    void drawsDependNeitherOnThreadsNorOnTheirNumber() {
        RandomStream stream = RandomStream.of(3, "runs");
        Draws one = Bootstrap.run(FIT, new Scheme.Rows(), 40, stream, new FitOptions(1, new Cancellation()));
        Draws three = Bootstrap.run(FIT, new Scheme.Rows(), 60, stream, new FitOptions(3, new Cancellation()));
        for (int j = 0; j < 5; j++) {
            assertArrayEquals(one.values()[j], Arrays.copyOf(three.values()[j], 40), 0.0);
        }
    }

    @Test
    void resampledResidualsAndTheirSignsGiveSimilarIntervals() {
        Draws residuals = Bootstrap.run(FIT, new Scheme.Residuals(), 300, RandomStream.of(0, "runs"), OPTIONS);
        Draws wild = Bootstrap.run(FIT, new Scheme.Wild(), 300, RandomStream.of(0, "runs"), OPTIONS);
        for (Draws draws : new Draws[] {residuals, wild}) {
            double width = draws.quantile(ALPHA, 0.975) - draws.quantile(ALPHA, 0.025);
            assertTrue(width > 0.02 && width < 0.09, "width " + width);
            assertEquals(0.3473, draws.quantile(ALPHA, 0.5), 0.01);
        }
    }

    @Test
    void absoluteDeviationsResampleToo() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.LeastAbsolute()), OPTIONS);
        Draws draws = Bootstrap.run(fit, new Scheme.Rows(), 200, RandomStream.of(0, "runs"), OPTIONS);
        assertTrue(draws.failures() <= 4, draws.failures() + " failures");
        assertEquals(0.3478, draws.quantile(ALPHA, 0.5), 0.01);
    }

    @Test
    void clustersAreTakenWholeAndStrataKeepTheirSize() {
        int[] group = {0, 0, 1, 1, 1, 2, 3, 3};
        for (int number = 0; number < 50; number++) {
            RandomStream stream = RandomStream.of(1, "groups").part(number);
            int[] clustered = new Scheme.Clusters(group, 4).counts(number, 8, stream);
            int[] stratified = new Scheme.Strata(group, 4).counts(number, 8, stream);
            int clusters = 0;
            int[] sizes = new int[4];
            for (int row = 0; row < 8; row++) {
                boolean first = row == 0 || group[row] != group[row - 1];
                clusters += first ? clustered[row] : 0;
                assertTrue(first || clustered[row] == clustered[row - 1]);
                sizes[group[row]] += stratified[row];
            }
            assertEquals(4, clusters);
            assertArrayEquals(new int[] {2, 3, 1, 2}, sizes);
        }
    }

    /** Two bumps of nearly the same height: which one a single bump fits best differs from resample to resample. */
    @Test
    void whereResamplesHaveOtherBestMinimaAllAreTriedAgain() {
        double[] x = new double[41];
        double[] y = new double[41];
        RandomStream noise = RandomStream.of(3, "bumps");
        for (int row = 0; row < x.length; row++) {
            x[row] = (row - 20) / 4.0;
            y[row] = bump(x[row] + 3) + 0.99 * bump(x[row] - 3) + 0.1 * noise.normal(row);
        }
        KernelBuilder builder = new KernelBuilder();
        int column = builder.input("x");
        int height = builder.input("height");
        int place = builder.input("place");
        int away = builder.apply(Operator.SUBTRACT, column, place);
        int exponent = builder.apply(Operator.NEGATE, builder.apply(Operator.MULTIPLY, away, away));
        FitProblem problem = FitProblem.of(builder.build(builder.apply(Operator.MULTIPLY, height, builder.apply(Operator.EXP, exponent))),
                new double[][] {x}, y, List.of(Coefficient.positive("height"), new Coefficient("place", -5, 5)), Residual.PLAIN,
                new Loss.Squared());
        Draws draws = Bootstrap.run(Fitter.fit(problem, OPTIONS), new Scheme.Rows(), 200, RandomStream.of(0, "x"), OPTIONS);
        int right = 0;
        for (double each : draws.values()[1]) {
            assertEquals(3, Math.abs(each), 0.3);
            right += each > 0 ? 1 : 0;
        }
        assertTrue(right > 40 && right < 160, right + " to the right");
        assertEquals(200, draws.retried());
        assertEquals(Math.min(right, 200 - right), draws.improved(), 40);
        Draws few = Bootstrap.run(Fitter.fit(problem, OPTIONS), new Scheme.Rows(), 5, RandomStream.of(0, "x"), OPTIONS);
        assertArrayEquals(Arrays.copyOf(draws.values()[1], 5), few.values()[1], 0.0);
    }

    private static double bump(double x) {
        return Math.exp(-x * x);
    }

    /** The jackknife's deviation of a mean is that of the textbook, s / sqrt(n); so is that of leaving out many, about. */
    @Test
    void leavingOutHasTheSpreadOfTheFit() {
        double[] y = new double[25];
        RandomStream stream = RandomStream.of(1, "mean");
        double squares = 0;
        for (int row = 0; row < y.length; row++) {
            y[row] = 10 + stream.normal(row);
        }
        double mean = Arrays.stream(y).average().orElseThrow();
        for (double each : y) {
            squares += (each - mean) * (each - mean);
        }
        KernelBuilder builder = new KernelBuilder();
        int level = builder.input("level");
        FitProblem problem = FitProblem.of(builder.build(level), new double[0][], y, List.of(Coefficient.free("level")), Residual.PLAIN,
                new Loss.Squared());
        FitResult fit = Fitter.fit(problem, OPTIONS);
        double error = Math.sqrt(squares / 24 / 25);
        Draws jackknife = Bootstrap.run(fit, Scheme.Leave.rows(1, 25), 1000, stream, OPTIONS);
        assertEquals(25, jackknife.count());
        assertEquals(error, deviation(jackknife), 1e-9);
        assertEquals(error, deviation(Bootstrap.run(fit, Scheme.Leave.rows(10, 25), 2000, stream, OPTIONS)), 0.05 * error);
        assertThrows(IllegalArgumentException.class, () -> Scheme.Leave.rows(25, 25));
    }

    /** As draws of all that there are: around the point, over their number. */
    private static double deviation(Draws draws) {
        double sum = 0;
        double squares = 0;
        for (double each : draws.values()[0]) {
            sum += each;
            squares += each * each;
        }
        double mean = sum / draws.count();
        return Math.sqrt(squares / draws.count() - mean * mean);
    }

    /** Webb's six weights for few clusters and signs for many have mean 0 and variance 1, one for all rows of a cluster. */
    @Test
    void weightsOfClustersAreStandard() {
        for (int clusters : new int[] {8, 40}) {
            int[] clusterOf = new int[240];
            Arrays.setAll(clusterOf, row -> row % clusters);
            Errors errors = new Errors(FIT);
            double raise = Math.sqrt(clusters / (clusters - 1.0) * 239 / 235);
            double sum = 0;
            double squares = 0;
            int count = 4000;
            for (int number = 0; number < count; number++) {
                double[] drawn = errors.drawn(new Scheme.WildClusters(clusterOf, clusters), RandomStream.of(2, "w").part(number));
                double weight = drawn[0] / FIT.residuals()[0] / raise;
                assertEquals(weight, drawn[clusters] / FIT.residuals()[clusters] / raise, 1e-9);
                sum += weight;
                squares += weight * weight;
            }
            assertEquals(0, sum / count, 0.06);
            assertEquals(1, squares / count, 0.05);
        }
    }
}
