package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class CurvatureTest {
    private static final FitOptions OPTIONS = new FitOptions(1, new Cancellation());
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 20};
    private static final double[] Y = {1.1, 1.9, 3.4, 3.8, 5.3, 5.7, 7.5, 19.2};

    private static FitResult line(double[] weights, Loss loss) {
        return line(weights, loss, List.of());
    }

    private static FitResult line(double[] weights, Loss loss, List<Prior> priors) {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int a = builder.input("a");
        int b = builder.input("b");
        FitProblem plain = FitProblem.of(builder.build(builder.apply(Operator.ADD, a, builder.apply(Operator.MULTIPLY, b, x))),
                new double[][] {X}, Y, List.of(Coefficient.free("a"), Coefficient.free("b")), Residual.PLAIN, loss);
        return Fitter.fit(new FitProblem(plain.prediction(), plain.columns(), Y, weights, plain.coefficients(), Residual.PLAIN, loss,
                priors, plain.starts()), OPTIONS);
    }

    /** What is believed for certain, and contradicted by no row, is as sure as the belief. */
    @Test
    @SuppressWarnings("NullAway") // a coefficient without a prior has null in its place
    void aStrongPriorLeavesItsOwnDeviation() {
        for (Loss loss : List.of(new Loss.Squared(), new Loss.Huber(0.1))) {
            Curvature curvature = Curvature.of(line(null, loss, java.util.Arrays.asList(null, new Prior(0.95, 1e-6))));
            assertEquals(1e-12, curvature.covariance()[1][1], 0.5e-12);
            assertEquals(1e-12, curvature.sandwich()[1][1], 1e-14);
        }
    }

    /** The slope's variance in closed form: s² / Sxx, and sum (x - mean)² r² / Sxx² times n / (n - p). */
    @Test
    void covariancesOfALineAreThoseOfTheTextbook() {
        FitResult fit = line(null, new Loss.Squared());
        double mean = 6;
        double sxx = 0;
        double squares = 0;
        double meat = 0;
        for (int i = 0; i < X.length; i++) {
            double r = fit.residuals()[i];
            sxx += (X[i] - mean) * (X[i] - mean);
            squares += r * r;
            meat += (X[i] - mean) * (X[i] - mean) * r * r;
        }
        Curvature curvature = Curvature.of(fit);
        assertEquals(squares / 6, curvature.scale(), 1e-12);
        assertEquals(squares / 6 / sxx, curvature.covariance()[1][1], 1e-12);
        assertEquals(squares / 6 / sxx, fit.covariance()[1][1], 1e-12);
        assertEquals(8.0 / 6 * meat / (sxx * sxx), curvature.sandwich()[1][1], 1e-12);
    }

    @Test
    void clustersOfOneRowAreTheSandwichWithItsOwnFactorAndPairsAreSummed() {
        Curvature curvature = Curvature.of(line(null, new Loss.Squared()));
        double alone = curvature.sandwich(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, 8)[1][1];
        assertEquals(curvature.sandwich()[1][1], alone, 1e-12);
        double[] influences = curvature.influences()[1];
        double sum = 0;
        for (int i = 0; i < 8; i += 2) {
            sum += Math.pow(influences[i] + influences[i + 1], 2);
        }
        double paired = curvature.sandwich(new int[] {0, 0, 1, 1, 2, 2, 3, 3}, 4)[1][1];
        assertEquals(4.0 / 3 * 7 / 6 * sum, paired, 1e-12);
        assertTrue(Double.isNaN(curvature.sandwich(new int[8], 1)[1][1]));
    }

    /** A row left out of a weighted line moves its coefficients by exactly its influence over one less its leverage. */
    @Test
    void influenceAndLeverageGiveTheFitWithoutARow() {
        double[] weights = {1, 2, 0.5, 1, 3, 1, 1, 0.7};
        FitResult fit = line(weights, new Loss.Squared());
        Curvature curvature = Curvature.of(fit);
        double[] leverages = curvature.leverages();
        double sum = 0;
        for (double leverage : leverages) {
            sum += leverage;
        }
        assertEquals(2, sum, 1e-10);
        for (int row = 0; row < X.length; row++) {
            double[] without = weights.clone();
            without[row] = 0;
            double moved = line(without, new Loss.Squared()).coefficients()[1] - fit.coefficients()[1];
            assertEquals(moved, -curvature.influences()[1][row] / (1 - leverages[row]), 1e-9);
        }
    }

    /** Weights are inverse variances up to a factor, which changes no covariance. */
    @Test
    void weightsAreRelative() {
        double[] weights = {1, 2, 0.5, 1, 3, 1, 1, 0.7};
        double[] more = weights.clone();
        for (int row = 0; row < more.length; row++) {
            more[row] *= 1000;
        }
        for (Loss loss : List.of(new Loss.Squared(), new Loss.Huber(0.2), new Loss.Cauchy(0.5), new Loss.LeastAbsolute())) {
            Curvature one = Curvature.of(line(weights, loss));
            Curvature other = Curvature.of(line(more, loss));
            assertEquals(1, other.covariance()[1][1] / one.covariance()[1][1], 1e-5, loss.words());
            assertEquals(1, other.sandwich()[0][0] / one.sandwich()[0][0], 1e-5, loss.words());
        }
    }

    /** Deviations over 150 samples of 60 rows with Laplace errors, against what one sample tells. */
    @Test
    void deviationsOfRobustFitsAreThoseFoundByRepetition() {
        for (Loss loss : List.of(new Loss.Huber(0.1), new Loss.Cauchy(1), new Loss.LeastAbsolute(), new Loss.Asymmetric(0.2, 2))) {
            RandomStream stream = RandomStream.of(1, "laplace");
            double sum = 0;
            double squares = 0;
            double inverse = 0;
            double sandwich = 0;
            int count = 150;
            for (int sample = 0; sample < count; sample++) {
                FitResult fit = drawn(stream.part(sample), loss);
                Curvature curvature = Curvature.of(fit);
                sum += fit.coefficients()[1];
                squares += fit.coefficients()[1] * fit.coefficients()[1];
                inverse += Math.sqrt(curvature.covariance()[1][1]) / count;
                sandwich += Math.sqrt(curvature.sandwich()[1][1]) / count;
            }
            double found = Math.sqrt((squares - sum * sum / count) / (count - 1));
            assertEquals(1, inverse / found, 0.17, "inverse Hessian, " + loss.words());
            assertEquals(1, sandwich / found, 0.17, "sandwich, " + loss.words());
        }
    }

    private static FitResult drawn(RandomStream stream, Loss loss) {
        int rows = 60;
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++) {
            x[row] = row / 10.0;
            double u = 2 * stream.uniform(row) - 1;
            y[row] = 1 + 2 * x[row] - Math.signum(u) * Math.log(1 - Math.abs(u));
        }
        KernelBuilder builder = new KernelBuilder();
        int column = builder.input("x");
        int a = builder.input("a");
        int b = builder.input("b");
        return Fitter.fit(FitProblem.of(builder.build(builder.apply(Operator.ADD, a, builder.apply(Operator.MULTIPLY, b, column))),
                new double[][] {x}, y, List.of(Coefficient.free("a"), Coefficient.free("b")), Residual.PLAIN, loss), OPTIONS);
    }
}
