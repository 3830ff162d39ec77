package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Optima of what is counted in whole numbers, held against a look at every number. */
final class WholeNumbersTest {
    private static final Options OPTIONS = Options.defaults().withThreads(1);
    private static final List<Domain> SIZES = List.of(Domain.positive(), Domain.positive());
    private static final double E = 1.7;
    private static final double A = 406.4;
    private static final double B = 410.7;
    private static final double LARGEST = 1e14;

    private final KernelBuilder builder = new KernelBuilder();
    private final int n = builder.input("N");
    private final int d = builder.input("D");

    private static double logUniform(SplittableRandom random, double from, double to) {
        return from * Math.exp(random.nextDouble() * Math.log(to / from));
    }

    private int term(double factor, int of, double exponent) {
        return builder.apply(Operator.DIVIDE, builder.constant(factor), builder.apply(Operator.POWER, of, builder.constant(exponent)));
    }

    private int loss(int tokens) {
        return builder.apply(Operator.ADD, builder.constant(E), builder.apply(Operator.ADD, term(A, n, 0.34), term(B, tokens, 0.28)));
    }

    private static double loss(double size, double tokens) {
        return E + A * Math.pow(size, -0.34) + B * Math.pow(tokens, -0.28);
    }

    private int times(double factor, int of) {
        return builder.apply(Operator.MULTIPLY, builder.constant(factor), of);
    }

    private int flop() {
        return times(6, builder.apply(Operator.MULTIPLY, n, d));
    }

    /** {@code price * ceil(of / each)} */
    private int counted(double price, int of, double each) {
        return times(price, builder.apply(Operator.CEIL, times(1 / each, of)));
    }

    private int sum(int a, int b) {
        return builder.apply(Operator.ADD, a, b);
    }

    private Allocation solve(int... outputs) {
        return Allocator.solve(new AllocationProblem(new KernelProgram(builder.build(outputs), 2), Goal.MINIMIZE, SIZES,
                List.of(Condition.atMost("condition")), List.of()), 1, OPTIONS);
    }

    private static void assertIsOptimum(Allocation found, double best, String what) {
        assertTrue(found.feasible()[0] && found.converged()[0], () -> what + " is found, as " + found.objective()[0]);
        assertEquals(best, found.objective()[0], 1e-9 * best, what);
        assertTrue(found.kktResidual()[0] < 1e-9, () -> what + " has a residual of " + found.kktResidual()[0]);
    }

    /** The least over a range of sizes of what is convex in their logarithms. */
    private static double section(double from, double to, DoubleUnaryOperator of) {
        double left = Math.log(from);
        double right = Math.log(to);
        for (int i = 0; i < 150 && from < to; i++) {
            double third = (right - left) / 3;
            if (of.applyAsDouble(Math.exp(left + third)) < of.applyAsDouble(Math.exp(right - third))) {
                right -= third;
            } else {
                left += third;
            }
        }
        return Math.min(of.applyAsDouble(Math.exp(left)), Math.min(of.applyAsDouble(from), of.applyAsDouble(to)));
    }

    /** What is left of a budget once each started unit of size is paid for buys operations. */
    @Test
    void devicesOfOneSizeArePaidFromTheBudget() {
        Property.holds(60, 1, (random, size) -> {
            WholeNumbersTest problem = new WholeNumbersTest();
            double budget = logUniform(random, 1e20, 1e24);
            double each = Math.sqrt(budget / 120) * logUniform(random, 0.02, 20);
            double price = budget * logUniform(random, 0.003, 0.3);
            Allocation found = problem.solve(problem.loss(problem.d), problem.sum(problem.flop(), problem.counted(price, problem.n, each)),
                    problem.builder.constant(budget));
            double best = Double.POSITIVE_INFINITY;
            for (int k = 1; k * price < budget; k++) {
                double left = budget - k * price;
                best = Math.min(best, section(Math.max(1e3, (k - 1) * each), k * each, at -> loss(at, left / (6 * at))));
            }
            assertIsOptimum(found, best, "budget " + budget + ", " + price + " for each " + each);
        });
    }

    /** Sizes and tokens are both paid by started units. */
    @Test
    void twoKindsOfUnitsArePaidFor() {
        Property.holds(40, 1, (random, size) -> {
            WholeNumbersTest problem = new WholeNumbersTest();
            double goal = E + logUniform(random, 0.15, 0.6);
            double smallest = Math.pow((goal - E) / A, -1 / 0.34);
            DoubleUnaryOperator tokens = at -> Math.pow((goal - E - A * Math.pow(at, -0.34)) / B, -1 / 0.28);
            double size1 = smallest * logUniform(random, 0.3, 3);
            double size2 = tokens.applyAsDouble(2 * smallest) * logUniform(random, 0.05, 1);
            double flop = 6 * 3 * smallest * tokens.applyAsDouble(3 * smallest);
            double price1 = flop * logUniform(random, 0.03, 1);
            double price2 = flop * logUniform(random, 0.03, 1);
            Allocation found = problem.solve(problem.sum(problem.flop(),
                    problem.sum(problem.counted(price1, problem.n, size1), problem.counted(price2, problem.d, size2))),
                    problem.loss(problem.d), problem.builder.constant(goal));
            double best = Double.POSITIVE_INFINITY;
            for (int k = 1; k * price1 < best; k++) {
                double from = Math.max(smallest * (1 + 1e-9), (k - 1) * size1);
                double to = k * size1;
                if (from < to) {
                    best = Math.min(best, k * price1 + least(from, to, tokens, size2, price2));
                }
            }
            assertIsOptimum(found, best, "loss " + goal + ", " + price1 + " for each " + size1 + ", " + price2 + " for each " + size2);
        });
    }

    /** Over sizes of a range the least of operations and units of tokens; fewer tokens go with larger sizes. */
    private static double least(double from, double to, DoubleUnaryOperator tokens, double each, double price) {
        double best = Double.POSITIVE_INFINITY;
        for (double k = Math.ceil(tokens.applyAsDouble(to) / each); k * price < best; k++) {
            double most = k * each;
            double low = tokens.applyAsDouble(from) <= most ? from : bisect(from, to, at -> tokens.applyAsDouble(at) - most);
            best = Math.min(best, k * price + section(low, to, at -> 6 * at * tokens.applyAsDouble(at)));
            if (low == from) {
                break;
            }
        }
        return best;
    }

    private static double bisect(double from, double to, DoubleUnaryOperator falling) {
        double low = from;
        double high = to;
        for (int i = 0; i < 200; i++) {
            double middle = Math.sqrt(low * high);
            if (falling.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Only whole batches count, so that all of them are whole. */
    @Test
    void batchesAreWhole() {
        Property.holds(60, 1, (random, size) -> {
            WholeNumbersTest problem = new WholeNumbersTest();
            double budget = logUniform(random, 1e20, 1e24);
            double batch = Math.sqrt(budget * 20 / 6) * logUniform(random, 0.01, 2);
            int whole = problem.times(batch,
                    problem.builder.apply(Operator.FLOOR, problem.times(1 / batch, problem.d)));
            Allocation found = problem.solve(problem.loss(whole), problem.flop(), problem.builder.constant(budget));
            double best = Double.POSITIVE_INFINITY;
            for (int k = 1; k * batch < LARGEST; k++) {
                best = Math.min(best, loss(budget / (6 * k * batch), k * batch));
            }
            assertIsOptimum(found, best, "budget " + budget + ", batches of " + batch);
        });
    }
}
