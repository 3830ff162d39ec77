package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Variables that matter only by what they come to together are known as such, and no others. */
final class SubstitutesTest {
    private static final Options OPTIONS = Options.defaults().withThreads(1);

    /** What several variables come to together. */
    private interface Together {
        int of(KernelBuilder builder, int[] variables);
    }

    /** The least of E + A/x^0.34 + B/y^0.28 with y made of all variables but the first, at a cost x y of at most a number. */
    private static List<List<Integer>> substitutes(int variables, Together counts, Together costs) {
        KernelBuilder builder = new KernelBuilder();
        int[] all = new int[variables];
        Arrays.setAll(all, v -> builder.input("v" + v));
        int[] others = Arrays.copyOfRange(all, 1, variables);
        int loss = builder.apply(Operator.ADD, term(builder, 400, all[0], 0.34), term(builder, 2000, counts.of(builder, others), 0.37));
        int cost = builder.apply(Operator.MULTIPLY, all[0], costs.of(builder, others));
        List<Domain> domains = new ArrayList<>();
        for (int v = 0; v < variables; v++) {
            domains.add(Domain.range(1e-3, 1e12));
        }
        AllocationProblem problem = new AllocationProblem(
                new KernelProgram(builder.build(loss, cost, builder.constant(1e9)), variables), Goal.MINIMIZE, domains,
                List.of(Condition.atMost("cost")), List.of());
        double[] optimum = Arrays.stream(Allocator.solve(problem, 1, OPTIONS).variables()).mapToDouble(variable -> variable[0]).toArray();
        return Substitutes.of(problem, optimum);
    }

    private static int term(KernelBuilder builder, double factor, int of, double exponent) {
        return builder.apply(Operator.DIVIDE, builder.constant(factor), builder.apply(Operator.POWER, of, builder.constant(exponent)));
    }

    private static Together sum(double... weights) {
        return (builder, variables) -> {
            int sum = builder.constant(0);
            for (int v = 0; v < weights.length; v++) {
                sum = builder.apply(Operator.ADD, sum, builder.apply(Operator.MULTIPLY, builder.constant(weights[v]), variables[v]));
            }
            return sum;
        };
    }

    private static Together product(double... powers) {
        return (builder, variables) -> {
            int product = builder.constant(1);
            for (int v = 0; v < powers.length; v++) {
                product = builder.apply(Operator.MULTIPLY, product,
                        builder.apply(Operator.POWER, variables[v], builder.constant(powers[v])));
            }
            return product;
        };
    }

    private static double[] weights(SplittableRandom random, int count) {
        return random.doubles(count, 0.3, 3).toArray();
    }

    private static List<Integer> allButFirst(int variables) {
        List<Integer> others = new ArrayList<>();
        for (int v = 1; v < variables; v++) {
            others.add(v);
        }
        return others;
    }

    @Test
    void whatIsAddedUpIsExchanged() {
        Property.holds(60, 2, (random, size) -> {
            double[] weights = weights(random, 2 + random.nextInt(3));
            assertEquals(List.of(allButFirst(1 + weights.length)), substitutes(1 + weights.length, sum(weights), sum(weights)),
                    () -> Arrays.toString(weights));
        });
    }

    @Test
    void whatIsMultipliedIsExchanged() {
        Property.holds(60, 3, (random, size) -> {
            double[] powers = weights(random, 2 + random.nextInt(3));
            assertEquals(List.of(allButFirst(1 + powers.length)), substitutes(1 + powers.length, product(powers), product(powers)),
                    () -> Arrays.toString(powers));
        });
    }

    /** A variable that is worth more than it costs beside another is no substitute for it, however little more. */
    @Test
    void whatHasAPriceOfItsOwnIsNot() {
        Property.holds(60, 4, (random, size) -> {
            double[] weights = weights(random, 2);
            double[] dearer = {weights[0], weights[1] * (1 + 0.001 * (1 + random.nextInt(100)))};
            assertEquals(List.of(), substitutes(3, sum(weights), sum(dearer)), () -> Arrays.toString(weights));
            assertEquals(List.of(), substitutes(3, sum(weights), product(dearer)), () -> Arrays.toString(weights));
        });
    }

    @Test
    void aSizeAndItsTokensAreNot() {
        assertEquals(List.of(), substitutes(2, sum(1), sum(1)));
    }
}
