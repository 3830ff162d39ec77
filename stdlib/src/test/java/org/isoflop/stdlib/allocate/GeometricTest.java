package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isoflop.stdlib.allocate.Allocation.Method;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Problems whose kernels say that they are convex, against formulas, grids and the general search. */
final class GeometricTest {
    private static final double E = Math.exp(0.59730681);
    private static final double A = Math.exp(6.16924637);
    private static final double B = Math.exp(7.67015673);
    private static final double ALPHA = 0.34731050;
    private static final double BETA = 0.36717243;

    private final KernelBuilder builder = new KernelBuilder();
    private final int n = builder.input("N");
    private final int d = builder.input("D");

    @Test
    void theSplitOfABudgetIsHoffmannsFormula() {
        int budget = builder.input("C");
        double[] budgets = {1e18, 1e21, 1e24, 1e30};
        Allocation answer = solve(Goal.MINIMIZE, List.of(Condition.atMost("budget")), List.of(Parameter.of(budgets)), 4, loss(), flop(),
                budget);
        assertEquals(Method.CLOSED_FORM, answer.certificate().method());
        assertEquals(0, answer.certificate().starts());
        // Hoffmann et al. (2022), equation 4: G (C/6)^(beta/(alpha+beta)) with G = (alpha A / (beta B))^(1/(alpha+beta))
        double g = Math.pow(ALPHA * A / (BETA * B), 1 / (ALPHA + BETA));
        for (int i = 0; i < budgets.length; i++) {
            assertEquals(g * Math.pow(budgets[i] / 6, BETA / (ALPHA + BETA)), answer.variables()[0][i], 1e-12 * answer.variables()[0][i]);
            assertEquals(Math.pow(budgets[i] / 6, ALPHA / (ALPHA + BETA)) / g, answer.variables()[1][i], 1e-12 * answer.variables()[1][i]);
            assertTrue(answer.binding(0)[i]);
            assertTrue(answer.kktResidual()[i] < 1e-14);
        }
    }

    @Test
    void thePriceIsTheSlopeOfTheOptimum() {
        int budget = builder.input("C");
        double step = 1e-4;
        double[] budgets = {1e22, 1e22 * (1 - step), 1e22 * (1 + step)};
        Allocation answer = solve(Goal.MINIMIZE, List.of(Condition.equal("budget")), List.of(Parameter.of(budgets)), 3, loss(), flop(),
                budget);
        double slope = (answer.objective()[2] - answer.objective()[1]) / (2 * step * 1e22);
        assertEquals(slope, answer.multipliers(0)[0], 1e-6 * Math.abs(slope));
    }

    @Test
    void aBudgetThatDoesNotBindLeavesTheOtherConditions() {
        int budget = builder.constant(1e25);
        Allocation answer = solve(Goal.MINIMIZE, List.of(Condition.atMost("budget"), Condition.atMost("text"), Condition.atMost("size")),
                List.of(), 1, loss(), flop(), budget, d, builder.constant(1e12), n, builder.constant(1e12));
        assertArrayEquals(new double[] {1e12, 1e12}, new double[] {answer.variables()[0][0], answer.variables()[1][0]}, 1);
        assertEquals(0, answer.price(0)[0]);
        assertTrue(answer.price(1)[0] > 0 && answer.price(2)[0] > 0);
        assertTrue(answer.kktResidual()[0] < 1e-13);
    }

