package org.isoflop.stdlib.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.RowDraws;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class RowDrawsTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());
    private static final int DRAWS = 20;
    private static final RandomStream RESAMPLES = RandomStream.of(0, "runs");

    /** Tokens that err by 5 % from row to row, losses by half a percent; parameters are certain. */
    private static RowDraws erring(FitProblem problem) {
        RandomStream stream = RandomStream.of(1, "errors");
        double[] tokens = new double[problem.rows() * DRAWS];
        double[] losses = new double[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = problem.columns()[1][i / DRAWS] * Math.exp(0.05 * stream.normal(2 * i));
            losses[i] = problem.target()[i / DRAWS] * Math.exp(0.005 * stream.normal(2 * i + 1));
        }
        return new RowDraws(new double[][] {null, tokens}, losses, problem.rows());
    }

    /** What would be fitted if draw k were the table. */
    private static double[] directly(FitResult fit, RowDraws draws, int[] counts, int k) {
        FitProblem problem = fit.problem();
        double[][] columns = {problem.columns()[0], new double[problem.rows()]};
        double[] target = new double[problem.rows()];
        double[] weights = new double[problem.rows()];
        for (int row = 0; row < problem.rows(); row++) {
            columns[1][row] = draws.columns()[1][row * DRAWS + k];
            target[row] = draws.target()[row * DRAWS + k];
            weights[row] = counts[row];
        }
        FitProblem drawn = new FitProblem(problem.prediction(), columns, target, weights, problem.coefficients(), problem.residual(),
                problem.loss(), List.of(), problem.starts());
        return Fitter.fit(drawn, OPTIONS).coefficients();
    }

    @Test
    void drawKIsTheFitToDrawKOfTheRows() {
        for (Loss loss : List.of(new Loss.Squared(), new Loss.Huber(1e-3))) {
            FitResult fit = Fitter.fit(Chinchilla.problem(loss), OPTIONS);
            RowDraws rows = erring(fit.problem());
            for (Scheme.Counted scheme : List.of(new Scheme.Unchanged(), new Scheme.Rows())) {
                Draws draws = Bootstrap.run(fit, scheme, rows, 1000, RESAMPLES, OPTIONS);
                assertEquals(DRAWS, draws.count());
                for (int k = 0; k < DRAWS; k += 6) {
                    double[] expected = directly(fit, rows, scheme.counts(k, fit.problem().rows(), RESAMPLES.part(k)), k);
                    for (int j = 0; j < expected.length; j++) {
                        assertEquals(expected[j], draws.values()[j][k], 1e-5 * expected[j], scheme.words() + " " + k + " " + j);
                    }
                }
            }
        }
    }

    /** Where nothing is uncertain by more than nothing, draws are those of the resamples alone. */
    @Test
    void drawsThatAreThePointsChangeNothing() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.Squared()), OPTIONS);
        double[] points = new double[fit.problem().rows() * DRAWS];
        for (int i = 0; i < points.length; i++) {
            points[i] = fit.problem().columns()[1][i / DRAWS];
        }
        RowDraws rows = new RowDraws(new double[][] {null, points}, null, fit.problem().rows());
        for (Scheme scheme : List.of(new Scheme.Rows(), new Scheme.Residuals(), new Scheme.Wild())) {
            double[][] certain = Bootstrap.run(fit, scheme, DRAWS, RESAMPLES, OPTIONS).values();
            double[][] drawn = Bootstrap.run(fit, scheme, rows, DRAWS, RESAMPLES, OPTIONS).values();
            for (int j = 0; j < certain.length; j++) {
                assertArrayEquals(certain[j], drawn[j], 0.0);
            }
        }
    }

    /** Slopes over columns that err come out too small by the part foreseen (Fuller 1987, eq. 1.1.6), here of 2000 rows. */
    @Test
    void errorsOfSingleRowsShrinkASlope() {
        int n = 2000;
        RandomStream stream = RandomStream.of(5, "rows");
        double[] seen = new double[n];
        double[] target = new double[n];
        double[] draws = new double[n * DRAWS];
        double[] common = new double[n * DRAWS];
        for (int row = 0; row < n; row++) {
            double exact = stream.normal(3 * row);
            seen[row] = Math.exp(exact + 0.4 * stream.normal(3 * row + 1));
            target[row] = Math.exp(0.5 * exact + 0.01 * stream.normal(3 * row + 2));
            for (int k = 0; k < DRAWS; k++) {
                draws[row * DRAWS + k] = seen[row] * Math.exp(0.4 * stream.normal(10L * n + row * DRAWS + k));
                common[row * DRAWS + k] = seen[row] * Math.exp(0.4 * stream.normal(100L * n + k));
            }
        }
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int a = builder.input("a");
        int slope = builder.input("slope");
        FitProblem problem = FitProblem.of(builder.build(builder.apply(Operator.MULTIPLY, a, builder.apply(Operator.POWER, x, slope))),
                new double[][] {seen}, target, List.of(Coefficient.positive("a"), new Coefficient("slope", -2, 2)), Residual.LOG,
                new Loss.Squared());
        RowDraws rows = new RowDraws(new double[][] {draws}, null, n);
        double part = rows.attenuation(0, seen);
        assertEquals(0.16 / 1.16, part, 0.01);
        assertEquals(0.5 * (1 - part), Fitter.fit(problem, OPTIONS).coefficients()[1], 0.01);
        assertEquals(0, new RowDraws(new double[][] {common}, null, n).attenuation(0, seen), 1e-12);
    }

    @Test
    void drawsAreWhole() {
        assertThrows(IllegalArgumentException.class, () -> new RowDraws(new double[][] {new double[7]}, null, 3));
    }
}
