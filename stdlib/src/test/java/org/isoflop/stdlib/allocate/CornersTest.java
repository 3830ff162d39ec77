package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Optima where formulas bend are found to the same digits as others, and known to be optima. */
final class CornersTest {
    private static final Options OPTIONS = Options.defaults().withThreads(1);
    private static final List<Domain> SIZES = List.of(Domain.positive(), Domain.positive());
    private static final double E = 1.7;

    private static int term(KernelBuilder builder, int factor, int of, double exponent) {
        return builder.apply(Operator.DIVIDE, factor, builder.apply(Operator.POWER, of, builder.constant(exponent)));
    }

    private static int loss(KernelBuilder builder, int size, double a, int tokens, double b) {
        return builder.apply(Operator.ADD, builder.constant(E), builder.apply(Operator.ADD,
                term(builder, builder.constant(a), size, 0.34), term(builder, builder.constant(b), tokens, 0.28)));
    }

    private static double loss(double n, double a, double d, double b) {
        return E + a * Math.pow(n, -0.34) + b * Math.pow(d, -0.28);
    }

    private static int product(KernelBuilder builder, double factor, int a, int b) {
        return builder.apply(Operator.MULTIPLY, builder.constant(factor), builder.apply(Operator.MULTIPLY, a, b));
    }

    private static Allocation solve(KernelBuilder builder, List<Domain> domains, List<Condition> conditions, int rows,
            List<Parameter> parameters,
            int... outputs) {
        return Allocator.solve(new AllocationProblem(new KernelProgram(builder.build(outputs), domains.size()), Goal.MINIMIZE, domains,
                conditions, parameters), rows, OPTIONS);
    }

    private static void assertIsOptimum(Allocation found, int row, double best, String what) {
        assertTrue(found.feasible()[row] && found.converged()[row], () -> what + " is found, as " + found.objective()[row]);
        assertEquals(best, found.objective()[row], 1e-9 * Math.abs(best), what);
        assertTrue(found.kktResidual()[row] < 1e-9, () -> what + " has a residual of " + found.kktResidual()[row]);
    }

    private static double logUniform(SplittableRandom random, double from, double to) {
        return from * Math.exp(random.nextDouble() * Math.log(to / from));
    }

