package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Plans that are decided once over all draws, against searches of a fine grid with the draws written out. */
final class ChanceTest {
    private static final int DRAWS = 101;
    private static final double BUDGET = 5.76e23;
    private static final double[] ALPHA = normal(1, 0.34);
    private static final double[] BETA = normal(2, 0.28);

    private static double[] normal(long seed, double mean) {
        Random random = new Random(seed);
        double[] draws = new double[DRAWS];
        Arrays.setAll(draws, k -> mean + 0.01 * random.nextGaussian());
        return draws;
    }

    // inputs of the kernels: N, D, alpha, beta, the statistic

    private static int loss(KernelBuilder builder, int[] inputs) {
        int parameters = builder.apply(Operator.DIVIDE, builder.constant(406.4), builder.apply(Operator.POWER, inputs[0], inputs[2]));
        int tokens = builder.apply(Operator.DIVIDE, builder.constant(410.7), builder.apply(Operator.POWER, inputs[1], inputs[3]));
        return builder.apply(Operator.ADD, builder.constant(1.69), builder.apply(Operator.ADD, parameters, tokens));
    }

    private static int[] inputs(KernelBuilder builder) {
        int[] inputs = new int[5];
        Arrays.setAll(inputs, i -> builder.input("x" + i));
        return inputs;
    }

    private static int compute(KernelBuilder builder, int[] inputs) {
        return builder.apply(Operator.MULTIPLY, builder.constant(6), builder.apply(Operator.MULTIPLY, inputs[0], inputs[1]));
    }

    private static double[] losses(double size, double tokens) {
        double[] losses = new double[DRAWS];
        Arrays.setAll(losses, k -> 1.69 + 406.4 / Math.pow(size, ALPHA[k]) + 410.7 / Math.pow(tokens, BETA[k]));
        return losses;
    }

    private static Allocation solve(ChanceProgram program, Condition condition) {
        List<Parameter> parameters = List.of(Parameter.of(0.34), Parameter.of(0.28), Parameter.of(Double.NaN), Parameter.of(0));
        return Allocator.solve(new AllocationProblem(program, AllocationProblem.Goal.MINIMIZE,
                List.of(Domain.range(1e8, 1e13), Domain.range(1e8, 1e15)), List.of(condition), parameters), 1, Options.defaults());
    }

    private static double[][][] draws() {
        return new double[][][] {{null, null, ALPHA, BETA, null}};
    }

    private static Allocation leastStatistic(Statistic.Kind kind, double level) {
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = inputs(builder);
        Statistic statistic = new Statistic(4, kind, level, builder.build(loss(builder, inputs)));
        int[] outputs = {inputs[4], compute(builder, inputs), builder.constant(BUDGET)};
        return solve(new ChanceProgram(builder.build(outputs), 2, List.of(statistic), List.of(), draws(), DRAWS), Condition.atMost("C"));
    }

    private interface OfDraws {
        double of(double[] draws);
    }

    /** The least over all sizes that use up the budget, first coarsely, then about the best. */
    private static double leastOnGrid(OfDraws statistic) {
        double center = Math.log(3e10);
        double best = Double.POSITIVE_INFINITY;
        for (double width = 4; width > 1e-5; width /= 8) {
            double about = center;
            for (int i = -2000; i <= 2000; i++) {
                double size = Math.exp(about + width * i / 2000);
                double value = statistic.of(losses(size, BUDGET / 6 / size));
                center = value < best ? Math.log(size) : center;
                best = Math.min(best, value);
            }
        }
        return best;
    }

    private static double quantile(double[] draws, double level) {
        Arrays.sort(draws);
        double place = level * (DRAWS - 1);
        int below = (int) place;
        return draws[below] + (place - below) * (draws[Math.min(below + 1, DRAWS - 1)] - draws[below]);
    }

    private static double deviation(double[] draws) {
        double mean = Arrays.stream(draws).average().orElseThrow();
        return Math.sqrt(Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum() / (DRAWS - 1));
    }

