package org.isoflop.stdlib.interval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.interval.Interval.Plan;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Scheme;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 20};
    private static final double[] Y = {1.1, 1.9, 3.4, 3.8, 5.3, 5.7, 7.5, 19.2};

    private static Draws draws(FitResult fit, Interval interval, Scheme scheme, int count) {
        return Interval.draws(fit, new Plan(interval, scheme, count, null, 0), RandomStream.of(0, "rows"), OPTIONS);
    }

    /** On a line with squares the profile is the t interval, exactly. */
    @Test
    void profileOfALineIsStudents() {
        FitResult fit = Fitter.fit(Laws.line(X, Y, new Loss.Squared()), OPTIONS);
        List<Profile> profiles = Profiler.profiles(fit, 6, OPTIONS);
        for (double level : new double[] {0.5, 0.8, 0.95, 0.99}) {
            double t = new TDistribution(6).inverseCumulativeProbability((1 + level) / 2);
            for (int j = 0; j < 2; j++) {
                double[] ends = profiles.get(j).interval(level);
                assertEquals(fit.coefficients()[j] - t * fit.deviation(j), ends[0], 1e-7);
                assertEquals(fit.coefficients()[j] + t * fit.deviation(j), ends[1], 1e-7);
            }
        }
    }

    /** Treated Puromycin, Bates and Watts (1988), Table A1.3; intervals as R's confint gives them for nls. */
    @Test
    void profileOfPuromycin() {
        FitResult fit = Fitter.fit(Laws.saturation(new double[] {0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.1, 1.1},
                new double[] {76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200}), OPTIONS);
        assertEquals(212.7, fit.coefficients()[0], 0.05);
        assertEquals(0.06412, fit.coefficients()[1], 5e-6);
        List<Profile> profiles = Profiler.profiles(fit, 4, OPTIONS);
        assertArrayEquals(new double[] {197.3021, 229.2901}, profiles.get(0).interval(0.95), 5e-3);
        assertArrayEquals(new double[] {0.04692517, 0.08615995}, profiles.get(1).interval(0.95), 1e-5);
    }

    /** With E held at either end of its interval, a fit of its own has the deviance that t asks for. */
    @Test
    void profileOfTheIrreducibleLossOfChinchilla() {
        FitProblem problem = Chinchilla.problem(new Loss.Huber(1e-3));
        FitResult fit = Fitter.fit(problem, OPTIONS);
        Profile profile = Profiler.profiles(fit, 4, OPTIONS).get(0);
        assertFalse(profile.openBelow() || profile.openAbove());
        double t = new TDistribution(235).inverseCumulativeProbability(0.975);
        for (double end : profile.interval(0.95)) {
            List<Coefficient> held = new ArrayList<>(problem.coefficients());
            held.set(0, new Coefficient("E", end, end + 1e-9));
            FitResult there = Fitter.fit(FitProblem.of(problem.prediction(), problem.columns(), problem.target(), held, problem.residual(),
                    problem.loss()), OPTIONS);
            assertEquals(t * t, 2 * (there.objective() - fit.objective()) / Curvature.of(fit).scale(), 0.02 * t * t);
        }
        assertEquals(1.782, profile.interval(0.95)[0], 0.001);
        assertEquals(1.850, profile.interval(0.95)[1], 0.001);
    }

    /** What the rows do not bound is open, and ends where the range does. */
    @Test
    void aProfileWithoutEndIsOpen() {
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {1.02, 0.99, 1.01, 0.98, 1.03, 0.97};
        FitResult fit = Fitter.fit(Laws.saturation(x, y), OPTIONS);
        Profile k = Profiler.profiles(fit, 4, OPTIONS).get(1);
        assertTrue(k.openBelow() && !k.openAbove());
        assertEquals(0, k.interval(0.95)[0]);
        assertTrue(k.interval(0.95)[1] > 0.01 && k.interval(0.95)[1] < 0.5, Arrays.toString(k.interval(0.95)));
    }

    @Test
    void percentilesOfProfiledDrawsAreTheProfile() {
        FitResult fit = Fitter.fit(Laws.power(X, Y, Residual.LOG, new Loss.Squared()), OPTIONS);
        List<Profile> profiles = Profiler.profiles(fit, 5, OPTIONS);
        for (Scheme scheme : new Scheme[] {new Scheme.Rows(), null}) {
            Draws draws = draws(fit, Interval.PROFILE, scheme, 1001);
            for (int j = 0; j < 2; j++) {
                for (double probability : new double[] {0.025, 0.1, 0.5, 0.9, 0.975}) {
                    double exact = profiles.get(j).quantile(probability);
                    assertEquals(exact, draws.quantile(j, probability), 1e-3 * Math.abs(exact));
                }
            }
            assertTrue(correlation(draws) < -0.5, "a and b of a power law are found together");
        }
    }

    private static double correlation(Draws draws) {
        return new org.apache.commons.math3.stat.correlation.SpearmansCorrelation().correlation(draws.values()[0], draws.values()[1]);
    }

    /** The ends computed as Efron and Tibshirani (1993), eq. 14.10, have them. */
    @Test
    void percentilesOfAcceleratedDrawsAreBca() {
        FitResult fit = Fitter.fit(Laws.power(X, Y, Residual.PLAIN, new Loss.Squared()), OPTIONS);
        Draws plain = draws(fit, Interval.PERCENTILE, new Scheme.Residuals(), 9999);
        Draws mapped = draws(fit, Interval.BCA, new Scheme.Residuals(), 9999);
        NormalDistribution normal = new NormalDistribution();
        double[] acceleration = Acceleration.of(fit, null, 0);
        for (int j = 0; j < 2; j++) {
            double below = 0;
            for (double value : plain.values()[j]) {
                below += value < fit.coefficients()[j] ? 1 : 0;
            }
            double bias = normal.inverseCumulativeProbability(below / plain.count());
            assertTrue(acceleration[j] != 0 && Math.abs(acceleration[j]) < 0.5);
            for (double probability : new double[] {0.05, 0.25, 0.5, 0.9}) {
                double sum = bias + normal.inverseCumulativeProbability(probability);
                double moved = normal.cumulativeProbability(bias + sum / (1 - acceleration[j] * sum));
                double width = plain.quantile(j, 0.9) - plain.quantile(j, 0.1);
                assertEquals(plain.quantile(j, moved), mapped.quantile(j, probability), 5e-3 * width);
            }
        }
    }

    @Test
    void covariancesScatterAsTheySay() {
        FitResult fit = Fitter.fit(Laws.line(X, Y, new Loss.Squared()), OPTIONS);
        Draws draws = draws(fit, Interval.HESSIAN, null, 20_000);
        for (double probability : new double[] {0.025, 0.25, 0.5, 0.975}) {
            double t = new TDistribution(6).inverseCumulativeProbability(probability);
            for (int j = 0; j < 2; j++) {
                assertEquals(fit.coefficients()[j] + t * fit.deviation(j), draws.quantile(j, probability), 0.05 * fit.deviation(j));
            }
        }
        assertTrue(correlation(draws) < -0.5);
    }

    @Test
    void drawsDependNeitherOnThreadsNorOnTheirNumber() {
        FitResult fit = Fitter.fit(Laws.power(X, Y, Residual.LOG, new Loss.Huber(0.01)), OPTIONS);
        for (Interval interval : List.of(Interval.HESSIAN, Interval.SANDWICH)) {
            double[] many = draws(fit, interval, null, 80).values()[0];
            assertArrayEquals(Arrays.copyOf(many, 50), draws(fit, interval, null, 50).values()[0], 0.0);
        }
        for (Interval interval : List.of(Interval.BCA, Interval.PROFILE)) {
            Plan plan = new Plan(interval, new Scheme.Wild(), 60, null, 0);
            FitOptions one = new FitOptions(1, new Cancellation());
            FitOptions three = new FitOptions(3, new Cancellation());
            assertArrayEquals(Interval.draws(fit, plan, RandomStream.of(1, "x"), one).values()[1],
                    Interval.draws(fit, plan, RandomStream.of(1, "x"), three).values()[1], 0.0);
        }
    }

    @Test
    void percentilesNeedResamples() {
        assertThrows(IllegalArgumentException.class, () -> new Plan(Interval.BCA, null, 100, null, 0));
    }
}
