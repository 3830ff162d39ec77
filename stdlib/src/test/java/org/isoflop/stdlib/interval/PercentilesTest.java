package org.isoflop.stdlib.interval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.resample.Draws;
import org.junit.jupiter.api.Test;

/** Percentiles follow whatever keeps the order of draws, and intervals of a higher level hold those of a lower. */
class PercentilesTest {
    private static final int CASES = 500;
    private static final List<DoubleUnaryOperator> RISING = List.of(Math::exp, Math::cbrt, Math::atan, x -> 3 * x + 1, x -> x * x * x,
            Math::floor);

    /** Some equal and, from {@code failures} on, some missing. */
    private static double[] draws(SplittableRandom random, int size, boolean failures) {
        double[] draws = new double[size + 1];
        Arrays.setAll(draws, k -> random.nextInt(8) == 0 ? random.nextInt(-2, 3) : random.nextDouble(-3, 3));
        for (int k = 1; failures && k < draws.length; k++) {
            draws[k] = random.nextInt(6) == 0 ? Double.NaN : draws[k];
        }
        return draws;
    }

    private static double quantile(double[] draws, double probability) {
        return Draws.of(new double[][] {draws}).quantile(0, probability);
    }

    private static double[] mapped(double[] draws, DoubleUnaryOperator map) {
        return Arrays.stream(draws).map(map).toArray();
    }

    private static double[] known(double[] draws) {
        return Arrays.stream(draws).filter(draw -> !Double.isNaN(draw)).sorted().toArray();
    }

    /** At the draws themselves to the bit; between two of them between what these become. */
    @Test
    void percentilesFollowRisingMaps() {
        Property.holds(CASES, 60, (random, size) -> {
            double[] draws = draws(random, size, true);
            double[] sorted = known(draws);
            for (DoubleUnaryOperator map : RISING) {
                double[] moved = mapped(draws, map);
                double probability = random.nextDouble();
                int below = (int) (probability * (sorted.length - 1));
                double at = quantile(moved, probability);
                double lower = map.applyAsDouble(sorted[below]);
                double upper = map.applyAsDouble(sorted[Math.min(below + 1, sorted.length - 1)]);
                assertTrue(lower <= at && at <= upper, at + " outside " + lower + ".." + upper);
            }
            double[] straight = mapped(draws, x -> 3 * x + 1);
            double probability = random.nextDouble();
            assertEquals(3 * quantile(draws, probability) + 1, quantile(straight, probability), 1e-13);
            assertEquals(quantile(draws, probability), -quantile(mapped(draws, x -> -x), 1 - probability), 1e-13);
        });
    }

    @Test
    void endsAtDrawsFollowToTheBit() {
        Property.holds(CASES, 6, (random, power) -> {
            // 2^power steps, so that the probabilities of the draws are exact.
            int steps = 1 << power;
            double[] draws = draws(random, steps, false);
            for (DoubleUnaryOperator map : RISING) {
                for (int k = 0; k <= steps; k++) {
                    double probability = (double) k / steps;
                    assertEquals(map.applyAsDouble(quantile(draws, probability)), quantile(mapped(draws, map), probability));
                }
            }
        });
    }

    @Test
    void higherLevelsHoldLowerOnes() {
        Property.holds(CASES, 60, (random, size) -> {
            double[] draws = draws(random, size, true);
            double[] adjusted = Acceleration.adjusted(draws, random.nextDouble(-1, 1), random.nextDouble(-0.3, 0.3));
            double[] levels = random.doubles(20).sorted().toArray();
            for (double[] each : new double[][] {draws, adjusted}) {
                for (int i = 1; i < levels.length; i++) {
                    assertTrue(quantile(each, (1 - levels[i]) / 2) <= quantile(each, (1 - levels[i - 1]) / 2));
                    assertTrue(quantile(each, (1 + levels[i]) / 2) >= quantile(each, (1 + levels[i - 1]) / 2));
                }
            }
        });
    }

    @Test
    void percentilesDoNotDependOnTheOrderOfDraws() {
        Property.holds(CASES, 60, (random, size) -> {
            double[] draws = draws(random, size, true);
            double[] sorted = known(draws);
            double probability = random.nextDouble();
            assertEquals(quantile(sorted, probability), quantile(draws, probability));
            assertEquals(quantile(sorted, probability), Ranks.quantile(sorted, probability));
            assertEquals(sorted[0], quantile(draws, 0));
            assertEquals(sorted[sorted.length - 1], quantile(draws, 1));
        });
    }

    /** Efron (1987), section 3: BCa respects transformations. Moved draws keep their order, lie within the draws and follow straight maps. */
    @Test
    void acceleratedDrawsFollowToo() {
        Property.holds(CASES, 60, (random, size) -> {
            double[] draws = draws(random, size, true);
            double point = random.nextDouble(-1, 1);
            double acceleration = random.nextDouble(-0.3, 0.3);
            double[] adjusted = Acceleration.adjusted(draws, point, acceleration);
            double[] sorted = known(draws);
            int[] order = Ranks.order(draws);
            for (int i = 0; i < order.length; i++) {
                assertTrue(sorted[0] <= adjusted[order[i]] && adjusted[order[i]] <= sorted[sorted.length - 1]);
                assertTrue(i == 0 || adjusted[order[i - 1]] <= adjusted[order[i]]);
            }
            double[] moved = Acceleration.adjusted(mapped(draws, x -> 4 * x + 1), 4 * point + 1, acceleration);
            assertArrayEquals(mapped(adjusted, x -> 4 * x + 1), moved, 1e-12);
            double[] turned = Acceleration.adjusted(mapped(draws, x -> -x), -point, -acceleration);
            assertArrayEquals(known(adjusted), known(mapped(turned, x -> -x)), 1e-9);
            // Between two draws a curved map bends, but does not lead past either.
            double[] curved = Acceleration.adjusted(mapped(draws, Math::exp), Math.exp(point), acceleration);
            for (int k = 0; k < draws.length; k++) {
                if (!Double.isNaN(draws[k])) {
                    int above = Arrays.binarySearch(sorted, adjusted[k]);
                    above = above < 0 ? -above - 1 : above;
                    double low = Math.exp(sorted[Math.max(0, above - 1)]);
                    double high = Math.exp(sorted[Math.min(above, sorted.length - 1)]);
                    assertTrue(low - 1e-9 <= curved[k] && curved[k] <= high + 1e-9, low + " " + curved[k] + " " + high);
                }
            }
        });
    }

    @Test
    void profilesAreNestedAboutTheirPoint() {
        Property.holds(20, 12, (random, size) -> {
            double[] x = random.doubles(4 + size, 1, 20).toArray();
            double[] y = Arrays.stream(x).map(each -> 1 + 2 * each + random.nextGaussian()).toArray();
            FitOptions options = new FitOptions(1, new Cancellation());
            FitResult fit = Fitter.fit(Laws.line(x, y, random.nextBoolean() ? new Loss.Squared() : new Loss.Huber(0.5)), options);
            List<Profile> profiles = Profiler.profiles(fit, 6, options);
            double[] levels = random.doubles(20, 0.001, 0.98).sorted().toArray();
            for (int j = 0; j < 2; j++) {
                double[] inner = {fit.coefficients()[j], fit.coefficients()[j]};
                for (double level : levels) {
                    double[] outer = profiles.get(j).interval(level);
                    assertTrue(outer[0] <= inner[0] && inner[1] <= outer[1], level + ": " + Arrays.toString(outer));
                    inner = outer;
                }
            }
        });
    }
}