    @Test
    void leastQuantileIsThatOfAGrid() {
        for (double level : new double[] {0.05, 0.953}) {
            Allocation found = leastStatistic(Statistic.Kind.QUANTILE, level);
            assertTrue(found.feasible()[0]);
            double grid = leastOnGrid(draws -> quantile(draws, level));
            assertEquals(grid, found.objective()[0], 1e-7 * grid, "at " + level);
            double[] draws = losses(found.variables()[0][0], found.variables()[1][0]);
            assertEquals(quantile(draws, level), found.objective()[0], 1e-12);
        }
    }

    @Test
    void leastDeviationIsAtLeastAsGoodAsThatOfAGrid() {
        Allocation found = leastStatistic(Statistic.Kind.DEVIATION, 0);
        double[] draws = losses(found.variables()[0][0], found.variables()[1][0]);
        assertEquals(deviation(draws), found.objective()[0], 1e-9 * found.objective()[0]);
        assertTrue(found.objective()[0] <= leastOnGrid(ChanceTest::deviation) * (1 + 1e-7));
    }

    @Test
    void aPointReadsNoDraws() {
        double point = leastStatistic(Statistic.Kind.POINT, 0).objective()[0];
        assertEquals(1.9307, point, 1e-4);
    }

    /** Inputs as above; the statistic is the share of the draws whose loss is at most 2. */
    private static Allocation solveShare(AllocationProblem.Goal goal, int objective, KernelBuilder builder, int[] inputs) {
        Statistic share = new Statistic(4, Statistic.Kind.SHARE, 0, builder.build(loss(builder, inputs), builder.constant(2)));
        int[] outputs = {objective, compute(builder, inputs), builder.constant(BUDGET)};
        ChanceProgram program = new ChanceProgram(builder.build(outputs), 2, List.of(share), List.of(), draws(), DRAWS);
        List<Parameter> parameters = List.of(Parameter.of(0.34), Parameter.of(0.28), Parameter.of(Double.NaN), Parameter.of(0));
        return Allocator.solve(new AllocationProblem(program, goal, List.of(Domain.range(1e8, 1e13), Domain.range(1e8, 1e15)),
                List.of(Condition.atMost("C")), parameters), 1, Options.defaults());
    }

    private static double share(double size, double tokens) {
        return Arrays.stream(losses(size, tokens)).filter(each -> each <= 2).count() / (double) DRAWS;
    }

    @Test
    void largestShareIsThatOfAGrid() {
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = inputs(builder);
        Allocation found = solveShare(AllocationProblem.Goal.MAXIMIZE, inputs[4], builder, inputs);
        double best = -leastOnGrid(losses -> -Arrays.stream(losses).filter(each -> each <= 2).count() / (double) DRAWS);
        assertTrue(best > 0.5 && best < 1, "a share that the budget limits: " + best);
        assertEquals(best, found.objective()[0], 1e-12);
        assertEquals(share(found.variables()[0][0], found.variables()[1][0]), found.objective()[0], 1e-12);
        assertTrue(found.binding(0)[0]);
        assertTrue(found.deciding()[0] > 0);
        assertTrue(found.price(0)[0] > 0);
    }

