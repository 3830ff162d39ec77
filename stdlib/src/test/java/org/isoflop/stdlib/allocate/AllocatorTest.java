package org.isoflop.stdlib.allocate;

import static org.isoflop.stdlib.allocate.AllocationProblem.Goal.MAXIMIZE;
import static org.isoflop.stdlib.allocate.AllocationProblem.Goal.MINIMIZE;
import static org.isoflop.stdlib.allocate.Formulas.constant;
import static org.isoflop.stdlib.allocate.Formulas.loss;
import static org.isoflop.stdlib.allocate.Formulas.parameter;
import static org.isoflop.stdlib.allocate.Formulas.sum;
import static org.isoflop.stdlib.allocate.Formulas.tokensPerParameter;
import static org.isoflop.stdlib.allocate.Formulas.trainFlop;
import static org.isoflop.stdlib.allocate.Formulas.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.isoflop.stdlib.allocate.Formulas.Formula;
import org.junit.jupiter.api.Test;

final class AllocatorTest {
    /** Hoffmann et al. (2022), equation 10, rounded as printed. */
    private static final double[] ROUNDED = {1.69, 406.4, 410.7, 0.34, 0.28};
    /** The same from the TeX source, as given by Besiroglu et al. (2024). */
    private static final double[] TEX = {Math.exp(0.5267228), Math.exp(6.0073404), Math.exp(6.0179186), 0.33917084, 0.2849083};
    /** Besiroglu et al. (2024). */
    private static final double[] REFIT = {1.8172, 482.01, 2085.43, 0.3478, 0.3658};

    private static final List<Domain> SIZES = List.of(Domain.positive(), Domain.positive());

    private static Formula law(double[] c) {
        return loss(c[0], c[1], c[2], c[3], c[4]);
    }

    private static Parameter[] none() {
        return new Parameter[0];
    }

    private static Allocation solve(Program program, AllocationProblem.Goal goal, List<Domain> domains, List<Condition> conditions,
            Parameter... parameters) {
        return Allocator.solve(new AllocationProblem(program, goal, domains, conditions, List.of(parameters)), 1, Options.defaults());
    }

    private static double closedN(double[] c, double budget) {
        double g = Math.pow(c[3] * c[1] / (c[4] * c[2]), 1 / (c[3] + c[4]));
        return g * Math.pow(budget / 6, c[4] / (c[3] + c[4]));
    }

    private static Allocation optimum(double[] constants, double budget, Condition condition) {
        Formulas program = new Formulas(2, 1, law(constants), trainFlop(), parameter(0));
        return solve(program, MINIMIZE, SIZES, List.of(condition), Parameter.of(budget));
    }

    @Test
    void reachesTheClosedFormOfHoffmann() {
        double[][] published = {{3.21899e10, 2.98231e12}, {1.82422e9, 9.13634e10}, {4.03609e10, 2.37854e12}, {2.21695e9, 7.51782e10}};
        int k = 0;
        for (double[] constants : new double[][] {ROUNDED, TEX}) {
            for (double budget : new double[] {5.76e23, 1e21}) {
                for (Condition condition : List.of(Condition.atMost("compute"), Condition.equal("compute"))) {
                    Allocation best = optimum(constants, budget, condition);
                    double n = best.variables()[0][0];
                    double d = best.variables()[1][0];
                    assertTrue(best.feasible()[0] && best.converged()[0]);
                    assertEquals(1, n / closedN(constants, budget), 1e-9);
                    assertEquals(1, 6 * n * d / budget, 1e-9);
                    assertEquals(1, n / published[k][0], 5e-6);
                    assertEquals(1, d / published[k][1], 5e-6);
                    assertTrue(best.binding(0)[0]);
                    assertTrue(best.kktResidual()[0] < 1e-9);
                    assertTrue(best.certificate().fewestAgreeing() > best.certificate().starts() / 2);
                }
                k++;
            }
        }
    }

    @Test
    void pricesTheLimit() {
        for (Condition condition : List.of(Condition.atMost("compute"), Condition.equal("compute"))) {
            double price = optimum(TEX, 1e21, condition).price(0)[0];
            double here = optimum(TEX, 1e21, condition).objective()[0];
            double there = optimum(TEX, 1.01e21, condition).objective()[0];
            assertEquals(1, price / (here - there), 0.01);
        }
        double step = 1e-4;
        double slope = (optimum(TEX, 1e21 * (1 + step), Condition.atMost("")).objective()[0]
                - optimum(TEX, 1e21 * (1 - step), Condition.atMost("")).objective()[0]) / (2e21 * step);
        assertEquals(1, optimum(TEX, 1e21, Condition.atMost("")).multipliers(0)[0] / slope, 1e-5);
    }

