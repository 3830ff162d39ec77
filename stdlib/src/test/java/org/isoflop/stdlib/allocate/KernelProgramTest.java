package org.isoflop.stdlib.allocate;

import static org.isoflop.stdlib.allocate.AllocationProblem.Goal.MINIMIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

final class KernelProgramTest {
    /** Loss of N, D subject to 6 N D against a budget and D / N against 200, coefficients E, A, B, alpha, beta after the budget. */
    private static Kernel training() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int budget = builder.input("C");
        int e = builder.input("E");
        int a = builder.input("A");
        int b = builder.input("B");
        int alpha = builder.input("alpha");
        int beta = builder.input("beta");
        int model = builder.apply(Operator.DIVIDE, a, builder.apply(Operator.POWER, n, alpha));
        int data = builder.apply(Operator.DIVIDE, b, builder.apply(Operator.POWER, d, beta));
        int loss = builder.apply(Operator.ADD, e, builder.apply(Operator.ADD, model, data));
        int flops = builder.apply(Operator.MULTIPLY, builder.constant(6), builder.apply(Operator.MULTIPLY, n, d));
        return builder.build(loss, flops, budget, builder.apply(Operator.DIVIDE, d, n), builder.constant(200));
    }

    private static List<Parameter> parameters(int rows) {
        Random random = new Random(2);
        double[] budget = new double[rows];
        double[] alpha = new double[rows];
        for (int i = 0; i < rows; i++) {
            budget[i] = Math.pow(10, 18 + 8.0 * i / rows);
            alpha[i] = 0.3478 + 0.015 * random.nextGaussian();
        }
        return List.of(Parameter.of(budget), Parameter.of(1.8172), Parameter.of(482.01), Parameter.of(2085.43), Parameter.of(alpha),
                Parameter.of(0.3658));
    }

    @Test
    void givesTheValuesAndGradientsOfTheFormulas() {
        int rows = 1300;
        Formulas formulas = new Formulas(2, 6, Formulas.lossOf(1), Formulas.trainFlop(), Formulas.parameter(0),
                Formulas.tokensPerParameter(), Formulas.constant(200));
        KernelProgram kernel = new KernelProgram(training(), 2);
        Random random = new Random(1);
        double[][] at = new double[2][rows];
        for (int i = 0; i < rows; i++) {
            at[0][i] = Math.exp(15 + 10 * random.nextDouble());
            at[1][i] = Math.exp(18 + 10 * random.nextDouble());
        }
        Parameter[] given = parameters(rows).toArray(new Parameter[0]);
        for (int[] part : new int[][] {{0, rows}, {7, 11}, {3, 1009}}) {
            double[][] values = new double[5][rows];
            double[][] expected = new double[5][rows];
            double[][][] gradients = new double[5][2][rows];
            double[][][] slopes = new double[5][2][rows];
            kernel.evaluate(at, given, part[0], part[1], values, gradients);
            formulas.evaluate(at, given, part[0], part[1], expected, slopes);
            for (int i = 0; i < rows; i++) {
                for (int o = 0; o < 5; o++) {
                    assertEquals(expected[o][i], values[o][i], 1e-13 * Math.abs(expected[o][i]));
                    for (int v = 0; v < 2; v++) {
                        assertEquals(slopes[o][v][i], gradients[o][v][i], 1e-12 * Math.abs(slopes[o][v][i]));
                    }
                }
            }
        }
    }

    @Test
    void allocatesABatch() {
        int rows = 700;
        List<Parameter> parameters = parameters(rows);
        AllocationProblem problem = new AllocationProblem(new KernelProgram(training(), 2), MINIMIZE,
                List.of(Domain.positive(), Domain.positive()), List.of(Condition.atMost("compute"), Condition.atMost("ratio")), parameters);
        Allocation best = Allocator.solve(problem, rows, Options.defaults());
        for (int i = 0; i < rows; i++) {
            double alpha = parameters.get(4).at(i);
            double flops = parameters.get(0).at(i) / 6;
            double g = Math.pow(alpha * 482.01 / (0.3658 * 2085.43), 1 / (alpha + 0.3658));
            double closed = Math.max(g * Math.pow(flops, 0.3658 / (alpha + 0.3658)), Math.sqrt(flops / 200));
            assertTrue(best.feasible()[i] && best.converged()[i]);
            assertEquals(1, best.variables()[0][i] / closed, 1e-8, "row " + i);
        }
    }

    @Test
    void refusesAKernelThatIsNoProgram() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        assertThrows(IllegalArgumentException.class, () -> new KernelProgram(builder.build(n, n), 1));
    }
}
