package org.isoflop.stdlib.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.interval.Interval;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Whether intervals shrink as designs foresee: runs are drawn from a law, chosen, made, and fitted again. */
class ForesightTest {
    private static final FitOptions ONE = new FitOptions(1, new Cancellation());
    private static final int SAMPLES = 120;
    private static final double ERROR = 0.01;
    private static final double[] TRUTH = {1.7, 3, 0.35};
    private static final double[] MADE = {1, 1.2, 1.4, 1.7, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 24};
    private static final double[] POSSIBLE = {1, 2, 5, 10, 20, 30, 50, 80};
    private static final double FAR = 1000;

    /** E + A x^-b. */
    private static Kernel law() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int e = builder.input("E");
        int a = builder.input("A");
        int b = builder.input("b");
        int power = builder.apply(Operator.POWER, x, builder.apply(Operator.NEGATE, b));
        return builder.build(builder.apply(Operator.ADD, e, builder.apply(Operator.MULTIPLY, a, power)));
    }

    private static double predicted(double x, double[] coefficients) {
        return coefficients[0] + coefficients[1] * Math.pow(x, -coefficients[2]);
    }

    private static FitResult fitted(double[] x, double[] y, Loss loss) {
        List<Coefficient> coefficients = List.of(Coefficient.positive("E"), Coefficient.positive("A"), new Coefficient("b", 0.01, 2));
        return Fitter.fit(new FitProblem(law(), new double[][] {x}, y, null, coefficients, Residual.LOG, loss, List.of(),
                new Starts.Points(new double[][] {TRUTH})), ONE);
    }

    private static double[] observed(double[] x, RandomStream stream) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> predicted(x[i], TRUTH) * Math.exp(ERROR * stream.normal(i)));
        return y;
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The chosen runs, what was known of the far prediction before and after them, and what was foreseen. */
    private record Sample(double before, double after, double widthBefore, double widthAfter, double foreseen) {
    }

    private static double[] draws(FitResult fit, RandomStream stream, double x, int count) {
        double[][] values = Interval.draws(fit, new Interval.Plan(Interval.HESSIAN, null, count, null, 0), stream, ONE).values();
        double[] draws = new double[count];
        Arrays.setAll(draws, k -> Math.log(predicted(x, new double[] {values[0][k], values[1][k], values[2][k]})));
        return draws;
    }

    private static Sample sample(RandomStream stream, Loss loss) {
        double[] y = observed(MADE, stream.part(0));
        FitResult first = fitted(MADE, y, loss);
        RandomStream drawn = stream.part(1);
        double[] target = draws(first, drawn, FAR, 300);
        double[][] predictions = new double[POSSIBLE.length][];
        double[] noise = new double[POSSIBLE.length];
        for (int i = 0; i < POSSIBLE.length; i++) {
            predictions[i] = draws(first, drawn, POSSIBLE[i], 300);
            noise[i] = Curvature.of(first).errorVariance();
        }
        Candidates candidates = new Candidates(predictions, target, noise, POSSIBLE);
        Design design = Designer.choose(candidates, new Limits(200, 20, true, null, null), new Cancellation());
        double[] x = Arrays.stream(design.chosen()).mapToDouble(i -> POSSIBLE[i]).toArray();
        FitResult second = fitted(joined(MADE, x), joined(y, observed(x, stream.part(2))), loss);
        StandardDeviation deviation = new StandardDeviation();
        return new Sample(Math.log(predicted(FAR, first.coefficients())), Math.log(predicted(FAR, second.coefficients())),
                deviation.evaluate(target), deviation.evaluate(draws(second, stream.part(3), FAR, 300)), design.ratio());
    }

    private static Sample[] samples(Loss loss) {
        Sample[] samples = new Sample[SAMPLES];
        Workers.run(2, SAMPLES, () -> number -> samples[number] = sample(RandomStream.of(11, "foresight").part(number), loss));
        return samples;
    }

    private static double median(Sample[] samples, java.util.function.ToDoubleFunction<Sample> of) {
        return Arrays.stream(samples).mapToDouble(of).sorted().toArray()[samples.length / 2];
    }

    /** The interval of the next fit is as wide as was foreseen, and its estimates scatter that much less. */
    @Test
    void intervalsShrinkAsForeseen() {
        Sample[] samples = samples(new Loss.Squared());
        double foreseen = median(samples, Sample::foreseen);
        assertEquals(foreseen, median(samples, sample -> sample.widthAfter / sample.widthBefore), 0.15 * foreseen);
        StandardDeviation deviation = new StandardDeviation();
        double scatter = deviation.evaluate(Arrays.stream(samples).mapToDouble(Sample::after).toArray())
                / deviation.evaluate(Arrays.stream(samples).mapToDouble(Sample::before).toArray());
        assertEquals(foreseen, scatter, 0.2 * foreseen);
    }

    /** A robust fit is less sure than squares are, and new runs tell it as much less. */
    @Test
    void robustFitsShrinkAsForeseen() {
        Sample[] samples = samples(new Loss.Huber(0.005));
        double foreseen = median(samples, Sample::foreseen);
        assertEquals(foreseen, median(samples, sample -> sample.widthAfter / sample.widthBefore), 0.2 * foreseen);
    }
}