    /** The worse of two losses along a budget is convex in the logarithm of the size, so that sections find its least. */
    @Test
    void theWorseOfTwoLossesIsLeast() {
        int[] corners = new int[1];
        Property.holds(100, 1, (random, size) -> {
            double[] a = {logUniform(random, 100, 1e4), logUniform(random, 100, 1e4)};
            double[] b = {logUniform(random, 100, 1e4), logUniform(random, 100, 1e4)};
            double budget = logUniform(random, 1e18, 1e25);
            KernelBuilder builder = new KernelBuilder();
            int n = builder.input("N");
            int d = builder.input("D");
            int worse = builder.apply(Operator.MAX, loss(builder, n, a[0], d, b[0]), loss(builder, n, a[1], d, b[1]));
            Allocation found = solve(builder, SIZES, List.of(Condition.atMost("budget")), 1, List.of(), worse, product(builder, 6, n, d),
                    builder.constant(budget));
            double low = 0;
            double high = 60;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < 300; i++) {
                double[] at = {low + (high - low) / 3, high - (high - low) / 3};
                double[] value = Arrays.stream(at).map(x -> Math.exp(x))
                        .map(each -> Math.max(loss(each, a[0], budget / 6 / each, b[0]), loss(each, a[1], budget / 6 / each, b[1])))
                        .toArray();
                least = Math.min(least, Math.min(value[0], value[1]));
                low = value[0] < value[1] ? low : at[0];
                high = value[0] < value[1] ? at[1] : high;
            }
            assertIsOptimum(found, 0, least, "the worse of two losses");
            double size0 = found.variables()[0][0];
            double tokens = found.variables()[1][0];
            corners[0] += Math.abs(loss(size0, a[0], tokens, b[0]) - loss(size0, a[1], tokens, b[1])) < 1e-9 ? 1 : 0;
        });
        assertTrue(corners[0] > 20, corners[0] + " of the optima lie where both are alike");
    }

    /** Beyond four times its text a run learns nothing more: a batch of texts, in many of which the optimum is just there. */
    @Test
    void repeatedTextEndsAtItsLimit() {
        int rows = 200;
        double[] text = new double[rows];
        Arrays.setAll(text, i -> 1e9 * Math.pow(1e3, (double) i / rows));
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int fresh = builder.apply(Operator.MULTIPLY, builder.constant(4), builder.input("text"));
        int seen = builder.apply(Operator.MIN, d, fresh);
        Allocation found = solve(builder, SIZES, List.of(Condition.atMost("budget")), rows, List.of(Parameter.of(text)),
                loss(builder, n, 400, seen, 400), product(builder, 6, n, d), builder.constant(1e22));
        double free = Math.pow(0.34 * 400 / (0.28 * 400), 1 / 0.62) * Math.pow(1e22 / 6, 0.28 / 0.62);
        int corners = 0;
        for (int i = 0; i < rows; i++) {
            double tokens = Math.min(4 * text[i], 1e22 / 6 / free);
            assertIsOptimum(found, i, loss(1e22 / 6 / tokens, 400, tokens, 400), "row " + i);
            corners += tokens == 4 * text[i] ? 1 : 0;
            // One percent more budget makes the model larger, not the text.
            if (tokens == 4 * text[i]) {
                double more = loss(1.01e22 / 6 / tokens, 400, tokens, 400);
                assertEquals(found.objective()[i] - more, found.price(0)[i], 0.01 * found.price(0)[i]);
            }
        }
        assertTrue(corners > 50 && corners < rows, "rows at the limit: " + corners);
    }

    /** Of text a part is cheap and the rest dear: the best lies where the cheap one ends, or to either side. */
    @Test
    void dearerTextEndsWhereTheCheapOneDoes() {
        int[] corners = new int[1];
        Property.holds(60, 1, (random, size) -> {
            double cheap = logUniform(random, 1e10, 1e13);
            double first = logUniform(random, 1e-9, 1e-7);
            double dear = first * logUniform(random, 2, 100);
            KernelBuilder builder = new KernelBuilder();
            int n = builder.input("N");
            int d = builder.input("D");
            int edge = builder.constant(cheap);
            int beyond = builder.apply(Operator.ADD, builder.constant(cheap * first),
                    builder.apply(Operator.MULTIPLY, builder.constant(dear), builder.apply(Operator.SUBTRACT, d, edge)));
            int text = builder.apply(Operator.SELECT, builder.apply(Operator.LESS_EQUAL, d, edge),
                    builder.apply(Operator.MULTIPLY, builder.constant(first), d), beyond);
            Allocation found = solve(builder, SIZES, List.of(Condition.atMost("money")), 1, List.of(), loss(builder, n, 400, d, 400),
                    builder.apply(Operator.ADD, text, product(builder, 6e-18, n, d)), builder.constant(1e5));
            double best = Double.POSITIVE_INFINITY;
            double at = 0;
            double reach = 2;
            for (int round = 0; round < 40; round++) {
                double middle = round == 0 ? Math.log(1e11) : at;
                double width = round == 0 ? 12 : reach;
                for (int i = -200; i <= 200; i++) {
                    double tokens = Math.exp(middle + width * i / 200);
                    double paid = tokens <= cheap ? first * tokens : first * cheap + dear * (tokens - cheap);
                    double value = paid < 1e5 ? loss((1e5 - paid) / 6e-18 / tokens, 400, tokens, 400) : Double.POSITIVE_INFINITY;
                    at = value < best ? Math.log(tokens) : at;
                    best = Math.min(best, value);
                }
                reach = width / 20;
            }
            assertIsOptimum(found, 0, best, "text that is cheap up to " + cheap);
            corners[0] += Math.abs(found.variables()[1][0] / cheap - 1) < 1e-9 ? 1 : 0;
        });
        assertTrue(corners[0] > 5, corners[0] + " of the optima lie where the cheap text ends");
    }

    /** The largest of the losses of several domains by a mixture, as worst cases are weighed: where many meet, shares have no freedom left. */
    @Test
    void theWorstDomainOfAMixtureIsLeast() {
        Property.holds(40, 4, (random, size) -> {
            int parts = size + 1;
            double[] height = random.doubles(parts, 0.5, 3).toArray();
            double[] slope = random.doubles(parts, 0.5, 4).toArray();
            KernelBuilder builder = new KernelBuilder();
            int[] w = new int[parts];
            Arrays.setAll(w, i -> builder.input("w" + i));
            int worst = -1;
            int whole = -1;
            for (int i = 0; i < parts; i++) {
                int exponent = builder.apply(Operator.MULTIPLY, builder.constant(-slope[i]), w[i]);
                int one = builder.apply(Operator.MULTIPLY, builder.constant(height[i]), builder.apply(Operator.EXP, exponent));
                worst = i == 0 ? one : builder.apply(Operator.MAX, worst, one);
                whole = i == 0 ? w[i] : builder.apply(Operator.ADD, whole, w[i]);
            }
            Domain[] shares = new Domain[parts];
            Arrays.fill(shares, Domain.range(0, 1));
            Allocation found = solve(builder, List.of(shares), List.of(Condition.equal("whole")), 1, List.of(), worst, whole,
                    builder.constant(1));
            // The least level that shares reach which sum to one: each takes what brings it down to the level.
            double low = 0;
            double high = Arrays.stream(height).max().orElseThrow();
            for (int i = 0; i < 200; i++) {
                double level = (low + high) / 2;
                double taken = 0;
                for (int k = 0; k < parts; k++) {
                    taken += Math.max(0, Math.log(height[k] / level) / slope[k]);
                }
                low = taken > 1 ? level : low;
                high = taken > 1 ? high : level;
            }
            assertIsOptimum(found, 0, high, "the worst of " + parts + " domains");
        });
    }
}