    /** Each draw that fails costs as much as a two hundredth of the budget; whatever the grid finds is not better by a draw. */
    @Test
    void aShareMayBeTradedAgainstWork() {
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = inputs(builder);
        double worth = 0.5 * DRAWS * BUDGET / 100;
        int failing = builder.apply(Operator.SUBTRACT, builder.constant(1), inputs[4]);
        int objective = builder.apply(Operator.ADD, compute(builder, inputs),
                builder.apply(Operator.MULTIPLY, builder.constant(worth), failing));
        Allocation found = solveShare(AllocationProblem.Goal.MINIMIZE, objective, builder, inputs);
        double size = found.variables()[0][0];
        double tokens = found.variables()[1][0];
        assertEquals(6 * size * tokens + worth * (1 - share(size, tokens)), found.objective()[0], 1e-9 * found.objective()[0]);
        double grid = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 600; i++) {
            for (int j = 0; j <= 600; j++) {
                double x = size * Math.exp((i - 300) / 300.0);
                double y = tokens * Math.exp((j - 300) / 300.0);
                grid = Math.min(grid, 6 * x * y <= BUDGET ? 6 * x * y + worth * (1 - share(x, y)) : grid);
            }
        }
        assertTrue(found.objective()[0] < grid + worth / DRAWS, found.objective()[0] + " against " + grid);
    }

    /** With soft edges the slopes are those of differences, and the width goes to nothing where the share is exact. */
    @Test
    void softEdgesHaveTheSlopesOfDifferences() {
        double[][] sides = {losses(2e10, 3e12), new double[DRAWS]};
        Arrays.fill(sides[1], 2);
        double[] slopes = new double[DRAWS];
        Margins margins = new Margins(sides);
        double middle = margins.smoothed(0.3, slopes);
        for (int k = 0; k < DRAWS; k += 10) {
            double kept = sides[0][k];
            double step = 1e-7;
            sides[0][k] = kept * Math.exp(step);
            double more = new Margins(sides).smoothed(0.3, new double[DRAWS]);
            sides[0][k] = kept * Math.exp(-step);
            double less = new Margins(sides).smoothed(0.3, new double[DRAWS]);
            sides[0][k] = kept;
            assertEquals((more - less) / (2 * step), slopes[k], 1e-7);
        }
        assertEquals(middle, margins.share(), 0.1);
        assertEquals(margins.share(), margins.smoothed(1e-9, new double[DRAWS]), 1e-6);
    }

    /** With 101 draws 90 % are 91 of them, and the tenth of a draw that is over does not help. */
    private static Allocation leastCompute(boolean atLeast) {
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = inputs(builder);
        int loss = loss(builder, inputs);
        int target = builder.constant(2);
        Statistic share = new Statistic(4, Statistic.Kind.SHARE, 0, atLeast ? builder.build(loss, target) : builder.build(target, loss));
        int[] outputs = {compute(builder, inputs), inputs[4], builder.constant(atLeast ? 0.9 : 0.1)};
        ChanceProgram program = new ChanceProgram(builder.build(outputs), 2, List.of(share),
                List.of(new ChanceProgram.Share(0, 0, atLeast)), draws(), DRAWS);
        return solve(program, atLeast ? Condition.atLeast("sure") : Condition.atMost("sure"));
    }

    @Test
    void leastComputeForAShareIsThatOfAGrid() {
        double grid = Double.POSITIVE_INFINITY;
        double center = Math.log(3e10);
        for (double width = 2; width > 1e-5; width /= 100) {
            double about = center;
            for (int i = -500; i <= 500; i++) {
                double size = Math.exp(about + width * i / 500);
                double compute = 6 * size * tokensFor(size);
                center = compute < grid ? Math.log(size) : center;
                grid = Math.min(grid, compute);
            }
        }
        for (boolean atLeast : new boolean[] {true, false}) {
            Allocation found = leastCompute(atLeast);
            assertEquals(grid, found.objective()[0], 1e-6 * grid);
            double[] draws = losses(found.variables()[0][0], found.variables()[1][0]);
            assertEquals(91, Arrays.stream(draws).filter(each -> each <= 2).count());
            assertEquals(atLeast ? 91.0 / DRAWS : 10.0 / DRAWS, found.left(0)[0], 1e-12);
            assertTrue(found.binding(0)[0]);
            assertTrue(Double.isNaN(found.price(0)[0]));
        }
    }

    /** The fewest tokens with which 91 draws keep below a loss of 2. */
    private static double tokensFor(double size) {
        double low = 1e9;
        double high = 1e30;
        while (high > low * (1 + 1e-13)) {
            double tokens = Math.sqrt(low * high);
            boolean enough = Arrays.stream(losses(size, tokens)).filter(each -> each <= 2).count() >= 91;
            high = enough ? tokens : high;
            low = enough ? low : tokens;
        }
        return high;
    }
}
