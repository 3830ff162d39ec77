package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/**
 * Random problems with all that an allocation may have at once: inequalities, equalities, bounds, a menu of shapes or devices, shares that sum to
 * one. Each is also solved by other means: what is best for a fixed size is known in closed form, and the size is searched on a fine grid
 * and then by sections.
 */
final class MixedProblemsTest {
    private static final Options OPTIONS = Options.defaults().withThreads(1);
    private static final int GRID = 4000;

    private static double logUniform(SplittableRandom random, double from, double to) {
        return from * Math.exp(random.nextDouble() * Math.log(to / from));
    }

    /** The least of a function over logarithms; infinite where it is nowhere finite. */
    private static double least(DoubleUnaryOperator of, double from, double to) {
        double[] values = new double[GRID + 1];
        Arrays.setAll(values, i -> of.applyAsDouble(from + i * (to - from) / GRID));
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= GRID; i++) {
            boolean low = values[i] <= values[Math.max(0, i - 1)] && values[i] <= values[Math.min(GRID, i + 1)];
            if (low && values[i] < Double.POSITIVE_INFINITY) {
                double step = (to - from) / GRID;
                least = Math.min(least, section(of, from + (i - 1) * step, from + (i + 1) * step, Math.min(values[i], least)));
            }
        }
        return least;
    }

    private static double section(DoubleUnaryOperator of, double from, double to, double known) {
        double a = from;
        double b = to;
        double least = known;
        double share = (Math.sqrt(5) - 1) / 2;
        for (int i = 0; i < 120; i++) {
            double left = b - share * (b - a);
            double right = a + share * (b - a);
            double atLeft = of.applyAsDouble(left);
            double atRight = of.applyAsDouble(right);
            least = Math.min(least, Math.min(atLeft, atRight));
            boolean lower = atLeft < atRight || atLeft == atRight && atLeft < Double.POSITIVE_INFINITY;
            boolean onlyLeft = atLeft == atRight && of.applyAsDouble(a) < Double.POSITIVE_INFINITY;
            b = lower || onlyLeft ? right : b;
            a = lower || onlyLeft ? a : left;
        }
        return least;
    }

    /** A device: dollars for an operation, and how many parameters fit into it. A menu may say the size of the model, too. */
    private record Device(double price, double memory, double size) {
    }

    /** What is asked of a size and a number of tokens, with limits that are infinite or zero where there are none. */
    private record Asked(double e, double a, double b, double alpha, double beta, double money, boolean allSpent, double text, double few,
            double many, double smallest, double largest, boolean cheapest, double target, boolean sized, List<Device> menu) {
        static Asked of(SplittableRandom random, int size) {
            double e = random.nextDouble(0.5, 2);
            double a = logUniform(random, 10, 1e4);
            double b = logUniform(random, 10, 1e4);
            double alpha = random.nextDouble(0.15, 0.6);
            double beta = random.nextDouble(0.15, 0.6);
            boolean sized = random.nextInt(3) == 0;
            List<Device> menu = new ArrayList<>();
            for (int k = 0; k < size; k++) {
                menu.add(new Device(logUniform(random, 3e-19, 3e-18), logUniform(random, 1e9, 1e12), logUniform(random, 1e8, 1e11)));
            }
            double few = random.nextInt(3) == 0 ? logUniform(random, 1, 100) : 0;
            double many = random.nextInt(3) == 0 ? Math.max(few, 1) * logUniform(random, 1.5, 1000) : Double.POSITIVE_INFINITY;
            double text = random.nextInt(2) == 0 ? logUniform(random, 1e10, 1e13) : Double.POSITIVE_INFINITY;
            double smallest = logUniform(random, 1e7, 1e9);
            boolean cheapest = random.nextInt(3) == 0;
            double target = e + (a * Math.pow(1e10, -alpha) + b * Math.pow(1e12, -beta)) * random.nextDouble(0.5, 2);
            return new Asked(e, a, b, alpha, beta, logUniform(random, 1e3, 1e8), random.nextInt(4) == 0 && !cheapest && !sized, text, few,
                    many,
                    smallest, smallest * logUniform(random, 10, 1e5), cheapest, target, sized, menu);
        }

        double loss(double n, double d) {
            return e + a * Math.pow(n, -alpha) + b * Math.pow(d, -beta);
        }

        /** The best for a size on a device; infinite where there is none. */
        double best(double n, Device device) {
            double most = Math.min(Math.min(text, many * n), money / (6 * n * device.price));
            double least = few * n;
            boolean fits = n <= device.memory * (1 + 1e-12) && n >= smallest * (1 - 1e-12) && n <= largest * (1 + 1e-12);
            if (cheapest) {
                double needed = Math.pow((target - e - a * Math.pow(n, -alpha)) / b, -1 / beta);
                double d = Math.max(needed, least);
                return fits && d <= most ? 6 * n * d * device.price : Double.POSITIVE_INFINITY;
            }
            double spent = money / (6 * n * device.price);
            return fits && most >= least * (1 - 1e-12) && (!allSpent || most == spent) ? loss(n, most) : Double.POSITIVE_INFINITY;
        }

        double best() {
            double best = Double.POSITIVE_INFINITY;
            for (Device device : menu) {
                double least = sized
                        ? best(device.size, device)
                        : least(x -> best(Math.exp(x), device), Math.log(smallest),
                                Math.log(Math.min(largest, Math.max(smallest, device.memory))));
                best = Math.min(best, least);
            }
            return best;
        }

        Allocation solved() {
            KernelBuilder builder = new KernelBuilder();
            int n = builder.input("N");
            int d = builder.input("D");
            int price = builder.input("price");
            int memory = builder.input("memory");
            int sizeOfShape = builder.input("size");
            int loss = builder.apply(Operator.ADD, builder.constant(e), builder.apply(Operator.ADD, term(builder, a, n, alpha),
                    term(builder, b, d, beta)));
            int spent = builder.apply(Operator.MULTIPLY, builder.apply(Operator.MULTIPLY, builder.constant(6), price),
                    builder.apply(Operator.MULTIPLY, n, d));
            int ratio = builder.apply(Operator.DIVIDE, d, n);
            List<Integer> outputs = new ArrayList<>(List.of(cheapest ? spent : loss));
            List<Condition> conditions = new ArrayList<>();
            add(outputs, conditions, spent, builder.constant(money), allSpent ? Condition.equal("money") : Condition.atMost("money"));
            add(outputs, conditions, n, memory, Condition.atMost("memory"));
            if (cheapest) {
                add(outputs, conditions, loss, builder.constant(target), Condition.atMost("target"));
            }
            if (text < Double.POSITIVE_INFINITY) {
                add(outputs, conditions, d, builder.constant(text), Condition.atMost("text"));
            }
            if (few > 0) {
                add(outputs, conditions, ratio, builder.constant(few), Condition.atLeast("few"));
            }
            if (many < Double.POSITIVE_INFINITY) {
                add(outputs, conditions, ratio, builder.constant(many), Condition.atMost("many"));
            }
            if (sized) {
                add(outputs, conditions, n, sizeOfShape, Condition.equal("shape"));
            }
            KernelProgram program = new KernelProgram(builder.build(outputs.stream().mapToInt(Integer::intValue).toArray()), 2);
            Choices choices = new Choices(new int[] {0, 1, 2},
                    menu.stream().map(each -> new double[] {each.price, each.memory, each.size}).toArray(double[][]::new));
            return Allocator
                    .solve(new AllocationProblem(program, Goal.MINIMIZE, List.of(Domain.range(smallest, largest), Domain.positive()),
                            conditions, List.of(Parameter.of(0), Parameter.of(0), Parameter.of(0)), choices), 1, OPTIONS);
        }

        private static int term(KernelBuilder builder, double factor, int of, double exponent) {
            return builder.apply(Operator.DIVIDE, builder.constant(factor), builder.apply(Operator.POWER, of, builder.constant(exponent)));
        }

        private static void add(List<Integer> outputs, List<Condition> conditions, int left, int right, Condition condition) {
            outputs.add(left);
            outputs.add(right);
            conditions.add(condition);
        }
    }

    @Test
    void theBestOfMenusUnderLimitsIsFound() {
        int[] seen = new int[4];
        Property.holds(400, 6, (random, size) -> {
            Asked asked = Asked.of(random, size);
            double best = asked.best();
            Allocation found = asked.solved();
            assertEquals(best < Double.POSITIVE_INFINITY, found.feasible()[0], asked + " comes to " + best);
            assertTrue(found.converged()[0], () -> asked.toString());
            if (found.feasible()[0]) {
                assertEquals(best, found.objective()[0], 1e-9 * best, asked::toString);
                assertTrue(found.kktResidual()[0] < 1e-8, () -> found.kktResidual()[0] + " of " + asked);
            }
            seen[found.feasible()[0] ? asked.cheapest ? 1 : asked.sized ? 2 : 3 : 0]++;
        });
        assertTrue(Arrays.stream(seen).allMatch(each -> each > 15), "cases of all kinds: " + Arrays.toString(seen));
    }

    /** A model, its tokens and the mixture that they are drawn from: pools that may be read a few times, whose parts complement each other. */
    private record Mixed(double a, double b, double[] worth, double[] pools, double budget) {
        static Mixed of(SplittableRandom random, int parts) {
            double[] worth = random.doubles(parts, 0.1, 1).toArray();
            double whole = Arrays.stream(worth).sum();
            return new Mixed(logUniform(random, 100, 1e3), logUniform(random, 100, 1e3),
                    Arrays.stream(worth).map(each -> each / whole).toArray(),
                    random.doubles(parts).map(share -> 1e10 * Math.pow(1e3, share)).toArray(), logUniform(random, 1e20, 1e24));
        }

        /** The logarithm of what the mixture is worth: shares as their worth says, as far as the pools have that much (water filling). */
        double mixed(double tokens) {
            double full = 0;
            double worthLeft = 1;
            boolean[] empty = new boolean[worth.length];
            for (boolean more = true; more;) {
                more = false;
                for (int i = 0; i < worth.length; i++) {
                    if (!empty[i] && worth[i] / worthLeft * (1 - full) > pools[i] / tokens) {
                        empty[i] = true;
                        more = true;
                    }
                }
                full = 0;
                worthLeft = 0;
                for (int i = 0; i < worth.length; i++) {
                    full += empty[i] ? pools[i] / tokens : 0;
                    worthLeft += empty[i] ? 0 : worth[i];
                }
            }
            double sum = 0;
            for (int i = 0; i < worth.length; i++) {
                sum += worth[i] * Math.log(empty[i] ? pools[i] / tokens : worth[i] / worthLeft * (1 - full));
            }
            return worthLeft > 0 ? sum : Double.NaN;
        }

        double loss(double tokens) {
            double loss = 1.5 + a * Math.pow(budget / 6 / tokens, -0.34) + b * Math.pow(tokens * Math.exp(mixed(tokens)), -0.3);
            return loss == loss ? loss : Double.POSITIVE_INFINITY;
        }

        Allocation solved() {
            int parts = worth.length;
            Formulas.Formula loss = (x, p, g) -> {
                double log = Math.log(x[1]);
                for (int i = 0; i < parts; i++) {
                    log += worth[i] * Math.log(x[2 + i]);
                }
                double size = a * Math.pow(x[0], -0.34);
                double data = b * Math.exp(-0.3 * log);
                g[0] = -0.34 * size / x[0];
                g[1] = -0.3 * data / x[1];
                for (int i = 0; i < parts; i++) {
                    g[2 + i] = -0.3 * data * worth[i] / x[2 + i];
                }
                return 1.5 + size + data;
            };
            List<Formulas.Formula> formulas = new ArrayList<>(List.of(loss, Formulas.trainFlop(), Formulas.constant(budget),
                    Formulas.sum(2, 2 + parts), Formulas.constant(1)));
            List<Condition> conditions = new ArrayList<>(List.of(Condition.atMost("budget"), Condition.equal("whole")));
            List<Domain> domains = new ArrayList<>(List.of(Domain.positive(), Domain.positive()));
            for (int i = 0; i < parts; i++) {
                int part = i;
                formulas.add((x, p, g) -> {
                    g[1] = x[2 + part];
                    g[2 + part] = x[1];
                    return x[1] * x[2 + part];
                });
                formulas.add(Formulas.constant(pools[i]));
                conditions.add(Condition.atMost("pool"));
                domains.add(Domain.range(0, 1));
            }
            return Allocator
                    .solve(new AllocationProblem(new Formulas(2 + parts, 0, formulas.toArray(Formulas.Formula[]::new)), Goal.MINIMIZE,
                            domains, conditions, List.of()), 1, OPTIONS);
        }
    }

    @Test
    void mixturesOfPoolsAreFound() {
        Property.holds(60, 4, (random, size) -> {
            Mixed mixed = Mixed.of(random, 1 + size);
            double all = Arrays.stream(mixed.pools).sum();
            double best = least(x -> mixed.loss(Math.exp(x)), Math.log(1e6), Math.log(all) - 1e-9);
            Allocation found = mixed.solved();
            assertTrue(found.feasible()[0]);
            assertEquals(best, found.objective()[0], 1e-9 * best, mixed::toString);
            assertTrue(found.converged()[0] && found.kktResidual()[0] < 1e-6, () -> found.kktResidual()[0] + " of " + mixed);
        });
    }
}
