package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class BoundedSquaresTest {
    private static final int PROBLEMS = 2000;
    private static final int ROWS = 8;

    /** Against every way to hold some at their bounds: of those that end within bounds, the lowest. */
    @Test
    void isTheBestOfAllActiveSets() {
        RandomStream random = RandomStream.of(3, "bounded squares");
        long drawn = 0;
        int released = 0;
        for (int number = 0; number < PROBLEMS; number++) {
            int size = 1 + number % 5;
            double[][] basis = new double[size][ROWS];
            double[] target = new double[ROWS];
            double common = number % 3;
            for (int row = 0; row < ROWS; row++) {
                // A common part makes the unknowns trade with each other, so that bounds hold and let go.
                double shared = random.normal(drawn++);
                target[row] = random.normal(drawn++) + shared;
                for (double[] each : basis) {
                    each[row] = random.normal(drawn++) + common * shared;
                }
            }
            double[] lower = new double[size];
            double[] upper = new double[size];
            for (int k = 0; k < size; k++) {
                lower[k] = number % 2 == 0 ? 0 : -0.5 * random.uniform(drawn++);
                upper[k] = number % 4 < 2 ? Double.POSITIVE_INFINITY : 0.3 * random.uniform(drawn++);
            }
            double[] normal = normal(basis);
            double[] right = Arrays.stream(basis).mapToDouble(each -> dot(each, target)).toArray();
            double[] found = new BoundedSquares(matrix(normal, size), right, lower, upper).solve();
            assertNotNull(found);
            double best = best(normal, right, lower, upper);
            assertEquals(best, value(normal, right, found), 1e-10 * (1 + Math.abs(best)), "problem " + number);
            for (int k = 0; k < size; k++) {
                assertTrue(found[k] >= lower[k] && found[k] <= upper[k], "problem " + number);
            }
            released += value(normal, right, clipped(normal, right, lower, upper)) > best + 1e-9 ? 1 : 0;
        }
        assertTrue(released > 20, "holding for good was enough in all but " + released);
    }

    @Test
    void sharesOutWhatIsNotDetermined() {
        double[] found = new BoundedSquares(matrix(new double[] {1, 1, 1}, 2), new double[] {1, 1}, new double[] {-9, -9},
                new double[] {9, 9}).solve();
        assertNotNull(found);
        assertEquals(1, found[0] + found[1], 1e-9);
    }

    @Test
    void saysWhereThereIsNoSolution() {
        assertNull(new BoundedSquares(matrix(new double[] {0}, 1), new double[] {0}, new double[] {0}, new double[] {1}).solve());
    }

    private static Symmetric matrix(double[] lower, int size) {
        return new Symmetric(Envelope.dense(size), lower);
    }

    private static double[] normal(double[][] basis) {
        double[] normal = new double[basis.length * (basis.length + 1) / 2];
        for (int k = 0; k < basis.length; k++) {
            for (int m = 0; m <= k; m++) {
                normal[k * (k + 1) / 2 + m] = dot(basis[k], basis[m]);
            }
        }
        return normal;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double entry(double[] normal, int i, int k) {
        return normal[Math.max(i, k) * (Math.max(i, k) + 1) / 2 + Math.min(i, k)];
    }

    private static double value(double[] normal, double[] right, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double row = 0;
            for (int k = 0; k < x.length; k++) {
                row += entry(normal, i, k) * x[k];
            }
            sum += x[i] * (row / 2 - right[i]);
        }
        return sum;
    }

    private static double best(double[] normal, double[] right, double[] lower, double[] upper) {
        int size = right.length;
        double best = Double.POSITIVE_INFINITY;
        for (int set = 0; set < Math.pow(3, size); set++) {
            int[] held = new int[size];
            for (int k = 0, rest = set; k < size; k++, rest /= 3) {
                held[k] = rest % 3;
            }
            double[] x = at(normal, right, lower, upper, held);
            boolean inside = true;
            for (int k = 0; k < size; k++) {
                inside &= Math.abs(x[k]) <= Double.MAX_VALUE && x[k] >= lower[k] - 1e-12 && x[k] <= upper[k] + 1e-12;
            }
            best = inside ? Math.min(best, value(normal, right, x)) : best;
        }
        return best;
    }

    /** The best with some held, 1 at the lower and 2 at the upper bound. */
    private static double[] at(double[] normal, double[] right, double[] lower, double[] upper, int[] held) {
        int size = right.length;
        double[][] matrix = new double[size][size];
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                matrix[i][k] = held[i] == 0 ? entry(normal, i, k) : i == k ? 1 : 0;
            }
            x[i] = held[i] == 0 ? right[i] : held[i] == 1 ? lower[i] : upper[i];
        }
        return Matrices.eliminate(matrix, x) ? x : new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    }

    /** What holding at bounds without ever letting go comes to. */
    private static double[] clipped(double[] normal, double[] right, double[] lower, double[] upper) {
        int[] held = new int[right.length];
        for (int round = 0; round <= right.length; round++) {
            double[] x = at(normal, right, lower, upper, held);
            boolean inside = true;
            for (int k = 0; k < held.length; k++) {
                if (held[k] == 0 && !(x[k] >= lower[k] && x[k] <= upper[k])) {
                    held[k] = x[k] < lower[k] ? 1 : 2;
                    inside = false;
                }
            }
            if (inside) {
                return x;
            }
        }
        throw new AssertionError("no end");
    }
}
