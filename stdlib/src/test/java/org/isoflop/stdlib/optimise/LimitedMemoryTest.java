package org.isoflop.stdlib.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.isoflop.stdlib.Cancellation;
import org.junit.jupiter.api.Test;

class LimitedMemoryTest {
    private static final LimitedMemory.Options STANDARD = LimitedMemory.Options.standard();

    /** The extended valley of Rosenbrock (1960). */
    private static double rosenbrock(double[] x, double[] g) {
        Arrays.fill(g, 0);
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double a = x[i + 1] - x[i] * x[i];
            double b = 1 - x[i];
            sum += 100 * a * a + b * b;
            g[i] += -400 * a * x[i] - 2 * b;
            g[i + 1] += 200 * a;
        }
        return sum;
    }

    private static double[] filled(int size, double value) {
        double[] result = new double[size];
        Arrays.fill(result, value);
        return result;
    }

    @Test
    void valleysAreFollowedToTheirEnd() {
        for (int size : new int[] {2, 10, 200}) {
            double[] start = filled(size, -1.2);
            Optimum best = LimitedMemory.minimise(LimitedMemoryTest::rosenbrock, start, filled(size, Double.NEGATIVE_INFINITY),
                    filled(size, Double.POSITIVE_INFINITY), STANDARD);
            assertTrue(best.converged(), best.ending() + " after " + best.evaluations());
            double expected = best.point()[0] < 0 ? best.point()[0] : 1;
            assertEquals(expected, best.point()[0], 1e-6);
            assertTrue(best.projectedGradient() < 1e-5, "gradient " + best.projectedGradient());
        }
    }

    /** Rosenbrock's valley cut off at 0.8: then x1 = 0.8 and x2 = 0.64 (Hock and Schittkowski's kind of bound). */
    @Test
    void boundsHoldAndAreCertified() {
        Optimum best = LimitedMemory.minimise(LimitedMemoryTest::rosenbrock, new double[] {-1.2, 1}, new double[] {-2, -2},
                new double[] {0.8, 2}, STANDARD);
        assertTrue(best.converged());
        assertArrayEquals(new double[] {0.8, 0.64}, best.point(), 1e-7);
        assertEquals(0.04, best.value(), 1e-13);
        Optimum corner = LimitedMemory.minimise(LimitedMemoryTest::rosenbrock, new double[] {3, 3}, new double[] {2, -1},
                new double[] {5, 1}, STANDARD);
        assertArrayEquals(new double[] {2, 1}, corner.point(), 0);
        assertEquals(0, corner.projectedGradient());
        assertTrue(corner.converged());
    }

    /** A quadratic with curvatures from 1e-2 to 1e4, at the sizes 1e-20 and 1e20. */
    @Test
    void scalesDoNotMatter() {
        int size = 25;
        for (double unit : new double[] {1e-20, 1, 1e20}) {
            Slope bowl = (x, g) -> {
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    double curvature = unit * Math.pow(10, -2 + 6.0 * i / (size - 1));
                    double off = x[i] - 1;
                    sum += curvature * off * off;
                    g[i] = 2 * curvature * off;
                }
                return unit + sum;
            };
            Optimum best = LimitedMemory.minimise(bowl, filled(size, 3), filled(size, -10), filled(size, 10), STANDARD);
            assertTrue(best.converged(), best.ending() + " " + best.gain());
            assertEquals(unit, best.value(), 1e-9 * unit, "unit " + unit);
            assertTrue(best.evaluations() < 6000, best.evaluations() + " evaluations");
        }
    }

    @Test
    void startsOutsideAreMovedInAndNonsenseIsRefused() {
        Slope line = (x, g) -> {
            g[0] = 1;
            return x[0];
        };
        Optimum best = LimitedMemory.minimise(line, new double[] {7}, new double[] {-1}, new double[] {2}, STANDARD);
        assertEquals(-1, best.point()[0]);
        Slope none = (x, g) -> Double.NaN;
        assertThrows(IllegalArgumentException.class,
                () -> LimitedMemory.minimise(none, new double[1], new double[] {-1}, new double[] {2}, STANDARD));
        assertThrows(IllegalArgumentException.class,
                () -> LimitedMemory.minimise(line, new double[1], new double[] {3}, new double[] {2}, STANDARD));
    }

    @Test
    void itEndsWhenTold() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThrows(CancellationException.class, () -> LimitedMemory.minimise(LimitedMemoryTest::rosenbrock, new double[2],
                filled(2, -5), filled(2, 5), new LimitedMemory.Options(5, 1e-14, 100, cancellation)));
        Optimum cut = LimitedMemory.minimise(LimitedMemoryTest::rosenbrock, new double[] {-1.2, 1}, filled(2, -5), filled(2, 5),
                new LimitedMemory.Options(5, 1e-14, 10, new Cancellation()));
        assertEquals(Optimum.Ending.UNFINISHED, cut.ending());
    }
}
