package org.isoflop.stdlib.allocate;

import static org.isoflop.stdlib.allocate.AllocationProblem.Goal.MAXIMIZE;
import static org.isoflop.stdlib.allocate.AllocationProblem.Goal.MINIMIZE;
import static org.isoflop.stdlib.allocate.Formulas.constant;
import static org.isoflop.stdlib.allocate.Formulas.lossOf;
import static org.isoflop.stdlib.allocate.Formulas.parameter;
import static org.isoflop.stdlib.allocate.Formulas.tokensPerParameter;
import static org.isoflop.stdlib.allocate.Formulas.trainFlop;
import static org.isoflop.stdlib.allocate.Formulas.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isoflop.stdlib.allocate.Formulas.Formula;
import org.junit.jupiter.api.Test;

final class BatchTest {
    private static final List<Domain> SIZES = List.of(Domain.positive(), Domain.positive());
    private static final int ROWS = 330;

    /** Budgets of eleven scales times thirty draws of the coefficients, as uncertain as those of Besiroglu et al. (2024). */
    private static List<Parameter> budgetsAndDraws() {
        Random random = new Random(3);
        double[][] columns = new double[6][ROWS];
        for (int i = 0; i < ROWS; i++) {
            double model = random.nextGaussian();
            double data = random.nextGaussian();
            columns[0][i] = Math.pow(10, 18 + i / 30);
            columns[1][i] = 1.8172 + 0.0257 * random.nextGaussian();
            columns[2][i] = 482.01 * Math.exp(0.26 * model);
            columns[3][i] = 2085.43 * Math.exp(0.45 * data);
            columns[4][i] = 0.3478 + 0.0154 * model;
            columns[5][i] = 0.3658 + 0.0206 * data;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (double[] column : columns) {
            parameters.add(Parameter.of(column));
        }
        return parameters;
    }

    private static AllocationProblem training(List<Parameter> parameters, boolean equal) {
        Formulas program = new Formulas(2, 6, lossOf(1), trainFlop(), parameter(0), variable(1), constant(15e12), tokensPerParameter(),
                constant(10), tokensPerParameter(), constant(200));
        return new AllocationProblem(program, MINIMIZE, SIZES, List.of(equal ? Condition.equal("compute") : Condition.atMost("compute"),
                Condition.atMost("data"), Condition.atLeast("few"), Condition.atMost("many")), parameters);
    }

    private static List<Parameter> at(List<Parameter> parameters, int row) {
        List<Parameter> fixed = new ArrayList<>();
        for (Parameter parameter : parameters) {
            fixed.add(Parameter.of(parameter.at(row)));
        }
        return fixed;
    }

    @Test
    void equalsSolvingRowByRow() {
        List<Parameter> parameters = budgetsAndDraws();
        for (boolean equal : new boolean[] {true, false}) {
            Allocation batch = Allocator.solve(training(parameters, equal), ROWS, Options.defaults());
            for (int i = 0; i < ROWS; i += 11) {
                Allocation single = Allocator.solve(training(at(parameters, i), equal), 1, Options.defaults());
                assertEquals(single.feasible()[0], batch.feasible()[i]);
                assertTrue(batch.converged()[i]);
                if (single.feasible()[0]) {
                    assertEquals(1, batch.variables()[0][i] / single.variables()[0][0], 1e-8);
                    assertEquals(1, batch.variables()[1][i] / single.variables()[1][0], 1e-8);
                    assertEquals(single.objective()[0], batch.objective()[i], 1e-11);
                    for (int c = 0; c < 4; c++) {
                        assertEquals(single.binding(c)[0], batch.binding(c)[i]);
                        assertEquals(single.price(c)[0], batch.price(c)[i], 1e-9);
                    }
                }
            }
        }
    }

    @Test
    void doesNotDependOnThreadsOrOrder() {
        List<Parameter> parameters = budgetsAndDraws();
        Allocation one = Allocator.solve(training(parameters, true), ROWS, Options.defaults().withThreads(1));
        Allocation many = Allocator.solve(training(parameters, true), ROWS, Options.defaults().withThreads(5));
        for (int v = 0; v < 2; v++) {
            assertArrayEquals(one.variables()[v], many.variables()[v], 0);
        }
        assertArrayEquals(one.objective(), many.objective(), 0);
        List<Parameter> reversed = new ArrayList<>();
        for (Parameter parameter : parameters) {
            double[] column = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                column[i] = parameter.at(ROWS - 1 - i);
            }
            reversed.add(Parameter.of(column));
        }
        Allocation backwards = Allocator.solve(training(reversed, true), ROWS, Options.defaults());
        for (int i = 0; i < ROWS; i++) {
            assertEquals(one.feasible()[i], backwards.feasible()[ROWS - 1 - i]);
            if (one.feasible()[i]) {
                assertEquals(1, backwards.variables()[0][ROWS - 1 - i] / one.variables()[0][i], 1e-8);
            }
        }
    }

