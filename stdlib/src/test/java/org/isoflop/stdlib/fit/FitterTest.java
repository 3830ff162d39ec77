package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class FitterTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());

    /** Besiroglu et al. (2024), arXiv 2404.10102, section 3, computed to full precision for the objective as named. */
    @Test
    void refitsChinchilla() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.Huber(1e-3)), OPTIONS);
        assertTrue(fit.converged());
        assertTrue(fit.objective() <= 1.0182745e-3, "objective " + fit.objective());
        assertRelative(1.81722, fit.coefficient("E"), 2e-4);
        assertRelative(477.83, fit.coefficient("A"), 2e-4);
        assertRelative(2143.4, fit.coefficient("B"), 2e-4);
        assertRelative(0.34731, fit.coefficient("alpha"), 2e-4);
        assertRelative(0.36717, fit.coefficient("beta"), 2e-4);
        assertTrue(fit.startsAgreed() >= 5, fit.startsAgreed() + " starts agree");
        assertTrue(fit.gradientNorm() < 1e-6);
        assertFalse(fit.atBound()[0] || fit.atBound()[3]);
        assertEquals("sum of Huber(0.001) losses of log residuals over 240 rows", fit.estimator());
    }

    @Test
    void threadsDoNotChangeTheBits() {
        FitProblem problem = Chinchilla.problem(new Loss.Huber(1e-3));
        FitResult one = Fitter.fit(problem, new FitOptions(1, new Cancellation()));
        FitResult four = Fitter.fit(problem, new FitOptions(4, new Cancellation()));
        assertArrayEquals(one.coefficients(), four.coefficients());
        assertEquals(one.objective(), four.objective());
        assertEquals(one.startsAgreed(), four.startsAgreed());
    }

    /** A table long enough to be searched on a part of its rows and summed in shares. */
    @Test
    void longTablesGiveTheSameBitsAndTheTruth() {
        FitProblem model = Chinchilla.problem(new Loss.Huber(1e-3));
        RandomStream random = RandomStream.of(1, "long table");
        int rows = 40_000;
        double[][] columns = new double[2][rows];
        double[] loss = new double[rows];
        for (int i = 0; i < rows; i++) {
            columns[0][i] = Math.exp(16 + 8 * random.uniform(3L * i));
            columns[1][i] = Math.exp(20 + 8 * random.uniform(3L * i + 1));
            double exact = 1.82 + 478 / Math.pow(columns[0][i], 0.347) + 2143 / Math.pow(columns[1][i], 0.367);
            loss[i] = exact * Math.exp(0.01 * random.normal(3L * i + 2));
        }
        FitProblem problem = FitProblem.of(model.prediction(), columns, loss, model.coefficients(), Residual.LOG, model.loss());
        FitResult one = Fitter.fit(problem, new FitOptions(1, new Cancellation()));
        FitResult three = Fitter.fit(problem, new FitOptions(3, new Cancellation()));
        assertArrayEquals(one.coefficients(), three.coefficients());
        assertEquals(0.347, one.coefficient("alpha"), 4 * one.deviation(3));
        assertEquals(0.367, one.coefficient("beta"), 4 * one.deviation(4));
        assertTrue(one.converged() && one.deviation(3) < 0.003);
    }

    /** The grid of Hoffmann et al. (2022) in its ends: hopeless starts must not disturb. */
    @Test
    void explicitGridsAreTaken() {
        FitProblem auto = Chinchilla.problem(new Loss.Huber(1e-3));
        double[] exponents = {0, 0.5, 1, 1.5, 2};
        Starts grid = new Starts.Grid(new double[][] {{}, {}, {}, exponents, exponents});
        FitResult fit = Fitter.fit(with(auto, auto.loss(), grid, List.of()), OPTIONS);
        assertTrue(fit.objective() <= 1.0182745e-3, "objective " + fit.objective());
        assertTrue(fit.startsTried() >= 15);
        double[][] points = {{1.8, 500, 2000, 0.3, 0.3}};
        assertEquals(1, Fitter.fit(with(auto, auto.loss(), new Starts.Points(points), List.of()), OPTIONS).startsTried());
    }

    /** An irreducible loss that the data push below zero stays at zero and is said to be at its bound. */
    @Test
    void coefficientsStopAtTheirBounds() {
        double[] x = new double[40];
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) {
            x[i] = Math.exp(0.2 * i);
            y[i] = 5 * Math.pow(x[i], -0.5) - 0.01 + 0.0001 * (i % 3);
        }
        x = Arrays.copyOf(x, 25);
        y = Arrays.copyOf(y, 25);
        FitProblem positive = power(x, y, Coefficient.positive("E"), new Coefficient("alpha", 0, 2));
        FitResult fit = Fitter.fit(positive, OPTIONS);
        assertTrue(fit.converged());
        assertEquals(0, fit.coefficient("E"));
        assertTrue(fit.atBound()[0]);
        assertFalse(fit.atBound()[2]);
        FitResult capped = Fitter.fit(power(x, y, Coefficient.free("E"), new Coefficient("alpha", 0, 0.4)), OPTIONS);
        assertEquals(0.4, capped.coefficient("alpha"), 1e-12);
        assertTrue(capped.atBound()[2]);
        assertEquals(0, capped.covariance()[2][2]);
    }

    /** Resamples of a fit whose constant is zero end there too, converged, with the constant itself and not some tiny number. */
    @Test
    void refitsEndAtBoundsToo() {
        double[] x = new double[25];
        double[] y = new double[25];
        for (int i = 0; i < 25; i++) {
            x[i] = Math.exp(0.2 * i);
            y[i] = 5 * Math.pow(x[i], -0.5) - 0.01 + 0.0001 * (i % 3);
        }
        FitResult fit = Fitter.fit(power(x, y, Coefficient.positive("E"), new Coefficient("alpha", 0, 2)), OPTIONS);
        Refits.Worker worker = new Refits(fit).worker(new Cancellation());
        RandomStream random = RandomStream.of(1, "bounds");
        for (int draw = 0; draw < 50; draw++) {
            int[] counts = new int[25];
            for (int i = 0; i < 25; i++) {
                counts[(int) (25 * random.uniform(draw * 25L + i))]++;
            }
            assertEquals(0, worker.refit(counts)[0], "draw " + draw);
        }
    }

    /** Flat where the exponent hardly counts: descents come away from such starts instead of staying there. */
    @Test
    void startsDoNotStayWhereTermsHardlyCount() {
        FitProblem auto = Chinchilla.problem(new Loss.Huber(1e-3));
        double[][] points = {{0.37, 1, 1, 0, 2}, {0.37, 1, 148, 1, 2}, {1, 1, 1, 2, 2}};
        FitResult fit = Fitter.fit(with(auto, auto.loss(), new Starts.Points(points), List.of()), OPTIONS);
        assertTrue(fit.startsAgreed() >= 2, fit.startsAgreed() + " of three agree");
        double[] values = {Math.exp(-1), 1, Math.E};
        double[] wide = {1, Math.exp(5), Math.exp(10), Math.exp(20)};
        Starts grid = new Starts.Grid(new double[][] {values, wide, wide, {0, 1, 2}, {0, 1, 2}});
        FitResult many = Fitter.fit(with(auto, auto.loss(), grid, List.of()), OPTIONS);
        assertEquals(432, many.startsTried());
        assertTrue(many.startsAgreed() > 200, many.startsAgreed() + " agree, " + many.startsUnfinished() + " given up");
        assertTrue(many.startsUnfinished() + many.startsAgreed() <= 432);
    }

    /** Very many descents go briskly, to the same optimum, and nearly all of them get there. */
    @Test
    void veryManyStartsLeadToTheSameOptimum() {
        FitProblem auto = Chinchilla.problem(new Loss.Huber(1e-3));
        double[] scales = {1, Math.exp(8), Math.exp(16), Math.exp(24)};
        double[] exponents = {0, 0.5, 1, 1.5, 2};
        Starts grid = new Starts.Grid(new double[][] {{Math.exp(-1), 1, Math.E}, scales, scales, exponents, exponents});
        FitResult few = Fitter.fit(auto, OPTIONS);
        FitResult many = Fitter.fit(with(auto, auto.loss(), grid, List.of()), OPTIONS);
        assertEquals(1200, many.startsTried());
        assertTrue(many.converged());
        assertArrayEquals(few.coefficients(), many.coefficients(), 1e-6);
        assertEquals(few.objective(), many.objective(), 1e-12 * few.objective());
        assertTrue(many.startsAgreed() > 1150, many.startsAgreed() + " agree, " + many.startsUnfinished() + " given up");
        FitResult alone = Fitter.fit(with(auto, auto.loss(), grid, List.of()), new FitOptions(1, new Cancellation()));
        assertArrayEquals(many.coefficients(), alone.coefficients());
        assertEquals(many.startsAgreed(), alone.startsAgreed());
    }

    private static FitProblem power(double[] x, double[] y, Coefficient e, Coefficient alpha) {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("x");
        int constant = builder.input("E");
        int a = builder.input("A");
        int power = builder.apply(Operator.POWER, n, builder.input("alpha"));
        Kernel law = builder.build(builder.apply(Operator.ADD, constant, builder.apply(Operator.DIVIDE, a, power)));
        return FitProblem.of(law, new double[][] {x}, y, List.of(e, Coefficient.positive("A"), alpha), Residual.LOG, new Loss.Huber(1e-3));
    }

    /** sin(f x) over a few periods has a minimum near every f; all must be listed and the least chosen. */
    @Test
    void severalMinimaAreListed() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int f = builder.input("f");
        Kernel wave = builder.build(builder.apply(Operator.SIN, builder.apply(Operator.MULTIPLY, f, x)));
        double[] column = new double[60];
        double[] target = new double[60];
        for (int i = 0; i < 60; i++) {
            column[i] = 0.1 * i;
            target[i] = Math.sin(3.7 * column[i]) + 0.05 * Math.cos(29 * i);
        }
        FitProblem problem = FitProblem.of(wave, new double[][] {column}, target, List.of(new Coefficient("f", 0, 10)), Residual.PLAIN,
                new Loss.Squared());
        FitResult fit = Fitter.fit(problem, OPTIONS);
        assertEquals(3.7, fit.coefficient("f"), 0.02);
        assertTrue(fit.minima().size() >= 3, fit.minima().size() + " minima");
        for (int i = 1; i < fit.minima().size(); i++) {
            assertTrue(fit.minima().get(i).objective() > fit.minima().get(i - 1).objective());
        }
        assertTrue(fit.startsAgreed() < fit.startsTried());
    }

    /** For a mean, prior and rows weigh as in the normal model with the variance estimated without the prior. */
    @Test
    void priorsWeighInUnitsOfTheSpread() {
        KernelBuilder builder = new KernelBuilder();
        int zero = builder.input("x");
        Kernel mean = builder.build(builder.apply(Operator.ADD, builder.input("m"), zero));
        double[] y = {1, 2, 3, 4, 5};
        List<Coefficient> m = List.of(Coefficient.free("m"));
        FitProblem plain = FitProblem.of(mean, new double[][] {new double[5]}, y, m, Residual.PLAIN, new Loss.Squared());
        FitProblem informed = with(plain, plain.loss(), plain.starts(), List.of(new Prior(0, 0.5)));
        FitResult fit = Fitter.fit(informed, OPTIONS);
        double precision = 5 / 2.5;
        assertEquals(precision * 3 / (precision + 1 / 0.25), fit.coefficient("m"), 1e-9);
        assertEquals(3, Fitter.fit(plain, OPTIONS).coefficient("m"), 1e-12);
    }

    @Test
    void weightsCountRows() {
        double[] x = {1, 2, 4, 8, 16, 32};
        double[] y = {3.1, 2.6, 2.2, 2.05, 1.9, 1.85};
        FitProblem plain = power(x, y, Coefficient.positive("E"), new Coefficient("alpha", 0, 2));
        double[] twice = {1, 1, 2, 1, 1, 1};
        FitProblem weighted = new FitProblem(plain.prediction(), plain.columns(), y, twice, plain.coefficients(), Residual.LOG,
                plain.loss(), List.of(), plain.starts());
        FitProblem repeated = power(new double[] {1, 2, 4, 4, 8, 16, 32}, new double[] {3.1, 2.6, 2.2, 2.2, 2.05, 1.9, 1.85},
                Coefficient.positive("E"), new Coefficient("alpha", 0, 2));
        assertArrayEquals(Fitter.fit(repeated, OPTIONS).coefficients(), Fitter.fit(weighted, OPTIONS).coefficients(), 1e-7);
    }

    /** With overestimates penalised the curve lies below most points. */
    @Test
    void asymmetricLossesHugTheBestRuns() {
        FitResult even = Fitter.fit(Chinchilla.problem(new Loss.Huber(1e-3)), OPTIONS);
        FitResult hugging = Fitter.fit(Chinchilla.problem(new Loss.Asymmetric(1e-3, 10)), OPTIONS);
        assertTrue(hugging.converged());
        assertTrue(below(hugging) < 0.15 && below(even) > 0.4, below(hugging) + " and " + below(even));
    }

    private static double below(FitResult fit) {
        double count = 0;
        for (double r : fit.residuals()) {
            count += r < 0 ? 1 : 0;
        }
        return count / fit.residuals().length;
    }

    /** The density's normaliser is right if the criterion of a tame Huber loss is that of squares. */
    @Test
    void criteriaOfWideHuberLossesAreThoseOfSquares() {
        FitStatistics squares = Fitter.fit(Chinchilla.problem(new Loss.Squared()), OPTIONS).statistics();
        FitStatistics wide = Fitter.fit(Chinchilla.problem(new Loss.Huber(10)), OPTIONS).statistics();
        assertEquals(squares.aic(), wide.aic(), 1e-6 * Math.abs(squares.aic()));
        assertTrue(squares.r2() > 0.99 && squares.rmse() < 0.01);
        assertEquals(squares.aic() + 2.0 * 6 * 7 / (240 - 7), squares.aicc(), 1e-9);
    }

    @Test
    void badInputIsRefusedWithItsRow() {
        Kernel law = Chinchilla.law();
        List<Coefficient> coefficients = Chinchilla.problem(new Loss.Squared()).coefficients();
        double[][] columns = {{1, 2}, {1, 2}};
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> FitProblem.of(law, columns, new double[] {1, -1}, coefficients, Residual.LOG, new Loss.Squared()));
        assertEquals("row 2: -1.0 cannot be fitted by log residuals", e.getMessage());
    }

    @Test
    void cancellingEndsAFit() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThrows(CancellationException.class,
                () -> Fitter.fit(Chinchilla.problem(new Loss.Huber(1e-3)), new FitOptions(2, cancellation)));
    }

    private static FitProblem with(FitProblem p, Loss loss, Starts starts, List<Prior> priors) {
        return new FitProblem(p.prediction(), p.columns(), p.target(), p.weights(), p.coefficients(), p.residual(), loss, priors, starts);
    }

    private static void assertRelative(double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance * Math.abs(expected));
    }
}