    @Test
    void pricesAFloorAsACost() {
        Formulas program = new Formulas(2, 0, trainFlop(), law(REFIT), constant(2.1));
        Allocation cheapest = solve(program, MINIMIZE, SIZES, List.of(Condition.atMost("quality")), none());
        assertTrue(cheapest.price(0)[0] > 0);
        // the other way round: the same limit written as a floor
        Formulas turned = new Formulas(2, 0, trainFlop(), constant(2.1), law(REFIT));
        Allocation same = solve(turned, MINIMIZE, SIZES, List.of(Condition.atLeast("quality")), none());
        assertEquals(cheapest.objective()[0], same.objective()[0], 1e-9 * same.objective()[0]);
        assertTrue(same.price(0)[0] < 0);
    }

    @Test
    void clipsTheClosedFormOverASweep() {
        int rows = 400;
        double[] budgets = new double[rows];
        for (int i = 0; i < rows; i++) {
            budgets[i] = Math.exp(Math.log(1e18) + i * Math.log(1e9) / (rows - 1));
        }
        Formulas program = new Formulas(2, 1, law(REFIT), trainFlop(), parameter(0), variable(1), constant(15e12), tokensPerParameter(),
                constant(10), tokensPerParameter(), constant(200));
        AllocationProblem problem = new AllocationProblem(program, MINIMIZE, SIZES, List.of(Condition.equal("compute"),
                Condition.atMost("data"), Condition.atLeast("few"), Condition.atMost("many")), List.of(Parameter.of(budgets)));
        Allocation best = Allocator.solve(problem, rows, Options.defaults());
        int feasible = 0;
        for (int i = 0; i < rows; i++) {
            double flops = budgets[i] / 6;
            double least = Math.max(Math.sqrt(flops / 200), flops / 15e12);
            double most = Math.sqrt(flops / 10);
            assertEquals(least <= most, best.feasible()[i], "row " + i);
            assertTrue(best.converged()[i]);
            if (best.feasible()[i]) {
                feasible++;
                double expected = Math.min(most, Math.max(least, closedN(REFIT, budgets[i])));
                assertEquals(1, best.variables()[0][i] / expected, 1e-8, "row " + i);
            } else {
                assertTrue(Double.isNaN(best.variables()[0][i]) && Double.isNaN(best.price(1)[i]));
            }
        }
        assertTrue(feasible > 300 && feasible < rows);
        assertTrue(best.binding(1)[355] && !best.binding(1)[10]);
    }

    /** Sardana and Frankle (2024): the cheapest way to a quality when it will also be used. */
    @Test
    void accountsForInference() {
        double[][] cases = {{2.030664, 5e12, 1.3664e10, 1.7279e12}, {1.976180, 1e13, 3.2765e10, 3.6680e12}};
        for (double[] one : cases) {
            Formula cost = (x, p, g) -> {
                g[0] = 6 * x[1] + 2 * one[1];
                g[1] = 6 * x[0];
                return 6 * x[0] * x[1] + 2 * x[0] * one[1];
            };
            Formulas program = new Formulas(2, 0, cost, law(REFIT), constant(one[0]));
            Allocation best = solve(program, MINIMIZE, SIZES, List.of(Condition.equal("quality")), none());
            assertEquals(1, best.variables()[0][0] / one[2], 2e-4);
            assertEquals(1, best.variables()[1][0] / one[3], 2e-4);
            double n = best.variables()[0][0];
            double d = best.variables()[1][0];
            double marginal = REFIT[3] * REFIT[1] * Math.pow(n, -REFIT[3]) / (REFIT[4] * REFIT[2] * Math.pow(d, -REFIT[4]));
            assertEquals(1, (6 * d + 2 * one[1]) / (6 * d * marginal), 1e-7);
        }
    }

    @Test
    void invertsALaw() {
        double target = optimum(TEX, 5.76e23, Condition.atMost("")).objective()[0];
        Formulas program = new Formulas(2, 0, trainFlop(), law(TEX), constant(target));
        Allocation best = solve(program, MINIMIZE, SIZES, List.of(Condition.atMost("quality")), none());
        assertEquals(1, best.objective()[0] / 5.76e23, 1e-8);
        assertEquals(1, best.variables()[0][0] / closedN(TEX, 5.76e23), 1e-7);
    }

