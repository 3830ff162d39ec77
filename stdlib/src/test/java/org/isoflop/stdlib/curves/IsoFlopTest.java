package org.isoflop.stdlib.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IsoFlopTest {
    private static final RandomStream STREAM = RandomStream.of(1, "runs");
    private static final IsoFlopOptions CERTAIN = IsoFlopOptions.defaults().withDraws(0);
    /** Hoffmann et al. (2022), equation 10, unrounded as in Besiroglu et al. (2024). */
    private static final double A = 406.401;
    private static final double B = 410.723;
    private static final double ALPHA = 0.33917084;
    private static final double BETA = 0.2849083;

    private static double hoffmann(double n, double d) {
        return 1.693374 + A * Math.pow(n, -ALPHA) + B * Math.pow(d, -BETA);
    }

    /** Hoffmann et al. (2022), equation 4. */
    private static double closedForm(double budget) {
        return Math.pow(ALPHA * A / (BETA * B), 1 / (ALPHA + BETA)) * Math.pow(budget / 6, BETA / (ALPHA + BETA));
    }

    /** Runs of sizes that are these multiples of the best one at each budget. */
    private static IsoFlopRuns runs(double[] budgets, double[] multiples, double noise, DoubleBinaryOperator surface) {
        int count = budgets.length * multiples.length;
        double[] c = new double[count];
        double[] n = new double[count];
        double[] loss = new double[count];
        for (int row = 0; row < count; row++) {
            c[row] = budgets[row / multiples.length];
            n[row] = closedForm(c[row]) * multiples[row % multiples.length];
            loss[row] = surface.applyAsDouble(n[row], c[row] / (6 * n[row])) * Math.exp(noise * STREAM.normal(row));
        }
        return new IsoFlopRuns(c, n, null, loss);
    }

    /** So many sizes evenly between a share of the best one and a multiple. */
    private static double[] grid(int count, double from, double to) {
        double[] multiples = new double[count];
        for (int i = 0; i < count; i++) {
            multiples[i] = from * Math.pow(to / from, i / (count - 1.0));
        }
        return multiples;
    }

    private static double vertexByRegression(IsoFlopRuns runs, double budget) {
        List<double[]> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int row = 0; row < runs.budgets().length; row++) {
            if (runs.budgets()[row] == budget) {
                double t = Math.log(runs.sizes()[row]) - 20;
                x.add(new double[] {t, t * t});
                y.add(runs.losses()[row]);
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(y.stream().mapToDouble(loss -> loss).toArray(), x.toArray(double[][]::new));
        double[] found = regression.estimateRegressionParameters();
        return 20 - found[1] / (2 * found[2]);
    }

    @Test
    void verticesAndExponentsAreThoseOfAnotherRegression() {
        double[] budgets = {6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21};
        IsoFlopRuns runs = runs(budgets, grid(13, 0.2, 6), 0.002, IsoFlopTest::hoffmann);
        IsoFlop found = IsoFlop.of(runs, CERTAIN, STREAM);
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < budgets.length; i++) {
            double vertex = vertexByRegression(runs, budgets[i]);
            assertEquals(1, found.budgets().get(i).size().point() / Math.exp(vertex), 1e-10);
            line.addData(Math.log(budgets[i]), vertex);
        }
        assertEquals(line.getSlope(), assertNotNull(found.sizes()).exponent(), 1e-11);
        assertEquals(1, found.sizes().coefficient() / Math.exp(line.getIntercept()), 1e-9);
        assertEquals(1, assertNotNull(found.exponentSum()).point(), 1e-12);
        // Six operations for each parameter and token.
        Optimum first = found.budgets().getFirst();
        assertEquals(6e18, 6 * first.size().point() * first.tokens().point(), 1e6);
    }

    private static <T> T assertNotNull(@Nullable T value) {
        org.junit.jupiter.api.Assertions.assertNotNull(value);
        return value;
    }

    @Test
    void theBiasOfAGridIsTheDistanceFromTheClosedForm() {
        for (double reach : new double[] {2, 4, 16}) {
            for (double centre : new double[] {1, 1.5}) {
                double[] multiples = grid(9, centre / reach, centre * reach);
                double budget = 1e21;
                IsoFlopRuns runs = runs(new double[] {budget}, multiples, 0, IsoFlopTest::hoffmann);
                double exact = closedForm(budget);
                double expected = Math.exp(vertexByRegression(runs, budget)) / exact - 1;
                GridBias bias = GridBias.of(GridBias.Surface.certain(IsoFlopTest::hoffmann), 0, budget, 6, runs.sizes(), Minimum.PARABOLA);
                assertEquals(expected, bias.size().point(), 1e-7, reach + " times around " + centre);
                assertEquals(1 / (1 + expected) - 1, bias.tokens().point(), 1e-7);
            }
        }
    }

    /** "Problems with Chinchilla Approach 2" (arXiv 2603.22339): -5.1 % in D at 16 times with Hoffmann's exponents, 1.7 % and 23 % with unequal ones. */
    @Test
    void publishedBiasesComeOut() {
        assertEquals(-0.051, tokenBias(0.34, 0.28, 16), 5e-4);
        assertEquals(-0.017, tokenBias(0.465, 0.155, 2), 5e-4);
        assertEquals(-0.23, tokenBias(0.465, 0.155, 16), 5e-3);
        assertEquals(0, tokenBias(0.31, 0.31, 16), 1e-9);
    }

    private static double tokenBias(double alpha, double beta, double reach) {
        double best = Math.pow(alpha * 406.4 / (beta * 410.7), 1 / (alpha + beta)) * Math.pow(1e21 / 6, beta / (alpha + beta));
        double[] sizes = grid(15, best / reach, best * reach);
        return GridBias.of(GridBias.Surface.certain((n, d) -> 1.69 + 406.4 * Math.pow(n, -alpha) + 410.7 * Math.pow(d, -beta)), 0, 1e21, 6,
                sizes, Minimum.PARABOLA).tokens().point();
    }

    /** Each draw of a surface has the bias that it would have alone. */
    @Test
    void biasesOfDrawsAreTheirOwn() {
        double[] alphas = {0.34, 0.31, 0.4, 0.465};
        double[] sizes = grid(9, 3e8, 3e10);
        GridBias.Surface all = (n, d) -> {
            double[] losses = new double[alphas.length];
            Arrays.setAll(losses, k -> 1.69 + 406.4 * Math.pow(n[k], -alphas[k]) + 410.7 * Math.pow(d[k], -0.28));
            return losses;
        };
        GridBias together = GridBias.of(all, 3, 1e21, 6, sizes, Minimum.PARABOLA);
        for (int k = 0; k < alphas.length; k++) {
            double alpha = alphas[k];
            GridBias alone = GridBias.of(
                    GridBias.Surface.certain((n, d) -> 1.69 + 406.4 * Math.pow(n, -alpha) + 410.7 * Math.pow(d, -0.28)), 0, 1e21, 6, sizes,
                    Minimum.PARABOLA);
            assertEquals(alone.size().point(), k == 0 ? together.size().point() : together.size().draws()[k - 1]);
            assertEquals(alone.tokens().point(), k == 0 ? together.tokens().point() : together.tokens().draws()[k - 1]);
        }
    }

    @Test
    void budgetsWithoutMinimumSayWhy() {
        double[] three = grid(3, 0.5, 2);
        assertEquals(new Refusal.TooFewSizes(3, 4), only(runs(new double[] {1e20}, three, 0, IsoFlopTest::hoffmann)).refusal());
        assertInstanceOf(Refusal.NotConvex.class,
                only(runs(new double[] {1e20}, grid(7, 0.5, 2), 0, (n, d) -> 9 - hoffmann(n, d))).refusal());
        Optimum below = only(runs(new double[] {1e20}, grid(7, 2, 9), 0, IsoFlopTest::hoffmann));
        assertTrue(assertInstanceOf(Refusal.NotInterior.class, below.refusal()).below());
        assertTrue(Double.isNaN(below.size().point()));
        Optimum beyond = only(runs(new double[] {1e20}, grid(7, 0.1, 0.6), 0, IsoFlopTest::hoffmann));
        assertTrue(!assertInstanceOf(Refusal.NotInterior.class, beyond.refusal()).below());
    }

    private static Optimum only(IsoFlopRuns runs) {
        IsoFlop found = IsoFlop.of(runs, CERTAIN, STREAM);
        assertNull(found.sizes(), "no law goes through one budget");
        return found.budgets().getFirst();
    }

    @Test
    void twoOutliersDoNotHideEachOther() {
        IsoFlopRuns runs = runs(new double[] {1e19, 1e20, 1e21}, grid(13, 0.2, 6), 0.002, IsoFlopTest::hoffmann);
        double before = IsoFlop.of(runs, CERTAIN, STREAM).budgets().get(1).size().point();
        runs.losses()[13 + 8] += 0.2;
        runs.losses()[13 + 9] += 0.2;
        Optimum kept = IsoFlop.of(runs, CERTAIN, STREAM).budgets().get(1);
        assertEquals(List.of(21, 22), Arrays.stream(kept.outliers()).boxed().toList());
        Optimum dropped = IsoFlop.of(runs, CERTAIN.withoutOutliers(), STREAM).budgets().get(1);
        assertEquals(11, dropped.rows());
        assertEquals(kept.withoutOutliers(), dropped.size().point());
        assertEquals(1, dropped.size().point() / before, 0.02);
        assertTrue(kept.size().point() / before < 0.9, "left in they draw the minimum away from themselves");
    }

    @Test
    void theRowThatDecidesIsNamed() {
        IsoFlopRuns runs = runs(new double[] {1e20}, grid(7, 0.7, 6), 0, IsoFlopTest::hoffmann);
        runs.losses()[3] += 0.05;
        Optimum refused = only(runs);
        assertInstanceOf(Refusal.NotInterior.class, refused.refusal());
        assertEquals(3, refused.deciding());
        assertEquals(1, refused.withoutDeciding() / closedForm(1e20), 0.05);
    }

    @Test
    void intervalsCoverAndThreadsChangeNothing() {
        double[] budgets = {1e19, 1e20, 1e21, 1e22};
        IsoFlopRuns runs = runs(budgets, grid(15, 0.2, 5), 0.003, IsoFlopTest::hoffmann);
        IsoFlopOptions one = new IsoFlopOptions(Minimum.PARABOLA, false, 6, 1e-3, 400, 1, new Cancellation());
        IsoFlopOptions four = new IsoFlopOptions(Minimum.PARABOLA, false, 6, 1e-3, 400, 4, new Cancellation());
        IsoFlop found = IsoFlop.of(runs, one, STREAM);
        assertEquals(found.sizes(), IsoFlop.of(runs, four, STREAM).sizes());
        double[] exponents = assertNotNull(found.sizes()).exponents().clone();
        Arrays.sort(exponents);
        double truth = BETA / (ALPHA + BETA);
        assertTrue(exponents[10] < truth && truth < exponents[389], exponents[10] + " to " + exponents[389]);
        assertTrue(exponents[389] - exponents[10] < 0.1);
    }

    @Test
    void theFlatPartIsWhereTheLossIsWithinTheTolerance() {
        double[] budgets = {1e20};
        for (Minimum minimum : Minimum.values()) {
            Optimum optimum = IsoFlop.of(runs(budgets, grid(21, 0.2, 5), 0, IsoFlopTest::hoffmann),
                    CERTAIN.withMinimum(minimum), STREAM).budgets().getFirst();
            double best = closedForm(1e20);
            double least = hoffmann(best, 1e20 / 6 / best);
            assertEquals(1.001, hoffmann(optimum.lower().point(), 1e20 / 6 / optimum.lower().point()) / least, 2e-4);
            assertEquals(1.001, hoffmann(optimum.upper().point(), 1e20 / 6 / optimum.upper().point()) / least, 2e-4);
            assertEquals(1, optimum.size().point() / best, minimum == Minimum.AKIMA ? 0.005 : 0.02);
            assertEquals(least, optimum.loss().point(), 1e-3);
        }
    }

    @Test
    void theCurveOfABudgetIsTheOneWhoseMinimumCounts() {
        IsoFlopRuns runs = runs(new double[] {1e19, 1e20, 1e21}, grid(9, 0.2, 5), 0.003, IsoFlopTest::hoffmann);
        for (Minimum minimum : Minimum.values()) {
            for (Optimum optimum : IsoFlop.of(runs, IsoFlopOptions.defaults().withMinimum(minimum), STREAM).accepted()) {
                BudgetCurve curve = Objects.requireNonNull(optimum.curve());
                assertEquals(optimum.loss().point(), curve.loss().applyAsDouble(optimum.size().point()), 1e-12);
                for (double size = curve.smallest(); size < curve.largest(); size *= 1.01) {
                    assertTrue(curve.loss().applyAsDouble(size) >= optimum.loss().point() - 1e-12);
                }
                for (int row = 0; row < runs.sizes().length && minimum == Minimum.AKIMA; row++) {
                    if (runs.budgets()[row] == optimum.budget()) {
                        assertEquals(runs.losses()[row], curve.loss().applyAsDouble(runs.sizes()[row]), 1e-12);
                    }
                }
            }
        }
    }
}
