package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Criteria by independent computation. */
class LikelihoodTest {
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    private static final double[] Y = {2.1, 3.9, 6.2, 8.1, 9.7, 12.2, 14.1, 15.8, 18.3, 19.6};
    private static final double[] WEIGHTS = {1, 2, 1, 4, 1, 0.5, 1, 3, 1, 1};

    private static FitResult line(Residual residual, Loss loss, double @Nullable [] weights) {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int a = builder.input("a");
        Kernel line = builder.build(builder.apply(Operator.ADD, a, builder.apply(Operator.MULTIPLY, builder.input("b"), x)));
        FitProblem problem = new FitProblem(line, new double[][] {X}, Y, weights,
                List.of(Coefficient.free("a"), Coefficient.free("b")), residual, loss, List.of(), new Starts.Auto());
        return Fitter.fit(problem, new FitOptions(1, new Cancellation()));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** The normal log-likelihood at its most likely variance, for logarithms with the Jacobian 1 / y of each. */
    @Test
    void squaresAreNormal() {
        FitResult fit = line(Residual.LOG, new Loss.Squared(), null);
        double squares = 0;
        double logarithms = 0;
        for (int i = 0; i < X.length; i++) {
            double r = Math.log(Y[i]) - Math.log(fit.coefficient("a") + fit.coefficient("b") * X[i]);
            squares += r * r;
            logarithms += Math.log(Y[i]);
        }
        double deviance = 10 * (Math.log(2 * Math.PI * squares / 10) + 1) + 2 * logarithms;
        FitStatistics statistics = fit.statistics();
        assertEquals(deviance + 6, statistics.aic(), 1e-8);
        assertEquals(deviance + 6 + 24 / 6.0, statistics.aicc(), 1e-8);
        assertEquals(deviance + 3 * Math.log(10), statistics.bic(), 1e-8);
    }

    /** Weights are precisions: the variance of a row is that of all over its weight. */
    @Test
    void weightsArePrecisions() {
        FitResult fit = line(Residual.PLAIN, new Loss.Squared(), WEIGHTS);
        double squares = 0;
        double logarithms = 0;
        for (int i = 0; i < X.length; i++) {
            squares += WEIGHTS[i] * fit.residuals()[i] * fit.residuals()[i];
            logarithms += Math.log(WEIGHTS[i]);
        }
        assertEquals(10 * (Math.log(2 * Math.PI * squares / 10) + 1) - logarithms + 6, fit.statistics().aic(), 1e-8);
        double[] thousandfold = WEIGHTS.clone();
        for (int i = 0; i < thousandfold.length; i++) {
            thousandfold[i] *= 1000;
        }
        for (Loss loss : List.of(new Loss.Squared(), new Loss.LeastAbsolute())) {
            double once = line(Residual.PLAIN, loss, WEIGHTS).statistics().aic();
            assertEquals(once, line(Residual.PLAIN, loss, thousandfold).statistics().aic(), 1e-6);
        }
    }

    /** The density of absolute values is Laplace's. */
    @Test
    void absoluteValuesAreLaplace() {
        FitResult fit = line(Residual.PLAIN, new Loss.LeastAbsolute(), null);
        double[] sizes = new double[10];
        for (int i = 0; i < 10; i++) {
            sizes[i] = Math.abs(fit.residuals()[i]);
        }
        assertEquals(2 * 10 * (Math.log(2 * sum(sizes) / 10) + 1) + 6, fit.statistics().aic(), 1e-6);
    }

    /** For losses between, the density is normalised by numeric integration and its spread found on a fine grid. */
    @Test
    void otherDensitiesAreNormalised() {
        for (Loss loss : List.of(new Loss.Huber(0.1), new Loss.Asymmetric(0.1, 3), new Loss.Cauchy(0.3))) {
            FitResult fit = line(Residual.PLAIN, loss, null);
            double best = Double.POSITIVE_INFINITY;
            for (double logSpread = -8; logSpread < -1; logSpread += 0.01) {
                double t = Math.exp(logSpread);
                double integral = 0;
                for (double r = -20; r < 20; r += 0.002) {
                    integral += 0.002 * Math.exp(-loss.of(r) / t);
                }
                double cost = 10 * Math.log(integral);
                for (double r : fit.residuals()) {
                    cost += loss.of(r) / t;
                }
                best = Math.min(best, cost);
            }
            assertEquals(2 * best + 6, fit.statistics().aic(), 2e-3, loss.words());
        }
    }

    @Test
    void partsOfTheVariance() {
        FitResult fit = line(Residual.LOG, new Loss.Squared(), WEIGHTS);
        double mean = 0;
        double total = sum(WEIGHTS);
        for (int i = 0; i < 10; i++) {
            mean += WEIGHTS[i] * Y[i] / total;
        }
        double left = 0;
        double all = 0;
        for (int i = 0; i < 10; i++) {
            double error = Y[i] - fit.coefficient("a") - fit.coefficient("b") * X[i];
            left += WEIGHTS[i] * error * error;
            all += WEIGHTS[i] * (Y[i] - mean) * (Y[i] - mean);
        }
        assertEquals(1 - left / all, fit.statistics().r2(), 1e-12);
    }
}