    /** Minimising the sum of k_i w_i^-g_i on the simplex has k_i g_i w_i^(-g_i-1) equal for all parts. */
    @Test
    void mixesOnASimplex() {
        double[] k = {1, 2, 0.5};
        double[] power = {0.3, 0.5, 0.2};
        Formula mixture = (x, p, g) -> {
            double sum = 1.5;
            for (int v = 0; v < 3; v++) {
                sum += k[v] * Math.pow(x[v], -power[v]);
                g[v] = -power[v] * k[v] * Math.pow(x[v], -power[v] - 1);
            }
            return sum;
        };
        Domain share = Domain.range(0, 1);
        Formulas program = new Formulas(3, 0, mixture, sum(0, 3), constant(1));
        Allocation best = solve(program, MINIMIZE, List.of(share, share, share), List.of(Condition.equal("whole")), none());
        double[] marginal = new double[3];
        double whole = 0;
        for (int v = 0; v < 3; v++) {
            double w = best.variables()[v][0];
            marginal[v] = power[v] * k[v] * Math.pow(w, -power[v] - 1);
            whole += w;
        }
        assertEquals(1, whole, 1e-12);
        assertEquals(1, marginal[1] / marginal[0], 1e-7);
        assertEquals(1, marginal[2] / marginal[0], 1e-7);
    }

    @Test
    void findsCornersOfASimplex() {
        Formula linear = (x, p, g) -> {
            g[0] = 1;
            g[1] = 2;
            g[2] = 4;
            return x[0] + 2 * x[1] + 4 * x[2];
        };
        Domain share = Domain.range(0, 1);
        Formulas program = new Formulas(3, 0, linear, sum(0, 3), constant(1));
        Allocation best = solve(program, MAXIMIZE, List.of(share, share, share), List.of(Condition.equal("whole")), none());
        assertEquals(4, best.objective()[0], 1e-10);
        assertEquals(1, best.variables()[2][0], 1e-10);
    }

    /** Model size, tokens and repetitions: minimise E + A N^-a + B (U R)^-b with fixed costs for unique tokens and for compute. */
    @Test
    void allocatesThreeVariables() {
        Formula law = (x, p, g) -> {
            double first = 400 * Math.pow(x[0], -0.34);
            double second = 400 * Math.pow(x[1], -0.28);
            double third = 30 * Math.pow(x[2], -0.2);
            g[0] = -0.34 * first / x[0];
            g[1] = -0.28 * second / x[1];
            g[2] = -0.2 * third / x[2];
            return 1.7 + first + second + third;
        };
        Formula cost = (x, p, g) -> {
            g[0] = 6 * x[1];
            g[1] = 6 * x[0];
            g[2] = 1e12;
            return 6 * x[0] * x[1] + 1e12 * x[2];
        };
        Formulas program = new Formulas(3, 0, law, cost, constant(1e22));
        Allocation best = solve(program, MINIMIZE, List.of(Domain.positive(), Domain.positive(), Domain.positive()),
                List.of(Condition.atMost("money")), none());
        double[] x = {best.variables()[0][0], best.variables()[1][0], best.variables()[2][0]};
        double[] gradient = new double[3];
        double[] costs = new double[3];
        law.at(x, new double[0], gradient);
        assertEquals(1e22, cost.at(x, new double[0], costs), 1e13);
        assertEquals(1, gradient[1] / costs[1] / (gradient[0] / costs[0]), 1e-6);
        assertEquals(1, gradient[2] / costs[2] / (gradient[0] / costs[0]), 1e-6);
    }

    @Test
    void takesTheBestOfAList() {
        Formula law = (x, p, g) -> {
            double value = p[1] + p[2] * Math.pow(x[0], -0.3);
            g[0] = -0.3 * p[2] * Math.pow(x[0], -1.3);
            return value;
        };
        Formulas program = new Formulas(1, 3, law, variable(0), parameter(0));
        double[] limits = {1e3, 1e6, 1e9};
        Choices choices = new Choices(new int[] {1, 2}, new double[][] {{2, 1}, {1, 30}, {1.5, 10}});
        AllocationProblem problem = new AllocationProblem(program, MINIMIZE, List.of(Domain.positive()), List.of(Condition.atMost("size")),
                List.of(Parameter.of(limits), Parameter.of(0), Parameter.of(0)), choices);
        Allocation best = Allocator.solve(problem, 3, Options.defaults());
        for (int i = 0; i < 3; i++) {
            double least = Double.POSITIVE_INFINITY;
            int which = -1;
            for (int s = 0; s < 3; s++) {
                double value = choices.settings()[s][0] + choices.settings()[s][1] * Math.pow(limits[i], -0.3);
                which = value < least ? s : which;
                least = Math.min(least, value);
            }
            assertEquals(least, best.objective()[i], 1e-9);
            assertEquals(which, best.choice()[i]);
            assertEquals(limits[i], best.left(0)[i], 1e-6 * limits[i]);
        }
        assertArrayEquals(new int[] {0, 1, 1}, best.choice());
    }