    @Test
    void invertsForManyTargets() {
        List<Parameter> parameters = new ArrayList<>(budgetsAndDraws());
        double[] targets = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            targets[i] = 1.85 + 0.6 * i / ROWS;
        }
        parameters.set(0, Parameter.of(targets));
        Formulas program = new Formulas(2, 6, trainFlop(), lossOf(1), parameter(0));
        AllocationProblem problem = new AllocationProblem(program, MINIMIZE, SIZES, List.of(Condition.atMost("quality")), parameters);
        Allocation cheapest = Allocator.solve(problem, ROWS, Options.defaults());
        int feasible = 0;
        for (int i = 0; i < ROWS; i++) {
            boolean possible = targets[i] > parameters.get(1).at(i);
            if (Math.abs(targets[i] - parameters.get(1).at(i)) < 1e-3) {
                continue;
            }
            assertEquals(possible, cheapest.feasible()[i], "row " + i);
            if (possible) {
                feasible++;
                double a = parameters.get(2).at(i) * Math.pow(cheapest.variables()[0][i], -parameters.get(4).at(i));
                double b = parameters.get(3).at(i) * Math.pow(cheapest.variables()[1][i], -parameters.get(5).at(i));
                // on the frontier both powers fall equally fast per unit of compute
                assertEquals(1, parameters.get(4).at(i) * a / (parameters.get(5).at(i) * b), 1e-6, "row " + i);
                assertEquals(targets[i], parameters.get(1).at(i) + a + b, 1e-8);
            }
        }
        assertTrue(feasible > 250);
    }

    /** Two valleys whose order changes along the batch: neighbours' solutions mislead, the search of a sample notices. */
    @Test
    void changesBasinAlongABatch() {
        Formula valleys = (x, p, g) -> {
            double u = Math.log(x[0]);
            double first = p[0] * Math.exp(-(u - 12) * (u - 12));
            double second = (1 - p[0]) * Math.exp(-(u - 22) * (u - 22));
            g[0] = (2 * (u - 12) * first + 2 * (u - 22) * second) / x[0];
            return 2 - first - second;
        };
        int rows = 200;
        double[] share = new double[rows];
        for (int i = 0; i < rows; i++) {
            share[i] = 0.05 + 0.9 * ((i * 37) % rows) / rows;
        }
        AllocationProblem problem = new AllocationProblem(new Formulas(1, 1, valleys), MINIMIZE,
                List.of(Domain.range(Math.exp(5), Math.exp(30))), List.of(), List.of(Parameter.of(share)));
        Allocation best = Allocator.solve(problem, rows, Options.defaults());
        for (int i = 0; i < rows; i++) {
            assertEquals(2 - Math.max(share[i], 1 - share[i]), best.objective()[i], 1e-6, "row " + i);
        }
    }

    /** Random problems of two bounded variables against a grid. */
    @Test
    void isNeverBeatenByAGrid() {
        Random random = new Random(11);
        for (int trial = 0; trial < 40; trial++) {
            double[] k = new double[8];
            for (int i = 0; i < k.length; i++) {
                k[i] = random.nextGaussian();
            }
            boolean maximize = random.nextBoolean();
            Formula wavy = (x, p, g) -> {
                double u = Math.log(x[0]);
                double w = x[1];
                g[0] = (k[0] + k[1] * w + 2 * k[2] * u + k[3] * Math.cos(u)) / x[0];
                g[1] = k[1] * u + k[4] + 4 * k[5] * w;
                return k[0] * u + k[1] * u * w + k[2] * u * u + k[3] * Math.sin(u) + k[4] * w + 2 * k[5] * w * w;
            };
            Formula left = (x, p, g) -> {
                double u = Math.log(x[0]);
                g[0] = 2 * u / x[0];
                g[1] = 2 * x[1];
                return u * u + x[1] * x[1];
            };
            double radius = 1 + 3 * random.nextDouble();
            Formulas program = new Formulas(2, 0, wavy, left, constant(radius), variable(1), constant(k[6]));
            AllocationProblem problem = new AllocationProblem(program, maximize ? MAXIMIZE : MINIMIZE,
                    List.of(Domain.range(Math.exp(-2), Math.exp(2)), Domain.range(-2, 2)),
                    List.of(Condition.atMost("disc"), Condition.atLeast("floor")), List.of());
            Allocation best = Allocator.solve(problem, 1, Options.defaults());
            double sign = maximize ? -1 : 1;
            double least = Double.POSITIVE_INFINITY;
            double[] g = new double[2];
            for (int i = 0; i <= 200; i++) {
                for (int j = 0; j <= 200; j++) {
                    double[] x = {Math.exp(-2 + i / 50.0), -2 + j / 50.0};
                    if (left.at(x, g, g) <= radius && x[1] >= k[6]) {
                        least = Math.min(least, sign * wavy.at(x, g, g));
                    }
                }
            }
            assertEquals(least < Double.POSITIVE_INFINITY, best.feasible()[0], "trial " + trial);
            if (best.feasible()[0]) {
                assertTrue(best.converged()[0], "trial " + trial);
                assertTrue(sign * best.objective()[0] <= least + 1e-9, "trial " + trial + ": " + (sign * best.objective()[0] - least));
                assertTrue(best.left(0)[0] <= radius * (1 + 1e-8) && best.left(1)[0] >= k[6] - 1e-8);
            }
        }
    }

    /** Repeated data is worth less: the unique tokens enter through a minimum, and the optimum may sit on the kink. */
    @Test
    void endsOnKinksOfManyRowsInTime() {
        Formula kinked = (x, p, g) -> {
            double unique = Math.min(x[1], p[0]);
            double useful = unique + 0.3 * (x[1] - unique);
            double first = 400 * Math.pow(x[0], -0.34);
            double second = 400 * Math.pow(useful, -0.28);
            g[0] = -0.34 * first / x[0];
            g[1] = -0.28 * second / useful * (x[1] < p[0] ? 1 : 0.3);
            return 1.7 + first + second;
        };
        int rows = 300;
        double[] unique = new double[rows];
        for (int i = 0; i < rows; i++) {
            unique[i] = Math.exp(Math.log(1e9) + Math.log(1e4) * i / rows);
        }
        AllocationProblem problem = new AllocationProblem(new Formulas(2, 1, kinked, trainFlop(), constant(1e22)), MINIMIZE, SIZES,
                List.of(Condition.atMost("compute")), List.of(Parameter.of(unique)));
        Allocation best = Allocator.solve(problem, rows, Options.defaults());
        int kinks = 0;
        for (int i = 0; i < rows; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = -3000; k <= 3000; k++) {
                double d = k == 0 ? unique[i] : unique[i] * Math.exp(k / 300.0);
                least = Math.min(least, kinked.at(new double[] {1e22 / 6 / d, d}, new double[] {unique[i]}, new double[2]));
            }
            assertTrue(best.feasible()[i]);
            assertEquals(least, best.objective()[i], best.converged()[i] ? 1e-5 : 1e-3, "row " + i);
            kinks += Math.abs(best.variables()[1][i] / unique[i] - 1) < 1e-6 ? 1 : 0;
        }
        assertTrue(kinks > 10, "rows on the kink: " + kinks);
        assertFalse(kinks == rows);
    }
}
