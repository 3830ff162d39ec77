package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.allocate.Formulas.Formula;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Random laws of the form of Hoffmann et al. (2022), and mixtures: what holds of the optimum whatever the numbers are. */
final class RandomProblemsTest {
    private static final Options OPTIONS = Options.defaults().withThreads(1);
    private static final List<Domain> SIZES = List.of(Domain.positive(), Domain.positive());

    /** E + A / N^alpha + B / D^beta and {@code flop} N D. */
    private record Law(double e, double a, double b, double alpha, double beta, double flop) {
        static Law of(SplittableRandom random) {
            return new Law(random.nextDouble(2), logUniform(random, 10, 1e5), logUniform(random, 10, 1e5), random.nextDouble(0.1, 1),
                    random.nextDouble(0.1, 1), 6);
        }

        double loss(double n, double d) {
            return e + a * Math.pow(n, -alpha) + b * Math.pow(d, -beta);
        }

        /** Hoffmann et al. (2022), equation 4. */
        double size(double budget) {
            double g = Math.pow(alpha * a / (beta * b), 1 / (alpha + beta));
            return g * Math.pow(budget / flop, beta / (alpha + beta));
        }

        /** With N, D and operations counted in multiples. */
        Law in(double sizes, double tokens, double operations) {
            return new Law(e, a * Math.pow(sizes, -alpha), b * Math.pow(tokens, -beta), alpha, beta, flop * sizes * tokens / operations);
        }

        List<Parameter> with(double... budgets) {
            return List.of(Parameter.of(budgets), Parameter.of(e), Parameter.of(a), Parameter.of(b), Parameter.of(alpha),
                    Parameter.of(beta), Parameter.of(flop));
        }
    }

    private static double logUniform(SplittableRandom random, double from, double to) {
        return from * Math.exp(random.nextDouble() * Math.log(to / from));
    }

    /** Loss of N and D below a budget; with limits, below a number of tokens and between two of tokens per parameter too. */
    private static KernelProgram program(boolean limits) {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int budget = builder.input("C");
        int e = builder.input("E");
        int a = builder.input("A");
        int b = builder.input("B");
        int first = builder.apply(Operator.DIVIDE, a, builder.apply(Operator.POWER, n, builder.input("alpha")));
        int second = builder.apply(Operator.DIVIDE, b, builder.apply(Operator.POWER, d, builder.input("beta")));
        int loss = builder.apply(Operator.ADD, builder.apply(Operator.ADD, e, first), second);
        int spent = builder.apply(Operator.MULTIPLY, builder.input("flop"), builder.apply(Operator.MULTIPLY, n, d));
        if (!limits) {
            return new KernelProgram(builder.build(loss, spent, budget), 2);
        }
        int ratio = builder.apply(Operator.DIVIDE, d, n);
        return new KernelProgram(builder.build(loss, spent, budget, d, builder.input("text"), ratio, builder.input("few"), ratio,
                builder.input("many")), 2);
    }

    private static Allocation solve(Law law, double... budgets) {
        return Allocator.solve(new AllocationProblem(program(false), Goal.MINIMIZE, SIZES, List.of(Condition.atMost("budget")),
                law.with(budgets)), budgets.length, OPTIONS);
    }

    @Test
    void theOptimumIsTheClosedForm() {
        Property.holds(200, 30, (random, size) -> {
            Law law = Law.of(random);
            double[] budgets = random.doubles(size).map(share -> 1e15 * Math.pow(1e12, share)).toArray();
            Allocation best = solve(law, budgets);
            for (int i = 0; i < size; i++) {
                assertIsClosedForm(law, budgets[i], best, i);
            }
        });
    }

    @Test
    void theSearchFindsTheClosedFormToo() {
        Property.holds(60, 1, (random, size) -> {
            Law law = Law.of(random);
            double budget = logUniform(random, 1e15, 1e27);
            Formulas program = new Formulas(2, 1, Formulas.loss(law.e, law.a, law.b, law.alpha, law.beta), Formulas.trainFlop(),
                    Formulas.parameter(0));
            Allocation best = Allocator.solve(new AllocationProblem(program, Goal.MINIMIZE, SIZES, List.of(Condition.atMost("budget")),
                    List.of(Parameter.of(budget))), 1, OPTIONS);
            assertIsClosedForm(law, budget, best, 0);
        });
    }

    private static void assertIsClosedForm(Law law, double budget, Allocation best, int row) {
        double n = law.size(budget);
        double d = budget / law.flop / n;
        assertTrue(best.feasible()[row] && best.converged()[row]);
        assertEquals(1, best.objective()[row] / law.loss(n, d), 1e-12);
        // Where one term hardly counts, the loss tells sizes apart no better than to the root of its rounding.
        assertEquals(1, best.variables()[0][row] / n, 1e-7, law + " at " + budget);
        assertEquals(1, best.variables()[1][row] / d, 1e-7, law + " at " + budget);
    }

    @Test
    void largerBudgetsReachLowerLossesWithMoreOfBoth() {
        Property.holds(200, 30, (random, size) -> {
            double[] budgets = random.doubles(size + 1).map(share -> 1e15 * Math.pow(1e12, share)).sorted().toArray();
            Allocation best = solve(Law.of(random), budgets);
            for (int i = 1; i < budgets.length; i++) {
                assertTrue(best.objective()[i] <= best.objective()[i - 1]);
                assertTrue(best.variables()[0][i] >= best.variables()[0][i - 1]);
                assertTrue(best.variables()[1][i] >= best.variables()[1][i - 1]);
                assertTrue(best.price(0)[i] > 0 && best.price(0)[i] <= best.price(0)[i - 1]);
            }
        });
    }