    @Test
    void namesASmallestConflict() {
        // many tokens per parameter, few tokens and a large model cannot be had together; the compute limit has no part in it
        Formulas program = new Formulas(2, 0, law(TEX), trainFlop(), constant(1e26), tokensPerParameter(), constant(20), variable(1),
                constant(1e12));
        Allocation none = solve(program, MINIMIZE, List.of(Domain.range(1e11, 1e13), Domain.positive()),
                List.of(Condition.atMost("compute"), Condition.atLeast("ratio"), Condition.atMost("data")), none());
        assertFalse(none.feasible()[0]);
        Conflict conflict = none.conflict();
        assertNotNull(conflict);
        assertEquals(List.of(1, 2), conflict.conditions());
        assertEquals(List.of(0), conflict.lowerEnds());
        assertEquals(List.of(), conflict.upperEnds());
    }

    @Test
    void namesANonlinearConflict() {
        Formulas program = new Formulas(2, 0, trainFlop(), law(TEX), constant(1.6));
        Allocation none = solve(program, MINIMIZE, SIZES, List.of(Condition.atMost("quality")), none());
        assertFalse(none.feasible()[0]);
        assertNotNull(none.conflict());
        assertEquals(List.of(0), none.conflict().conditions());
    }

    @Test
    void noticesThatNothingBounds() {
        Unbounded free = solve(new Formulas(2, 0, law(TEX)), MINIMIZE, SIZES, List.of(), none()).unbounded();
        assertNotNull(free);
        assertTrue(free.upwards());
        Formulas onlyModel = new Formulas(2, 0, law(TEX), variable(0), constant(7e10));
        Unbounded data = solve(onlyModel, MINIMIZE, SIZES, List.of(Condition.atMost("size")), none()).unbounded();
        assertNotNull(data);
        assertEquals(1, data.variable());
        Unbounded cost = solve(new Formulas(2, 0, trainFlop()), MINIMIZE, SIZES, List.of(), none()).unbounded();
        assertNotNull(cost);
        assertFalse(cost.upwards());
        assertNull(optimum(TEX, 1e21, Condition.atMost("")).unbounded());
        assertNull(optimum(TEX, 1e35, Condition.atMost("")).unbounded());
    }

