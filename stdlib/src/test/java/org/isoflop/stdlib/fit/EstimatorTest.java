package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Every loss with every residual: its derivatives, its optimum by another way, and what scale does to it. */
class EstimatorTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());

    private static Kernel function(Operator operator) {
        KernelBuilder builder = new KernelBuilder();
        return builder.build(builder.apply(operator, builder.input("x")));
    }

    private static List<Residual> residuals() {
        return List.of(Residual.LOG, Residual.PLAIN, Residual.RELATIVE, new Residual.Transformed(function(Operator.SQRT), "sqrt"));
    }

    private static List<Loss> losses() {
        return List.of(new Loss.Squared(), new Loss.Huber(5e-3), new Loss.Cauchy(5e-3), new Loss.Asymmetric(5e-3, 3));
    }

    private static FitProblem problem(Residual residual, Loss loss) {
        FitProblem auto = Chinchilla.problem(loss);
        return FitProblem.of(auto.prediction(), auto.columns(), auto.target(), auto.coefficients(), residual, loss);
    }

    @Test
    void slopesAreThoseOfDifferences() {
        double[] point = {0.55, 6, 7.5, 0.33, 0.36};
        for (Residual residual : residuals()) {
            for (Loss loss : losses()) {
                Objective objective = new Search(problem(residual, loss), loss, Model.of(problem(residual, loss)), OPTIONS, 0)
                        .objective();
                objective.evaluate(point, true);
                double[] gradient = objective.gradient.clone();
                double[] bends = IntStream.range(0, point.length).mapToDouble(objective.hessian::diagonal).toArray();
                for (int j = 0; j < point.length; j++) {
                    double[] before = point.clone();
                    double[] after = point.clone();
                    before[j] -= 1e-6;
                    after[j] += 1e-6;
                    objective.evaluate(before, true);
                    double low = objective.value;
                    double lowSlope = objective.gradient[j];
                    objective.evaluate(after, true);
                    String what = loss.words() + " of " + residual.words() + ", variable " + j;
                    assertEquals((objective.value - low) / 2e-6, gradient[j], 1e-5 * (1 + Math.abs(gradient[j])), what);
                    // Huber's slopes jump where residuals pass delta, so only the smooth ones have second differences.
                    if (loss instanceof Loss.Squared || loss instanceof Loss.Cauchy) {
                        double bend = (objective.gradient[j] - lowSlope) / 2e-6;
                        assertEquals(bend, bends[j], 1e-4 * (1 + Math.abs(bend)), what);
                    }
                }
            }
        }
    }

    /** The fit's optimum is where a search without derivatives (BOBYQA, Powell 2009) ends on the sum written out anew. */
    @Test
    void anotherFormulationHasTheSameOptimum() {
        for (Residual residual : residuals()) {
            for (Loss loss : losses()) {
                FitResult fit = Fitter.fit(problem(residual, loss), OPTIONS);
                String what = loss.words() + " of " + residual.words() + ": " + fit.certificate().words();
                assertTrue(fit.converged() && fit.certificate().determined(), what);
                double[] at = logarithms(fit.coefficients());
                assertEquals(written(fit.problem(), at), fit.objective(), 1e-10 * fit.objective(), what);
                double other = new BOBYQAOptimizer(2 * at.length + 1, 1e-2, 1e-9)
                        .optimize(new ObjectiveFunction(x -> written(fit.problem(), x)), GoalType.MINIMIZE, new InitialGuess(at),
                                new SimpleBounds(filled(-50), filled(50)), new MaxEval(2000))
                        .getValue();
                assertTrue(other >= fit.objective() * (1 - 1e-9), what + " " + other + " below " + fit.objective());
            }
        }
    }

    private static double[] filled(double value) {
        double[] result = new double[5];
        Arrays.fill(result, value);
        return result;
    }

    private static double[] logarithms(double[] c) {
        return new double[] {Math.log(c[0]), Math.log(c[1]), Math.log(c[2]), c[3], c[4]};
    }

    private static double written(FitProblem problem, double[] x) {
        double sum = 0;
        for (int row = 0; row < problem.rows(); row++) {
            double predicted = Math.exp(x[0]) + Math.exp(x[1] - x[3] * Math.log(problem.columns()[0][row]))
                    + Math.exp(x[2] - x[4] * Math.log(problem.columns()[1][row]));
            double observed = problem.target()[row];
            double r = problem.residual() == Residual.LOG
                    ? Math.log(observed / predicted)
                    : problem.residual() == Residual.PLAIN
                            ? observed - predicted
                            : problem.residual() == Residual.RELATIVE
                                    ? 1 - predicted / observed
                                    : Math.sqrt(observed) - Math.sqrt(predicted);
            double huber = Math.abs(r) <= 5e-3 ? r * r / 2 : 5e-3 * (Math.abs(r) - 2.5e-3);
            sum += switch (problem.loss()) {
                case Loss.Squared ignored -> r * r / 2;
                case Loss.Huber ignored -> huber;
                case Loss.Cauchy ignored -> 1.25e-5 * Math.log1p(r * r / 2.5e-5);
                case Loss.Asymmetric ignored -> r < 0 ? 3 * huber : huber;
                case Loss.LeastAbsolute ignored -> Math.abs(r);
            };
        }
        return sum;
    }

    @Test
    void transformedLogarithmsAreLogResiduals() {
        Loss loss = new Loss.Huber(1e-3);
        FitResult log = Fitter.fit(problem(Residual.LOG, loss), OPTIONS);
        FitResult transformed = Fitter.fit(problem(new Residual.Transformed(function(Operator.LOG), "log"), loss), OPTIONS);
        assertArrayEquals(log.coefficients(), transformed.coefficients(), 1e-6);
        assertEquals(log.statistics().aic(), transformed.statistics().aic(), 1e-6);
        assertEquals(log.statistics().r2(), transformed.statistics().r2(), 1e-9);
        assertEquals("sum of Huber(0.001) losses of residuals of log over 240 rows", transformed.estimator());
    }

    /** Data in other units give the same exponents, the same certificate and coefficients in those units, however small all is. */
    @Test
    void unitsDoNotMatter() {
        FitProblem plain = problem(Residual.PLAIN, new Loss.Squared());
        FitResult base = Fitter.fit(plain, OPTIONS);
        for (double unit : new double[] {1e-12, 1e12}) {
            double[][] columns = {scaled(plain.columns()[0], unit), scaled(plain.columns()[1], 1 / unit)};
            FitProblem other = FitProblem.of(plain.prediction(), columns, scaled(plain.target(), unit), plain.coefficients(),
                    Residual.PLAIN, plain.loss());
            FitResult fit = Fitter.fit(other, OPTIONS);
            assertTrue(fit.converged(), fit.certificate().words());
            assertEquals(base.objective(), fit.objective() / unit / unit, 1e-9 * base.objective());
            assertEquals(base.coefficient("alpha"), fit.coefficient("alpha"), 1e-7);
            assertEquals(base.coefficient("beta"), fit.coefficient("beta"), 1e-7);
            assertEquals(base.coefficient("E"), fit.coefficient("E") / unit, 1e-7);
            assertEquals(base.deviation(3), fit.deviation(3), 1e-6 * base.deviation(3));
            assertEquals(base.startsTried(), fit.startsTried());
        }
    }

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(value -> value * unit).toArray();
    }

    /** Runs with outliers: Cauchy's loss finds the truth that squares miss. */
    @Test
    void cauchyForgetsOutliers() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        Kernel line = builder.build(builder.apply(Operator.ADD, builder.input("a"),
                builder.apply(Operator.MULTIPLY, builder.input("b"), x)));
        double[] column = new double[40];
        double[] target = new double[40];
        for (int i = 0; i < 40; i++) {
            column[i] = i;
            target[i] = 2 + 0.5 * i + 1e-3 * Math.sin(7 * i) + (i % 8 == 0 ? 50 : 0);
        }
        List<Coefficient> free = new ArrayList<>(List.of(Coefficient.free("a"), Coefficient.free("b")));
        FitProblem cauchy = FitProblem.of(line, new double[][] {column}, target, free, Residual.PLAIN, new Loss.Cauchy(0.01));
        FitResult fit = Fitter.fit(cauchy, OPTIONS);
        assertEquals(2, fit.coefficients()[0], 2e-3);
        assertEquals(0.5, fit.coefficients()[1], 1e-4);
        FitProblem squares = FitProblem.of(line, new double[][] {column}, target, free, Residual.PLAIN, new Loss.Squared());
        assertTrue(Math.abs(Fitter.fit(squares, OPTIONS).coefficients()[0] - 2) > 1);
    }

    /** One slope shared by groups that each have a constant of their own, a constant that is told, and another that is tied. */
    @Test
    void sharedFixedAndTiedCoefficients() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int group = builder.input("group");
        int slope = builder.input("slope");
        int first = builder.input("k[0]");
        int second = builder.input("k[1]");
        int tied = builder.apply(Operator.MULTIPLY, builder.constant(2), first);
        int is0 = builder.apply(Operator.EQUAL, group, builder.constant(0));
        int is1 = builder.apply(Operator.EQUAL, group, builder.constant(1));
        int constant = builder.apply(Operator.SELECT, is0, first, builder.apply(Operator.SELECT, is1, second, tied));
        Kernel law = builder.build(builder.apply(Operator.ADD, constant, builder.apply(Operator.MULTIPLY, slope, x)));
        double[][] columns = new double[2][30];
        double[] target = new double[30];
        for (int i = 0; i < 30; i++) {
            columns[0][i] = i;
            columns[1][i] = i % 3;
            target[i] = new double[] {1, 7, 2}[i % 3] + 0.25 * i;
        }
        FitProblem problem = FitProblem.of(law, columns, target,
                List.of(Coefficient.free("slope"), Coefficient.free("k[0]"), Coefficient.free("k[1]")), Residual.PLAIN, new Loss.Squared());
        FitResult fit = Fitter.fit(problem, OPTIONS);
        assertArrayEquals(new double[] {0.25, 1, 7}, fit.coefficients(), 1e-12);
        assertTrue(fit.converged(), fit.certificate().words());
    }
}
