package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class LeastAbsoluteTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());

    /** Besiroglu et al. (2024), arXiv 2404.10102, Table 1: A 482.01, B 2085.43, E 1.8169, alpha 0.3478, beta 0.3658. */
    @Test
    void publishedTableOfChinchilla() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.LeastAbsolute()), OPTIONS);
        assertEquals(Certificate.Ending.VERTEX, fit.certificate().ending());
        assertEquals(1.8169, fit.coefficient("E"), 5e-5);
        assertEquals(482.01, fit.coefficient("A"), 5e-3);
        assertEquals(2085.43, fit.coefficient("B"), 1e-2);
        assertEquals(0.3478, fit.coefficient("alpha"), 5e-5);
        assertEquals(0.3658, fit.coefficient("beta"), 1e-4);
        double sum = 0;
        int zeros = 0;
        for (double r : fit.residuals()) {
            sum += Math.abs(r);
            zeros += Math.abs(r) < 1e-13 ? 1 : 0;
        }
        assertEquals(sum, fit.objective(), 1e-14 * sum);
        assertEquals(5, zeros, "as many rows as coefficients are met exactly");
        assertTrue(fit.gradientNorm() < 1e-12, "slopes balance: " + fit.gradientNorm());
    }

    /** No restart, resample or neighbour gets lower, and resamples are met exactly too. */
    @Test
    void resamplesAreMetExactly() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.LeastAbsolute()), OPTIONS);
        Refits.Worker worker = new Refits(fit).worker(new Cancellation());
        RandomStream random = RandomStream.of(1, "least absolute");
        for (int draw = 0; draw < 25; draw++) {
            int[] counts = new int[240];
            for (int i = 0; i < counts.length; i++) {
                counts[(int) (counts.length * random.uniform(draw * 240L + i))]++;
            }
            double[] found = worker.refit(counts);
            assertEquals(sum(fit.problem(), counts, found), worker.objective(), 1e-10);
            for (int j = 0; j < found.length; j++) {
                for (double factor : new double[] {1 - 1e-5, 1 + 1e-5}) {
                    double[] near = found.clone();
                    near[j] *= factor;
                    assertTrue(sum(fit.problem(), counts, near) >= worker.objective() * (1 - 1e-12));
                }
            }
        }
    }

    private static double sum(FitProblem problem, int[] counts, double[] coefficients) {
        double[] inputs = new double[problem.columns().length + coefficients.length];
        System.arraycopy(coefficients, 0, inputs, problem.columns().length, coefficients.length);
        double sum = 0;
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < problem.columns().length; column++) {
                inputs[column] = problem.columns()[column][row];
            }
            sum += counts[row] * Math.abs(problem.residual().of(problem.target()[row], problem.prediction().value(inputs)));
        }
        return sum;
    }

    /** Straight lines by linear programming: the sum of both halves of each residual is least. */
    @Test
    void linesAreThoseOfLinearProgramming() {
        RandomStream random = RandomStream.of(3, "lines");
        for (int trial = 0; trial < 20; trial++) {
            int rows = 8 + trial;
            double[] x = new double[rows];
            double[] y = new double[rows];
            for (int i = 0; i < rows; i++) {
                x[i] = 10 * random.uniform(1000L * trial + 2L * i);
                y[i] = 3 - 0.7 * x[i] + random.normal(1000L * trial + 2L * i + 1);
            }
            FitResult fit = Fitter.fit(line(x, y), OPTIONS);
            assertTrue(fit.converged(), fit.certificate().words());
            assertEquals(programmed(x, y), fit.objective(), 1e-9 * fit.objective(), "trial " + trial);
        }
    }

    private static double programmed(double[] x, double[] y) {
        int rows = x.length;
        double[] costs = new double[2 + 2 * rows];
        Arrays.fill(costs, 2, costs.length, 1);
        List<LinearConstraint> constraints = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double[] row = new double[costs.length];
            row[0] = 1;
            row[1] = x[i];
            row[2 + 2 * i] = 1;
            row[3 + 2 * i] = -1;
            constraints.add(new LinearConstraint(row, Relationship.EQ, y[i]));
            double[] up = new double[costs.length];
            up[2 + 2 * i] = 1;
            constraints.add(new LinearConstraint(up, Relationship.GEQ, 0));
            double[] down = new double[costs.length];
            down[3 + 2 * i] = 1;
            constraints.add(new LinearConstraint(down, Relationship.GEQ, 0));
        }
        PointValuePair best = new SimplexSolver().optimize(new LinearObjectiveFunction(costs, 0), new LinearConstraintSet(constraints),
                GoalType.MINIMIZE, new NonNegativeConstraint(false));
        return best.getValue();
    }

    private static FitProblem line(double[] x, double[] y) {
        return problem("a+b*x", x, y, "a", "b");
    }

    private static FitProblem problem(String formula, double[] x, double[] y, String... names) {
        KernelBuilder builder = new KernelBuilder();
        java.util.Map<String, Integer> nodes = new java.util.HashMap<>();
        nodes.put("x", builder.input("x"));
        List<Coefficient> coefficients = new ArrayList<>();
        for (String name : names) {
            nodes.put(name, builder.input(name));
            coefficients.add(Coefficient.free(name));
        }
        Kernel kernel = builder.build(Formula.read(formula, builder, nodes));
        return FitProblem.of(kernel, new double[][] {x}, y, coefficients, Residual.PLAIN, new Loss.LeastAbsolute());
    }

    /** Rows on a lattice, each twice, several on one line: more rows are met than coefficients, and medians are ranges. */
    @Test
    void tiesAreCertified() {
        double[] x = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
        double[] y = {0, 0, 1, 1, 2, 2, 9, 9, 4, 4, -7, -7};
        FitResult fit = Fitter.fit(line(x, y), OPTIONS);
        assertEquals(0, fit.coefficients()[0], 1e-12, fit.certificate().words());
        assertEquals(1, fit.coefficients()[1], 1e-12);
        assertTrue(fit.converged(), fit.certificate().words());
        FitResult median = Fitter.fit(problem("a+0*x", new double[4], new double[] {1, 2, 5, 9}, "a"), OPTIONS);
        assertEquals(11, median.objective(), 1e-12);
        assertTrue(median.coefficients()[0] >= 2 && median.coefficients()[0] <= 5 && median.converged(), median.certificate().words());
    }

    /** Where the law bends away from the rows none of them is met, and the slope itself is zero. */
    @Test
    void bentLawsNeedNotMeetRows() {
        FitResult fit = Fitter.fit(problem("(b-x)^2", new double[] {0, 2}, new double[] {-1, -1}, "b"), OPTIONS);
        assertEquals(1, fit.coefficients()[0], 1e-7);
        assertEquals(4, fit.objective(), 1e-12);
        assertTrue(fit.converged(), fit.certificate().words());
    }

    /** With weights the median is the weighted one, and coefficients stop at bounds. */
    @Test
    void weightsAndBounds() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        Kernel kernel = builder.build(builder.apply(Operator.ADD, builder.input("a"), x));
        double[] y = {1, 2, 5, 9, 20};
        double[] weights = {1, 1, 1, 1, 3.5};
        FitProblem free = new FitProblem(kernel, new double[][] {new double[5]}, y, weights, List.of(Coefficient.free("a")), Residual.PLAIN,
                new Loss.LeastAbsolute(), List.of(), new Starts.Auto());
        assertEquals(9, Fitter.fit(free, OPTIONS).coefficients()[0], 1e-12);
        FitProblem bounded = new FitProblem(kernel, new double[][] {new double[5]}, y, weights, List.of(new Coefficient("a", -3, 4)),
                Residual.PLAIN, new Loss.LeastAbsolute(), List.of(), new Starts.Auto());
        FitResult fit = Fitter.fit(bounded, OPTIONS);
        assertEquals(4, fit.coefficients()[0], 1e-12);
        assertTrue(fit.atBound()[0] && fit.converged(), fit.certificate().words());
    }
}
