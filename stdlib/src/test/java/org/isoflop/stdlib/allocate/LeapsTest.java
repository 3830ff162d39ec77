package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** What costs another price beyond some sizes: optima within the tiers and at their edges are found, and known to be optima. */
final class LeapsTest {
    private static final Options OPTIONS = Options.defaults().withThreads(1);
    private static final List<Domain> SIZES = List.of(Domain.positive(), Domain.positive());
    private static final double E = 1.7;
    private static final double A = 406.4;
    private static final double B = 410.7;

    private static double logUniform(SplittableRandom random, double from, double to) {
        return from * Math.exp(random.nextDouble() * Math.log(to / from));
    }

    /** Prices by size: the first up to the first edge, each further one beyond an edge. */
    private record Tiers(double[] edges, double[] prices) {
        static Tiers random(SplittableRandom random, int count) {
            double[] edges = new double[count];
            double[] prices = new double[count + 1];
            Arrays.setAll(edges, k -> logUniform(random, 1e8, 1e12));
            Arrays.setAll(prices, k -> logUniform(random, 0.5, 3));
            Arrays.sort(edges);
            return new Tiers(edges, prices);
        }

        /** {@code if n > edge then price else …}, the farthest edge first. */
        int node(KernelBuilder builder, int n) {
            int price = builder.constant(prices[0]);
            for (int k = 0; k < edges.length; k++) {
                price = builder.apply(Operator.SELECT, builder.apply(Operator.GREATER, n, builder.constant(edges[k])),
                        builder.constant(prices[k + 1]), price);
            }
            return price;
        }

        /** The least of a function of size and price that is convex in the logarithm of the size, over all tiers and their ends. */
        double least(double from, double to, DoubleBinaryOperator of) {
            double best = Double.POSITIVE_INFINITY;
            for (int k = 0; k < prices.length; k++) {
                double price = prices[k];
                double low = Math.log(k == 0 ? from : Math.max(from, edges[k - 1]));
                double high = Math.log(k == edges.length ? to : Math.min(to, edges[k]));
                best = low <= high ? Math.min(best, section(low, high, log -> of.applyAsDouble(Math.exp(log), price))) : best;
            }
            return best;
        }
    }

    private static double section(double low, double high, DoubleUnaryOperator of) {
        double left = low;
        double right = high;
        for (int i = 0; i < 200; i++) {
            double third = (right - left) / 3;
            if (of.applyAsDouble(left + third) < of.applyAsDouble(right - third)) {
                right -= third;
            } else {
                left += third;
            }
        }
        return Math.min(of.applyAsDouble(left), Math.min(of.applyAsDouble(low), of.applyAsDouble(high)));
    }

    private static int term(KernelBuilder builder, double factor, int of, double exponent) {
        return builder.apply(Operator.DIVIDE, builder.constant(factor), builder.apply(Operator.POWER, of, builder.constant(exponent)));
    }

    private static int loss(KernelBuilder builder, int n, int d) {
        return builder.apply(Operator.ADD, builder.constant(E),
                builder.apply(Operator.ADD, term(builder, A, n, 0.34), term(builder, B, d, 0.28)));
    }

    private static double loss(double n, double d) {
        return E + A * Math.pow(n, -0.34) + B * Math.pow(d, -0.28);
    }

    private static int cost(KernelBuilder builder, int n, int d, int price) {
        return builder.apply(Operator.MULTIPLY, builder.constant(6), builder.apply(Operator.MULTIPLY, price,
                builder.apply(Operator.MULTIPLY, n, d)));
    }

    private static void assertIsOptimum(Allocation found, int row, double best, String what) {
        assertTrue(found.feasible()[row] && found.converged()[row], () -> what + " is found, as " + found.objective()[row]);
        assertEquals(best, found.objective()[row], 1e-9 * best, what);
        assertTrue(found.kktResidual()[row] < 1e-9, () -> what + " has a residual of " + found.kktResidual()[row]);
    }

