package org.isoflop.stdlib.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
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
}
