package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuadraticStepTest {
    private static final int SIZE = 3;
    private static final int TOTAL = 6;

    /** On random convex problems the answer fulfils the conditions of optimality, and a refusal is right. */
    @Test
    void fulfilsTheConditionsOfOptimality() {
        Random random = new Random(5);
        int solved = 0;
        int refused = 0;
        for (int trial = 0; trial < 2000; trial++) {
            QuadraticStep quadratic = new QuadraticStep(SIZE, TOTAL);
            fill(quadratic, random);
            if (quadratic.solve()) {
                solved++;
                check(quadratic);
            } else {
                refused++;
                assertTrue(leastViolation(quadratic, random) > 1e-12);
            }
        }
        assertTrue(solved > 800 && refused > 300);
    }

    private static void fill(QuadraticStep quadratic, Random random) {
        double[][] root = new double[SIZE][SIZE];
        for (double[] row : root) {
            for (int w = 0; w < SIZE; w++) {
                row[w] = random.nextGaussian();
            }
        }
        for (int v = 0; v < SIZE; v++) {
            quadratic.gradient[v] = random.nextGaussian();
            for (int w = 0; w < SIZE; w++) {
                double sum = v == w ? 0.1 : 0;
                for (int k = 0; k < SIZE; k++) {
                    sum += root[v][k] * root[w][k];
                }
                quadratic.hessian[v * SIZE + w] = sum;
            }
        }
        for (int j = 0; j < TOTAL; j++) {
            quadratic.equality[j] = random.nextInt(6) == 0;
            quadratic.active[j] = random.nextInt(3) == 0;
            quadratic.value[j] = random.nextGaussian() - 0.3;
            int twin = j > 0 && random.nextInt(8) == 0 ? j - 1 : -1;
            for (int v = 0; v < SIZE; v++) {
                quadratic.normal[j * SIZE + v] = twin < 0 ? random.nextGaussian() : quadratic.normal[twin * SIZE + v];
            }
        }
    }

    private static void check(QuadraticStep quadratic) {
        double largest = 1;
        for (int j = 0; j < TOTAL; j++) {
            largest = Math.max(largest, Math.abs(quadratic.multiplier[j]));
            double value = value(quadratic, j, quadratic.step);
            if (quadratic.equality[j]) {
                assertEquals(0, value, 1e-8);
            } else {
                assertTrue(value <= 1e-8 && quadratic.multiplier[j] >= -1e-10);
                assertTrue(quadratic.multiplier[j] == 0 || Math.abs(value) < 1e-8);
            }
        }
        for (int v = 0; v < SIZE; v++) {
            double sum = quadratic.gradient[v];
            for (int w = 0; w < SIZE; w++) {
                sum += quadratic.hessian[v * SIZE + w] * quadratic.step[w];
            }
            for (int j = 0; j < TOTAL; j++) {
                sum += quadratic.multiplier[j] * quadratic.normal[j * SIZE + v];
            }
            assertEquals(0, sum, 1e-8 * largest);
        }
    }

    private static double value(QuadraticStep quadratic, int j, double[] at) {
        double value = quadratic.value[j];
        for (int v = 0; v < SIZE; v++) {
            value += quadratic.normal[j * SIZE + v] * at[v];
        }
        return value;
    }

    /** The sum of squared violations, which is convex, minimised by plain gradient descent. */
    private static double leastViolation(QuadraticStep quadratic, Random random) {
        double[] at = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double violation = Double.POSITIVE_INFINITY;
        for (int step = 0; step < 6000; step++) {
            double[] slope = new double[SIZE];
            violation = 0;
            for (int j = 0; j < TOTAL; j++) {
                double value = value(quadratic, j, at);
                if (quadratic.equality[j] || value > 0) {
                    violation += value * value;
                    for (int v = 0; v < SIZE; v++) {
                        slope[v] += value * quadratic.normal[j * SIZE + v];
                    }
                }
            }
            for (int v = 0; v < SIZE; v++) {
                at[v] -= 0.03 * slope[v];
            }
        }
        return violation;
    }
}