    @Test
    void moreTermsAreBalancedByNewton() {
        int budget = builder.input("C");
        double[] budgets = {1e19, 1e21, 1e23};
        int joint = builder.apply(Operator.DIVIDE, builder.constant(30),
                builder.apply(Operator.MULTIPLY, power(n, 0.1), power(d, 0.05)));
        int repeated = builder.apply(Operator.MULTIPLY, builder.constant(1e-8), power(n, 0.6));
        int objective = builder.apply(Operator.ADD, builder.apply(Operator.ADD, loss(), joint), repeated);
        Allocation answer = solve(Goal.MINIMIZE, List.of(Condition.equal("budget")), List.of(Parameter.of(budgets)), 3, objective, flop(),
                budget);
        assertEquals(Method.CONVEX_IN_LOGARITHMS, answer.certificate().method());
        assertEquals(0, answer.certificate().starts());
        for (int i = 0; i < budgets.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = -4000; k <= 4000; k++) {
                double size = answer.variables()[0][i] * Math.exp(k * 1e-3);
                double text = budgets[i] / 6 / size;
                least = Math.min(least, E + A * Math.pow(size, -ALPHA) + B * Math.pow(text, -BETA)
                        + 30 / (Math.pow(size, 0.1) * Math.pow(text, 0.05)) + 1e-8 * Math.pow(size, 0.6));
            }
            assertTrue(answer.objective()[i] <= least * (1 + 1e-14));
            assertTrue(answer.kktResidual()[i] < 1e-13);
        }
    }

    @Test
    void exponentsMayDifferFromRowToRow() {
        int alpha = builder.input("alpha");
        int beta = builder.input("beta");
        double[] alphas = {0.34, 0.30, 0.40, 0.2, 0.5};
        double[] betas = {0.28, 0.37, 0.30, 0.5, 0.2};
        int law = builder.apply(Operator.ADD, over(A, builder.apply(Operator.POWER, n, alpha)),
                over(B, builder.apply(Operator.POWER, d, beta)));
        Allocation answer = solve(Goal.MINIMIZE, List.of(Condition.atMost("budget")), List.of(Parameter.of(alphas), Parameter.of(betas)), 5,
                law,
                flop(), builder.constant(1e21));
        assertEquals(Method.CLOSED_FORM, answer.certificate().method());
        for (int i = 0; i < alphas.length; i++) {
            double g = Math.pow(alphas[i] * A / (betas[i] * B), 1 / (alphas[i] + betas[i]));
            double expected = g * Math.pow(1e21 / 6, betas[i] / (alphas[i] + betas[i]));
            assertEquals(expected, answer.variables()[0][i], 1e-11 * expected);
        }
    }

    @Test
    void aGeometricProgramOfThreeVariablesAgreesWithTheSearch() {
        int w = builder.input("w");
        int objective = builder.apply(Operator.ADD, loss(), over(3, power(w, 0.7)));
        int cost = builder.apply(Operator.ADD, builder.apply(Operator.MULTIPLY, flop(), w),
                builder.apply(Operator.MULTIPLY, n, builder.constant(1e12)));
        AllocationProblem problem = new AllocationProblem(new KernelProgram(builder.build(objective, cost, builder.constant(1e23)), 3),
                Goal.MINIMIZE, List.of(Domain.positive(), Domain.positive(), Domain.positive()), List.of(Condition.atMost("cost")),
                List.of());
        Allocation answer = Allocator.solve(problem, 1, Options.defaults());
        assertEquals(Method.CONVEX_IN_LOGARITHMS, answer.certificate().method());
        assertTrue(answer.certificate().starts() < 10);
        Allocation searched = Allocator.solve(problem, 1, Options.defaults().withStarts(60));
        assertEquals(searched.objective()[0], answer.objective()[0], 1e-12);
        assertTrue(answer.kktResidual()[0] < 1e-9);
    }

    @Test
    void whatTakesAwayIsNotTakenForConvex() {
        int hump = builder.apply(Operator.SUBTRACT, loss(), over(40, builder.apply(Operator.MULTIPLY, power(n, 0.1), power(d, 0.05))));
        Allocation answer = solve(Goal.MINIMIZE, List.of(Condition.atMost("budget")), List.of(), 1, hump, flop(), builder.constant(1e21));
        assertEquals(Method.STARTS, answer.certificate().method());
        assertTrue(answer.certificate().fewestAgreeing() > 0);
    }

    @Test
    void conditionsThatLeaveNothingAreInfeasible() {
        int budget = builder.input("C");
        double[] budgets = {1e20, 1e27};
        int ratio = builder.apply(Operator.DIVIDE, d, n);
        Allocation answer = solve(Goal.MINIMIZE, List.of(Condition.equal("budget"), Condition.atMost("text"), Condition.atLeast("ratio")),
                List.of(Parameter.of(budgets)), 2, loss(), flop(), budget, d, builder.constant(15e12), ratio, builder.constant(10));
        assertTrue(answer.feasible()[0]);
        assertFalse(answer.feasible()[1]);
        assertTrue(Double.isNaN(answer.objective()[1]) && Double.isNaN(answer.variables()[0][1]));
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        int budget = builder.input("C");
        double[] budgets = new double[30_000];
        for (int i = 0; i < budgets.length; i++) {
            budgets[i] = 1e18 * Math.pow(1e9, i / (double) budgets.length);
        }
        AllocationProblem problem = new AllocationProblem(new KernelProgram(builder.build(loss(), flop(), budget), 2), Goal.MINIMIZE,
                List.of(Domain.positive(), Domain.range(1e9, 15e12)), List.of(Condition.equal("budget")), List.of(Parameter.of(budgets)));
        Allocation one = Allocator.solve(problem, budgets.length, Options.defaults().withThreads(1));
        Allocation four = Allocator.solve(problem, budgets.length, Options.defaults().withThreads(4));
        assertArrayEquals(one.objective(), four.objective());
        assertArrayEquals(one.variables()[0], four.variables()[0]);
        assertArrayEquals(one.price(0), four.price(0));
    }

    private Allocation solve(Goal goal, List<Condition> conditions, List<Parameter> parameters, int rows, int... outputs) {
        AllocationProblem problem = new AllocationProblem(new KernelProgram(builder.build(outputs), 2), goal,
                List.of(Domain.positive(), Domain.positive()), conditions, parameters);
        return Allocator.solve(problem, rows, Options.defaults());
    }

    private int loss() {
        int terms = builder.apply(Operator.ADD, over(A, power(n, ALPHA)), over(B, power(d, BETA)));
        return builder.apply(Operator.ADD, builder.constant(E), terms);
    }

    private int flop() {
        return builder.apply(Operator.MULTIPLY, builder.constant(6), builder.apply(Operator.MULTIPLY, n, d));
    }

    private int power(int base, double exponent) {
        return builder.apply(Operator.POWER, base, builder.constant(exponent));
    }

    private int over(double above, int below) {
        return builder.apply(Operator.DIVIDE, builder.constant(above), below);
    }
}
