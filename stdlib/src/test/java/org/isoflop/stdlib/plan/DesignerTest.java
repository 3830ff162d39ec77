package org.isoflop.stdlib.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class DesignerTest {
    private static final RandomStream STREAM = RandomStream.of(3, "designs");

    /** Draws of a + b x at some x, for independent a and b of unit variance; the target is the line at x = 10. */
    private static Candidates line(double[] x, double[] cost, double noise, int draws) {
        double[][] predictions = new double[x.length][draws];
        double[] target = new double[draws];
        for (int k = 0; k < draws; k++) {
            double a = STREAM.normal(2L * k);
            double b = STREAM.normal(2L * k + 1);
            target[k] = a + 10 * b;
            for (int i = 0; i < x.length; i++) {
                predictions[i][k] = a + x[i] * b;
            }
        }
        double[] noises = new double[x.length];
        Arrays.fill(noises, noise);
        return new Candidates(predictions, target, noises, cost);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The formula as it is written, with the matrix inverted. */
    private static double ratio(Candidates candidates, int... chosen) {
        int size = chosen.length;
        RealMatrix covariance = new Array2DRowRealMatrix(size, size);
        RealVector withTarget = new ArrayRealVector(size);
        Covariance sample = new Covariance();
        for (int i = 0; i < size; i++) {
            double[] own = candidates.predictions()[chosen[i]];
            withTarget.setEntry(i, sample.covariance(own, candidates.target()));
            for (int j = 0; j < size; j++) {
                covariance.setEntry(i, j, sample.covariance(own, candidates.predictions()[chosen[j]])
                        + (i == j ? candidates.noise()[chosen[i]] : 0));
            }
        }
        double before = sample.covariance(candidates.target(), candidates.target());
        double explained = withTarget.dotProduct(new LUDecomposition(covariance).getSolver().solve(withTarget));
        return Math.sqrt((before - explained) / before);
    }

    private static double cost(Candidates candidates, int... chosen) {
        return Arrays.stream(chosen).mapToDouble(i -> candidates.cost()[i]).sum();
    }

    @Test
    void ratiosAreThoseOfTheFormula() {
        Candidates candidates = line(new double[] {1, 2, 4, 8}, ones(4), 0.5, 300);
        Design design = Designer.choose(candidates, new Limits(5, 5, true, null, null), new Cancellation());
        assertEquals(5, design.chosen().length);
        for (int count = 1; count <= 5; count++) {
            assertEquals(ratio(candidates, Arrays.copyOf(design.chosen(), count)), design.ratios()[count - 1], 1e-10);
        }
    }

    /** All observations at the end of a line that lies nearest to the target are best, if they may be repeated. */
    @Test
    void aLineIsObservedAtItsEnds() {
        Candidates candidates = line(new double[] {-1, 0, 1, 2, 3, 4}, ones(6), 0.01, 400);
        Design design = Designer.choose(candidates, new Limits(6, 100, true, null, null), new Cancellation());
        // Extrapolation to 10 from -1 and 4 (Hoel and Levine 1964): 11 parts of the far end to 6 of the near one.
        assertArrayEquals(new int[] {0, 0, 5, 5, 5, 5}, Arrays.stream(design.chosen()).sorted().toArray());
    }

    @Test
    void noSetWithinTheLimitsIsMuchBetter() {
        for (int trial = 0; trial < 20; trial++) {
            RandomStream stream = STREAM.part(trial);
            double[] x = new double[9];
            double[] cost = new double[9];
            Arrays.setAll(x, i -> 6 * stream.uniform(i) - 1);
            Arrays.setAll(cost, i -> 0.2 + x[i] * x[i] * stream.uniform(100 + i));
            Candidates candidates = line(x, cost, 0.3, 200);
            Design design = Designer.choose(candidates, Limits.of(6, 4), new Cancellation());
            double best = 1;
            for (int set = 1; set < 1 << 9; set++) {
                int bits = set;
                int[] chosen = java.util.stream.IntStream.range(0, 9).filter(i -> (bits >> i & 1) == 1).toArray();
                best = chosen.length <= 4 && cost(candidates, chosen) <= 6 ? Math.min(best, ratio(candidates, chosen)) : best;
            }
            assertTrue(cost(candidates, design.chosen()) <= 6 && design.chosen().length <= 4);
            assertEquals(design.chosen().length, Arrays.stream(design.chosen()).distinct().count());
            assertTrue(design.ratio() <= 1.05 * best, "trial " + trial + ": " + design.ratio() + " where " + best + " is possible");
        }
    }

    @Test
    void groupsHaveLimitsOfTheirOwn() {
        Candidates candidates = line(new double[] {3, 3.5, 4, 0, 0.5, 1}, ones(6), 0.2, 200);
        Limits limits = new Limits(10, 10, false, new int[] {0, 0, 0, 1, 1, 1}, new double[] {1, 2});
        Design design = Designer.choose(candidates, limits, new Cancellation());
        assertEquals(1, Arrays.stream(design.chosen()).filter(i -> i < 3).count());
        assertEquals(2, Arrays.stream(design.chosen()).filter(i -> i >= 3).count());
    }

    @Test
    void whatCostsTooMuchIsNotChosen() {
        Candidates candidates = line(new double[] {1, 4}, new double[] {5, 7}, 0.2, 50);
        assertEquals(0, Designer.choose(candidates, Limits.of(4, 3), new Cancellation()).chosen().length);
        assertArrayEquals(new int[] {1}, Designer.choose(candidates, Limits.of(12, 1), new Cancellation()).chosen());
        assertArrayEquals(new int[] {0}, Designer.choose(candidates, Limits.of(6, 3), new Cancellation()).chosen());
        assertThrows(IllegalArgumentException.class, () -> line(new double[] {1}, new double[] {0}, 0.2, 50));
    }

    /** Draws of the ratio lie around it, and closer where there are more draws of the estimate. */
    @Test
    void theRatioIsUncertain() {
        double[] widths = new double[2];
        for (int i = 0; i < 2; i++) {
            Candidates candidates = line(new double[] {0, 1, 2, 3}, ones(4), 0.5, i == 0 ? 60 : 2000);
            Design design = Designer.choose(candidates, Limits.of(2, 2), new Cancellation());
            double[] draws = design.ratioDraws(300, 1e6, STREAM);
            Arrays.sort(draws);
            assertTrue(draws[7] < design.ratio() && design.ratio() < draws[292]);
            widths[i] = draws[292] - draws[7];
        }
        assertTrue(widths[1] < widths[0] / 3, Arrays.toString(widths));
    }
}