    /** A ripple in the logarithm: twelve local minima, the global one far from the middle. */
    @Test
    void leavesLocalMinima() {
        Formula rippled = (x, p, g) -> {
            double u = Math.log(x[0]);
            double slope = 2 * 0.001 * (u - 26) + 0.2 * Math.PI * Math.cos(Math.PI * u);
            g[0] = slope / x[0];
            return 1 + 0.001 * (u - 26) * (u - 26) + 0.2 * Math.sin(Math.PI * u);
        };
        double low = Math.exp(5);
        double high = Math.exp(30);
        Allocation best = solve(new Formulas(1, 0, rippled), MINIMIZE, List.of(Domain.range(low, high)), List.of(), none());
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 250_000; i++) {
            least = Math.min(least, rippled.at(new double[] {Math.exp(5 + 25 * i / 250_000.0)}, new double[0], new double[1]));
        }
        assertTrue(best.objective()[0] <= least + 1e-12);
        assertEquals(least, best.objective()[0], 1e-7);
    }

    @Test
    void spansWhatIsNearlyAsGood() {
        Allocation best = optimum(TEX, 1e21, Condition.equal("compute"));
        double[][][] span = Allocator.span(best, 1e-3, Options.defaults());
        double limit = best.objective()[0] * 1.001;
        for (int side = 0; side < 2; side++) {
            double n = span[0][side][0];
            assertEquals(limit, law(TEX).at(new double[] {n, 1e21 / 6 / n}, new double[0], new double[2]), 1e-8);
            double d = span[1][side][0];
            assertEquals(limit, law(TEX).at(new double[] {1e21 / 6 / d, d}, new double[0], new double[2]), 1e-8);
        }
        assertTrue(span[0][0][0] < best.variables()[0][0] && best.variables()[0][0] < span[0][1][0]);
    }

    @Test
    void toleratesRepeatedAndFullyDeterminedConditions() {
        Formulas twice = new Formulas(2, 0, law(TEX), trainFlop(), constant(1e21), trainFlop(), constant(1e21), trainFlop(),
                constant(1e21));
        Allocation best = solve(twice, MINIMIZE, SIZES,
                List.of(Condition.equal("once"), Condition.equal("twice"), Condition.atMost("thrice")), none());
        assertTrue(best.converged()[0]);
        assertEquals(1, best.variables()[0][0] / closedN(TEX, 1e21), 1e-9);
        Formulas fixed = new Formulas(2, 0, law(TEX), trainFlop(), constant(1.2e22), tokensPerParameter(), constant(20), variable(1),
                constant(2e11));
        Allocation one = solve(fixed, MINIMIZE, SIZES,
                List.of(Condition.equal("compute"), Condition.equal("ratio"), Condition.atMost("data")), none());
        assertTrue(one.feasible()[0] && one.converged()[0]);
        assertEquals(1e10, one.variables()[0][0], 10);
        assertEquals(2e11, one.variables()[1][0], 200);
    }

    @Test
    void maximizesAnObjectiveThatChangesSign() {
        // profit 100 log10(N) - N / 1e9 has its maximum at N = 100e9 / ln 10
        Formula profit = (x, p, g) -> {
            g[0] = 100 / (x[0] * Math.log(10)) - 1e-9;
            return 100 * Math.log10(x[0]) - x[0] / 1e9;
        };
        Allocation best = solve(new Formulas(1, 0, profit), MAXIMIZE, List.of(Domain.positive()), List.of(), none());
        assertEquals(1, best.variables()[0][0] / (1e11 / Math.log(10)), 1e-8);
        assertNull(best.unbounded());
    }

    @Test
    void minimizesToZero() {
        Formula square = (x, p, g) -> {
            double off = Math.log(x[0] / 7e9);
            g[0] = 2 * off / x[0];
            return off * off;
        };
        Allocation best = solve(new Formulas(1, 0, square), MINIMIZE, List.of(Domain.positive()), List.of(), none());
        assertTrue(best.converged()[0]);
        assertEquals(1, best.variables()[0][0] / 7e9, 1e-6);
    }

    @Test
    void endsAtKinks() {
        Formula kinked = (x, p, g) -> {
            double u = Math.log(x[0]) - 20;
            g[0] = (u > 0 ? 0.3 : -0.1) / x[0];
            return 2 + (u > 0 ? 0.3 * u : -0.1 * u);
        };
        Allocation best = solve(new Formulas(1, 0, kinked), MINIMIZE, List.of(Domain.positive()), List.of(), none());
        assertTrue(best.feasible()[0]);
        assertEquals(2, best.objective()[0], 1e-6);
        assertNull(best.unbounded());
    }

    @Test
    void doesNotClaimWhatHasNoValue() {
        Formula missing = (x, p, g) -> Double.NaN;
        Allocation none = solve(new Formulas(1, 0, missing), MINIMIZE, List.of(Domain.positive()), List.of(), none());
        assertFalse(none.feasible()[0]);
        assertFalse(none.converged()[0]);
        assertTrue(Double.isNaN(none.objective()[0]));
    }

    /** Where one draw makes the budget's own conditions contradict each other only that row is infeasible. */
    @Test
    void keepsRowsApart() {
        double[] most = new double[40];
        Arrays.fill(most, 1e12);
        most[17] = 1e3;
        most[18] = Double.NaN;
        Formulas program = new Formulas(2, 1, law(TEX), trainFlop(), constant(1e22), variable(1), parameter(0), tokensPerParameter(),
                constant(5));
        AllocationProblem problem = new AllocationProblem(program, MINIMIZE, List.of(Domain.range(1e8, 1e12), Domain.positive()),
                List.of(Condition.equal("compute"), Condition.atMost("data"), Condition.atLeast("ratio")), List.of(Parameter.of(most)));
        Allocation best = Allocator.solve(problem, 40, Options.defaults());
        for (int i = 0; i < 40; i++) {
            assertEquals(i != 17 && i != 18, best.feasible()[i], "row " + i);
        }
        assertEquals(1, best.variables()[0][0] / closedN(TEX, 1e22), 1e-8);
        assertEquals(1, best.variables()[0][39] / closedN(TEX, 1e22), 1e-8);
    }

    @Test
    void stopsWhenCancelled() {
        AllocationProblem problem = new AllocationProblem(new Formulas(2, 1, law(TEX), trainFlop(), parameter(0)), MINIMIZE, SIZES,
                List.of(Condition.atMost("")), List.of(Parameter.of(1e21)));
        assertThrows(CancellationException.class, () -> Allocator.solve(problem, 1, Options.defaults().withCancelled(() -> true)));
    }
}