    private static boolean isAtEdge(Tiers tiers, double size) {
        return Arrays.stream(tiers.edges).anyMatch(edge -> Math.abs(size / edge - 1) < 1e-9);
    }

    @Test
    void aBudgetOfTieredPricesBuysTheLeastLoss() {
        int[] edges = new int[1];
        Property.holds(100, 1, (random, size) -> {
            Tiers tiers = Tiers.random(random, 1 + random.nextInt(3));
            double[] budgets = {logUniform(random, 1e20, 1e25), logUniform(random, 1e20, 1e25)};
            KernelBuilder builder = new KernelBuilder();
            int n = builder.input("N");
            int d = builder.input("D");
            int budget = builder.input("C");
            Allocation found = Allocator.solve(new AllocationProblem(
                    new KernelProgram(builder.build(loss(builder, n, d), cost(builder, n, d, tiers.node(builder, n)), budget), 2),
                    Goal.MINIMIZE, SIZES, List.of(Condition.atMost("cost")), List.of(Parameter.of(budgets))), 2, OPTIONS);
            for (int row = 0; row < 2; row++) {
                double c = budgets[row];
                assertIsOptimum(found, row, tiers.least(1e5, 1e15, (at, price) -> loss(at, c / (6 * price * at))),
                        tiers + ", budget " + c);
                edges[0] += isAtEdge(tiers, found.variables()[0][row]) ? 1 : 0;
            }
            assertEquals(Allocation.Method.CONVEX_IN_LOGARITHMS, found.certificate().method());
        });
        assertTrue(edges[0] > 20 && edges[0] < 180, edges[0] + " at edges");
    }

    @Test
    void aLossIsReachedForTheLeastMoney() {
        Property.holds(100, 1, (random, size) -> {
            Tiers tiers = Tiers.random(random, 1 + random.nextInt(3));
            double goal = E + logUniform(random, 0.05, 1);
            KernelBuilder builder = new KernelBuilder();
            int n = builder.input("N");
            int d = builder.input("D");
            Allocation found = Allocator.solve(new AllocationProblem(
                    new KernelProgram(
                            builder.build(cost(builder, n, d, tiers.node(builder, n)), loss(builder, n, d), builder.constant(goal)),
                            2),
                    Goal.MINIMIZE, SIZES, List.of(Condition.atMost("loss")), List.of()), 1, OPTIONS);
            double smallest = Math.pow((goal - E) / A, -1 / 0.34) * (1 + 1e-12);
            double best = tiers.least(smallest, 1e18, (at, price) -> {
                double left = goal - E - A * Math.pow(at, -0.34);
                return left > 0 ? 6 * price * at * Math.pow(left / B, -1 / 0.28) : Double.MAX_VALUE;
            });
            assertIsOptimum(found, 0, best, tiers + ", loss " + goal);
        });
    }

    /** What is dear on this side of an edge and forbidden on the other has its optimum at the edge; what is forbidden on both has none. */
    @Test
    void tiersMayForbid() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int price = builder.apply(Operator.SELECT, builder.apply(Operator.LESS_EQUAL, n, builder.constant(2e9)), builder.constant(1),
                builder.constant(1e9));
        Kernel kernel = builder.build(loss(builder, n, d), cost(builder, n, d, price), builder.constant(1e22));
        assertIsOptimum(solve(kernel, Domain.positive()), 0, loss(2e9, 1e22 / 6 / 2e9), "the edge");
        assertFalse(solve(kernel, Domain.range(1e18, 1e20)).feasible()[0]);
    }

    private static Allocation solve(Kernel kernel, Domain sizes) {
        return Allocator.solve(new AllocationProblem(new KernelProgram(kernel, 2), Goal.MINIMIZE, List.of(sizes, Domain.range(1e9, 1e15)),
                List.of(Condition.atMost("cost")), List.of()), 1, OPTIONS);
    }
}