    @Test
    void unitsDoNotMatter() {
        Property.holds(200, 30, (random, size) -> {
            Law law = Law.of(random);
            double sizes = logUniform(random, 1e-3, 1e12);
            double tokens = logUniform(random, 1e-3, 1e12);
            double operations = logUniform(random, 1, 1e20);
            double[] budgets = random.doubles(size).map(share -> 1e15 * Math.pow(1e12, share)).toArray();
            Allocation best = solve(law, budgets);
            Allocation same = solve(law.in(sizes, tokens, operations), Arrays.stream(budgets).map(each -> each / operations).toArray());
            for (int i = 0; i < size; i++) {
                assertEquals(1, same.objective()[i] / best.objective()[i], 1e-12);
                assertEquals(1, same.variables()[0][i] * sizes / best.variables()[0][i], 1e-9);
                assertEquals(1, same.variables()[1][i] * tokens / best.variables()[1][i], 1e-9);
                assertEquals(1, same.price(0)[i] / best.price(0)[i], 1e-8);
            }
        });
    }

    /** With limits of text and of tokens per parameter, which may leave nothing. */
    @Test
    void noPointOfAGridIsBetter() {
        Property.holds(100, 1, (random, size) -> {
            Law law = Law.of(random);
            double budget = logUniform(random, 1e18, 1e25);
            double root = Math.sqrt(budget / law.flop);
            double text = root * logUniform(random, 0.01, 100);
            double few = logUniform(random, 0.01, 100);
            double many = few * logUniform(random, 0.5, 100);
            List<Parameter> parameters = List.of(Parameter.of(budget), Parameter.of(law.e), Parameter.of(law.a), Parameter.of(law.b),
                    Parameter.of(law.alpha), Parameter.of(law.beta), Parameter.of(law.flop), Parameter.of(text), Parameter.of(few),
                    Parameter.of(many));
            Allocation best = Allocator.solve(new AllocationProblem(program(true), Goal.MINIMIZE, SIZES, List.of(Condition.atMost("budget"),
                    Condition.atMost("text"), Condition.atLeast("few"), Condition.atMost("many")), parameters), 1, OPTIONS);
            assertEquals(few <= many, best.feasible()[0]);
            assertTrue(best.converged()[0]);
            double n = best.variables()[0][0];
            double d = best.variables()[1][0];
            if (few <= many) {
                assertTrue(law.flop * n * d <= budget * (1 + 1e-8) && d <= text * (1 + 1e-8));
                assertTrue(d / n >= few * (1 - 1e-8) && d / n <= many * (1 + 1e-8));
                assertEquals(law.loss(n, d), best.objective()[0], 1e-12 * best.objective()[0]);
            }
            for (int i = 0; i <= 100; i++) {
                for (int j = 0; j <= 100; j++) {
                    double ratio = few * Math.pow(many / few, i / 100.0);
                    double more = Math.min(text, root * Math.sqrt(ratio)) * Math.exp(-j / 20.0);
                    double loss = law.loss(more / ratio, more);
                    assertTrue(!(few <= many) || best.objective()[0] <= loss * (1 + 1e-12), "D " + more + " at D/N " + ratio);
                }
            }
        });
    }

    /** Sums of exponentials of the shares, as Ye et al. (2024) have them: of two losses, the second with any sign. */
    @Test
    void sharesOfMixturesSumToOneAndNoGridIsBetter() {
        Property.holds(60, 4, (random, size) -> {
            int parts = size + 1;
            double[] first = random.doubles(parts, -3, 3).toArray();
            double[] second = random.doubles(parts, -3, 3).toArray();
            double weight = random.nextDouble(-0.5, 1);
            Formula mixture = (x, p, g) -> {
                double a = Math.exp(dot(first, x));
                double b = weight * Math.exp(dot(second, x));
                for (int v = 0; v < parts; v++) {
                    g[v] = first[v] * a + second[v] * b;
                }
                return 2 + a + b;
            };
            Domain[] shares = new Domain[parts];
            Arrays.fill(shares, Domain.range(0, 1));
            Formulas program = new Formulas(parts, 0, mixture, Formulas.sum(0, parts), Formulas.constant(1));
            Allocation best = Allocator.solve(new AllocationProblem(program, Goal.MINIMIZE, List.of(shares),
                    List.of(Condition.equal("whole")), List.of()), 1, OPTIONS);
            double whole = 0;
            for (int v = 0; v < parts; v++) {
                double share = best.variables()[v][0];
                assertTrue(share >= 0 && share <= 1, share + " of part " + v);
                whole += share;
            }
            assertTrue(best.feasible()[0] && best.converged()[0]);
            assertEquals(1, whole, 1e-9);
            double least = least(mixture, new double[parts], 0, 12, 12);
            assertTrue(best.objective()[0] <= least + 1e-9, () -> best.objective()[0] + " above " + least);
        });
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Of all shares in steps, where the first parts have theirs and so many steps are left. */
    private static double least(Formula mixture, double[] shares, int part, int left, int steps) {
        if (part == shares.length - 1) {
            shares[part] = (double) left / steps;
            return mixture.at(shares, new double[0], new double[shares.length]);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int taken = 0; taken <= left; taken++) {
            shares[part] = (double) taken / steps;
            least = Math.min(least, least(mixture, shares, part + 1, left - taken, steps));
        }
        return least;
    }
}
