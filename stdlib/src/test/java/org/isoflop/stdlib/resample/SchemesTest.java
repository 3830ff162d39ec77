package org.isoflop.stdlib.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

/** What resamples of random tables and groups keep. */
class SchemesTest {
    private static final int CASES = 1000;
    private static final int ROWS = 40;

    @Test
    void countsOfRowsSumToTheRows() {
        Property.holds(CASES, ROWS, (random, rows) -> {
            int[] counts = new Scheme.Rows().counts(random.nextInt(100), rows, stream(random));
            assertEquals(rows, Arrays.stream(counts).sum());
            assertTrue(Arrays.stream(counts).allMatch(count -> count >= 0));
        });
    }

    @Test
    void clustersStayWhole() {
        Property.holds(CASES, ROWS, (random, rows) -> {
            int clusters = random.nextInt(1, rows + 1);
            int[] clusterOf = groups(random, rows, clusters);
            int[] counts = new Scheme.Clusters(clusterOf, clusters).counts(0, rows, stream(random));
            int[] taken = new int[clusters];
            for (int row = 0; row < rows; row++) {
                taken[clusterOf[row]] = counts[row];
            }
            for (int row = 0; row < rows; row++) {
                assertEquals(taken[clusterOf[row]], counts[row]);
            }
            assertEquals(clusters, Arrays.stream(taken).sum());
        });
    }

    @Test
    void strataKeepTheirSizes() {
        Property.holds(CASES, ROWS, (random, rows) -> {
            int strata = random.nextInt(1, rows + 1);
            int[] stratumOf = random.ints(rows, 0, strata).toArray();
            int[] counts = new Scheme.Strata(stratumOf, strata).counts(0, rows, stream(random));
            int[] before = new int[strata];
            int[] after = new int[strata];
            for (int row = 0; row < rows; row++) {
                before[stratumOf[row]]++;
                after[stratumOf[row]] += counts[row];
            }
            assertArrayEquals(before, after);
        });
    }

    @Test
    void whatIsLeftOutIsSoManyWholeGroups() {
        Property.holds(CASES, ROWS, (random, size) -> {
            int groups = size + 1;
            int rows = groups + random.nextInt(ROWS);
            int[] groupOf = groups(random, rows, groups);
            Scheme.Leave leave = new Scheme.Leave(random.nextInt(1, groups), groupOf, groups);
            int[] counts = leave.counts(random.nextInt(groups), rows, stream(random));
            int[] kept = new int[groups];
            for (int row = 0; row < rows; row++) {
                kept[groupOf[row]] = counts[row];
            }
            for (int row = 0; row < rows; row++) {
                assertEquals(kept[groupOf[row]], counts[row]);
            }
            assertEquals(groups - leave.size(), Arrays.stream(kept).sum());
        });
    }

    /** Rows are clusters of one row each, or one stratum; a stratum of one row, or one cluster of all, is always there. */
    @Test
    void schemesMeetAtTheirEnds() {
        Property.holds(CASES, ROWS, (random, rows) -> {
            RandomStream stream = stream(random);
            int[] each = new int[rows];
            Arrays.setAll(each, row -> row);
            int[] expected = new Scheme.Rows().counts(0, rows, stream);
            assertArrayEquals(expected, new Scheme.Clusters(each, rows).counts(0, rows, stream));
            assertArrayEquals(expected, new Scheme.Strata(new int[rows], 1).counts(0, rows, stream));
            int[] ones = new Scheme.Unchanged().counts(0, rows, stream);
            assertArrayEquals(ones, new Scheme.Strata(each, rows).counts(0, rows, stream));
            assertArrayEquals(ones, new Scheme.Clusters(new int[rows], 1).counts(0, rows, stream));
        });
    }

    @Test
    void theSameStreamGivesTheSameCounts() {
        Property.holds(CASES, ROWS, (random, rows) -> {
            int groups = random.nextInt(1, rows + 1);
            int[] groupOf = groups(random, rows, groups);
            long seed = random.nextLong();
            int number = random.nextInt(1000);
            for (Scheme.Counted scheme : List.of(new Scheme.Rows(), new Scheme.Clusters(groupOf, groups),
                    new Scheme.Strata(groupOf, groups))) {
                int[] first = scheme.counts(number, rows, RandomStream.of(seed, "runs").part(number));
                assertArrayEquals(first, scheme.counts(number, rows, RandomStream.of(seed, "runs").part(number)), scheme.words());
            }
        });
    }

    /** The resamples of a block are those that other blocks would hold: their number, and with it the last block's size, is random. */
    @Test
    void drawsDependNeitherOnBlocksNorOnThreads() {
        Property.holds(4, 6, (random, size) -> {
            double[] y = random.doubles(4 + size, 1, 2).toArray();
            KernelBuilder builder = new KernelBuilder();
            FitProblem problem = FitProblem.of(builder.build(builder.input("level")), new double[0][], y,
                    List.of(Coefficient.free("level")), Residual.PLAIN, new Loss.Squared());
            FitResult fit = Fitter.fit(problem, options(1));
            RandomStream stream = stream(random);
            int wanted = 4096 + random.nextInt(1, 1000);
            double[] many = Bootstrap.run(fit, new Scheme.Rows(), wanted, stream, options(2)).values()[0];
            int fewer = random.nextInt(1, wanted);
            assertArrayEquals(Arrays.copyOf(many, fewer),
                    Bootstrap.run(fit, new Scheme.Rows(), fewer, stream, options(1 + random.nextInt(3))).values()[0], 0.0);
            // The mean of a resample is the mean of the rows that it counts.
            int number = random.nextInt(wanted);
            int[] counts = new Scheme.Rows().counts(number, y.length, stream.part(number));
            double sum = 0;
            for (int row = 0; row < y.length; row++) {
                sum += counts[row] * y[row];
            }
            assertEquals(sum / y.length, many[number], 1e-9);
        });
    }

    private static FitOptions options(int threads) {
        return new FitOptions(threads, new Cancellation());
    }

    private static RandomStream stream(SplittableRandom random) {
        return RandomStream.of(random.nextLong(), "runs");
    }

    /** Of which each has a row. */
    private static int[] groups(SplittableRandom random, int rows, int count) {
        int[] groupOf = new int[rows];
        Arrays.setAll(groupOf, row -> row < count ? row : random.nextInt(count));
        return groupOf;
    }
}
