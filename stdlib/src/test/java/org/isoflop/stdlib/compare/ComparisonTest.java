package org.isoflop.stdlib.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Bootstrap;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Polynomials by least squares, of which everything is known in closed form. */
class ComparisonTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    private static final double[] Y = {2.3, 3.7, 6.4, 7.9, 9.5, 12.4, 14.3, 15.6, 18.3, 20.4, 21.5, 24.3};

    /** A constant, a line or a parabola. */
    private static FitResult polynomial(int degree, double[] x, double[] y) {
        KernelBuilder builder = new KernelBuilder();
        int input = builder.input("x");
        List<Coefficient> coefficients = new ArrayList<>();
        int sum = -1;
        int power = builder.constant(1);
        for (int i = 0; i <= degree; i++) {
            int term = builder.apply(Operator.MULTIPLY, builder.input("c" + i), power);
            sum = i == 0 ? term : builder.apply(Operator.ADD, sum, term);
            power = builder.apply(Operator.MULTIPLY, power, input);
            coefficients.add(Coefficient.free("c" + i));
        }
        return Fitter.fit(FitProblem.of(builder.build(sum), new double[][] {x}, y, coefficients, Residual.PLAIN, new Loss.Squared()),
                OPTIONS);
    }

    private static Contender contender(int degree, int resamples) {
        FitResult fit = polynomial(degree, X, Y);
        RandomStream stream = RandomStream.of(5, "rows");
        Scheme.Counted scheme = new Scheme.Rows();
        Contender.@Nullable Resamples drawn = resamples == 0
                ? null
                : new Contender.Resamples("rows", scheme, stream, Bootstrap.run(fit, scheme, resamples, stream, OPTIONS).values());
        return new Contender("degree " + degree, fit, new double[][] {{}}, new double[0], null, drawn);
    }

    private static SimpleRegression line() {
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < X.length; i++) {
            line.addData(X[i], Y[i]);
        }
        return line;
    }

    @Test
    void criteriaFollowFromSumsOfSquares() {
        Comparison comparison = Comparison.of(List.of(contender(1, 0), contender(2, 0)), Criterion.AICC, OPTIONS);
        Comparison.Score score = comparison.scores().getFirst();
        double n = X.length;
        double squares = line().getSumSquaredErrors();
        double deviance = n * (Math.log(2 * Math.PI * squares / n) + 1);
        assertEquals(2, score.coefficients());
        assertEquals(Math.sqrt(squares / n), score.rmse(), 1e-9);
        assertEquals(deviance + 6 + 24 / (n - 4), score.aicc(), 1e-7);
        assertEquals(deviance + 3 * Math.log(n), score.bic(), 1e-7);
        assertEquals(crossValidatedLine(), score.crossValidated(), 1e-8);
        double[] weights = comparison.scores().stream().mapToDouble(Comparison.Score::weight).toArray();
        assertEquals(1, weights[0] + weights[1], 1e-12);
        assertEquals(Math.exp((comparison.scores().get(1).aicc() - score.aicc()) / 2), weights[0] / weights[1], 1e-9);
        assertEquals(0, comparison.best());
        assertTrue(Double.isNaN(score.best()));
    }

    /** Residuals over one less the leverage. */
    private static double crossValidatedLine() {
        double mean = Arrays.stream(X).average().orElseThrow();
        double spread = Arrays.stream(X).map(x -> (x - mean) * (x - mean)).sum();
        double sum = 0;
        for (int i = 0; i < X.length; i++) {
            double leverage = 1.0 / X.length + (X[i] - mean) * (X[i] - mean) / spread;
            double off = (Y[i] - line().predict(X[i])) / (1 - leverage);
            sum += off * off;
        }
        return Math.sqrt(sum / X.length);
    }

    /** Of a constant and a line where the slope is plain, the line is the best in every resample; the draws are counted once. */
    @Test
    void resamplesArePairedAndCounted() {
        Comparison comparison = Comparison.of(List.of(contender(0, 200), contender(1, 150)), null, OPTIONS);
        assertEquals(Criterion.CROSS_VALIDATED, comparison.criterion());
        assertEquals(150, comparison.draws(), 1);
        assertEquals(0, comparison.scores().getFirst().best());
        assertEquals(1, comparison.scores().get(1).best());
        Comparison close = Comparison.of(List.of(contender(1, 200), contender(2, 200)), Criterion.BIC, OPTIONS);
        double share = close.scores().getFirst().best();
        assertTrue(share > 0.05 && share < 0.95, String.valueOf(share));
        assertEquals(1, share + close.scores().get(1).best(), 1e-12);
    }

    @Test
    void rowsHeldOutDecideWhereThereAreSome() {
        FitResult line = polynomial(1, X, Y);
        FitResult constant = polynomial(0, X, Y);
        double[][] held = {{20, 30}};
        double[] observed = {40, 61};
        Comparison comparison = Comparison.of(List.of(new Contender("constant", constant, held, observed, null, null),
                new Contender("line", line, held, observed, null, null)), null, OPTIONS);
        assertEquals(Criterion.HELD_OUT, comparison.criterion());
        double first = 40 - line().predict(20);
        double second = 61 - line().predict(30);
        assertEquals(Math.sqrt((first * first + second * second) / 2), comparison.scores().get(1).heldOut(), 1e-8);
        assertEquals(1, comparison.best());
    }

    @Test
    void fitsOfDifferentRowsAreNotCompared() {
        Contender whole = contender(1, 0);
        double[] others = Y.clone();
        others[3] += 1e-9;
        Contender other = new Contender("other", polynomial(1, X, others), new double[][] {{}}, new double[0], null, null);
        assertEquals("`degree 1` and `other` are fits of different observations", assertThrows(IllegalArgumentException.class,
                () -> Comparison.of(List.of(whole, other), null, OPTIONS)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> LikelihoodRatio.of(whole.fit(), other.fit()));
    }

    /** The F test of a line against a constant is the t test of its slope, squared. */
    @Test
    void likelihoodRatioOfALineIsTheTestOfItsSlope() {
        double[] noisy = {2, 9, 1, 8, 4, 7, 3, 9, 5, 8, 9, 6};
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < X.length; i++) {
            regression.addData(X[i], noisy[i]);
        }
        LikelihoodRatio ratio = LikelihoodRatio.of(polynomial(1, X, noisy), polynomial(0, X, noisy));
        assertEquals(regression.getSignificance(), ratio.pValue(), 1e-8);
        assertEquals(Math.pow(regression.getSlope() / regression.getSlopeStdErr(), 2), ratio.statistic(), 1e-7);
        assertEquals(1, ratio.added());
        assertEquals(10, ratio.left());
        assertThrows(IllegalArgumentException.class, () -> LikelihoodRatio.of(polynomial(0, X, noisy), polynomial(1, X, noisy)));
    }
}
