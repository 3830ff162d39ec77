package org.isoflop.stdlib.curves;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final RandomStream STREAM = RandomStream.of(3, "curves");
    private static final EnvelopeOptions CERTAIN = EnvelopeOptions.defaults().withDraws(0);
    private static final int CHECKPOINTS = 200;
    private static final int SIZES = 20;

    /** The losses of a law along training, for sizes from 10 million to 10 billion, with noise. */
    private static TrainingCurves curves(double noise) {
        int count = SIZES * CHECKPOINTS;
        double[] spent = new double[count];
        double[] losses = new double[count];
        double[] sizes = new double[SIZES];
        for (int run = 0; run < SIZES; run++) {
            sizes[run] = 1e7 * Math.pow(1e3, run / (SIZES - 1.0));
            for (int i = 0; i < CHECKPOINTS; i++) {
                double tokens = sizes[run] * 0.1 * Math.pow(5000, (i + 1.0) / CHECKPOINTS);
                int at = run * CHECKPOINTS + i;
                spent[at] = 6 * sizes[run] * tokens;
                losses[at] = (1.8 + 482 * Math.pow(sizes[run], -0.35) + 2085 * Math.pow(tokens, -0.37))
                        * Math.exp(noise * STREAM.normal(at));
            }
        }
        return new TrainingCurves(spent, losses, null, IntStream.rangeClosed(0, SIZES).map(run -> run * CHECKPOINTS).toArray(), sizes);
    }

    /** The same by other means: windows by hand, splines, and a loop over all runs at each place. */
    private static SimpleRegression otherwise(TrainingCurves curves, EnvelopeOptions options) {
        PolynomialSplineFunction[] splines = new PolynomialSplineFunction[SIZES];
        for (int run = 0; run < SIZES; run++) {
            double[] x = new double[CHECKPOINTS];
            double[] y = new double[CHECKPOINTS];
            for (int i = 0; i < CHECKPOINTS; i++) {
                int from = Math.max(0, i - options.window() / 2);
                int to = Math.min(CHECKPOINTS, i + options.window() / 2 + 1);
                x[i] = Math.log(curves.spent()[run * CHECKPOINTS + i]);
                y[i] = StatUtils.mean(curves.losses(), run * CHECKPOINTS + from, to - from);
            }
            splines[run] = new LinearInterpolator().interpolate(x, y);
        }
        double low = Math.log(StatUtils.min(curves.spent()));
        double step = (Math.log(StatUtils.max(curves.spent())) - low) / options.points();
        SimpleRegression line = new SimpleRegression();
        for (int point = 0; point < options.points(); point++) {
            double place = low + (point + 0.5) * step;
            int best = -1;
            for (int run = 0; run < SIZES; run++) {
                if (splines[run].isValidPoint(place) && (best < 0 || splines[run].value(place) < splines[best].value(place))) {
                    best = run;
                }
            }
            if (best > 0 && best < SIZES - 1) {
                line.addData(place, Math.log(curves.sizes()[best]));
            }
        }
        return line;
    }

    @Test
    void theExponentIsThatOfAnotherWay() {
        TrainingCurves curves = curves(0.003);
        Envelope envelope = Envelope.of(curves, CERTAIN, STREAM);
        SimpleRegression line = otherwise(curves, CERTAIN);
        assertEquals(line.getSlope(), assertNotNull(envelope.powerLawOfSize()).exponent(), 1e-10);
        assertEquals(line.getN(), IntStream.range(0, envelope.counts().length).filter(place -> envelope.counts()[place]).count());
        assertEquals(1 - line.getSlope(), assertNotNull(envelope.powerLawOfTokens()).exponent(), 1e-10);
    }

    private static <T> T assertNotNull(@Nullable T value) {
        org.junit.jupiter.api.Assertions.assertNotNull(value);
        return value;
    }

    /** Along an exact law the lowest curve of many sizes is that of the best size, to half a step between sizes. */
    @Test
    void bucketsAndHullFindTheBestSizeOfALaw() {
        for (EnvelopeOptions.Method method : EnvelopeOptions.Method.values()) {
            Envelope envelope = Envelope.of(curves(0), CERTAIN.withMethod(method), STREAM);
            assertEquals(0.37 / (0.35 + 0.37), assertNotNull(envelope.powerLawOfSize()).exponent(), 0.04, method.name());
            double best = Math.pow(0.35 * 482 / (0.37 * 2085), 1 / 0.72) * Math.pow(1e20 / 6, 0.37 / 0.72);
            assertEquals(1, envelope.powerLawOfSize().at(1e20) / best, 0.2, method.name());
            assertEquals(0, envelope.spikes());
        }
    }

    @Test
    void spikesAreCountedAndDropped() {
        TrainingCurves curves = curves(0.003);
        double clean = assertNotNull(Envelope.of(curves, CERTAIN, STREAM).powerLawOfSize()).exponent();
        curves.losses()[5 * CHECKPOINTS + 124] *= 1.5;
        curves.losses()[5 * CHECKPOINTS + 125] *= 1.3;
        curves.losses()[9 * CHECKPOINTS + 124] *= 1.2;
        Envelope kept = Envelope.of(curves, CERTAIN, STREAM);
        assertEquals(3, kept.spikes());
        assertEquals(2, kept.spiked());
        Envelope dropped = Envelope.of(curves, CERTAIN.withoutSpikes(), STREAM);
        assertEquals(3, dropped.spikes());
        double off = Math.abs(assertNotNull(kept.powerLawOfSize()).exponent() - clean);
        assertTrue(Math.abs(assertNotNull(dropped.powerLawOfSize()).exponent() - clean) < off,
                "without spikes it is closer to that of clean curves");
    }

    @Test
    void warmUpIsLeftOut() {
        EnvelopeOptions half = new EnvelopeOptions(EnvelopeOptions.Method.BUCKETS, 100, 1, false, 0.5, 6, 0, 2, CERTAIN.cancellation());
        Envelope envelope = Envelope.of(curves(0), half, STREAM);
        assertTrue(Math.exp(envelope.places()[0]) > 0.5 * 6 * 1e7 * 1e7 * 500, "compute begins with half of the smallest run");
    }

    @Test
    void fewSizesMakeNoLaw() {
        TrainingCurves all = curves(0);
        TrainingCurves three = new TrainingCurves(Arrays.copyOf(all.spent(), 3 * CHECKPOINTS), Arrays.copyOf(all.losses(), 3 * CHECKPOINTS),
                null,
                Arrays.copyOf(all.first(), 4), Arrays.copyOf(all.sizes(), 3));
        Envelope envelope = Envelope.of(three, CERTAIN, STREAM);
        assertNull(envelope.powerLawOfSize());
        assertFalse(envelope.counts()[0], "the smallest is best at the beginning");
    }

    @Test
    void resamplesOfRunsDoNotDependOnThreads() {
        TrainingCurves curves = curves(0.003);
        for (EnvelopeOptions.Method method : EnvelopeOptions.Method.values()) {
            EnvelopeOptions one = new EnvelopeOptions(method, 300, 21, false, 0, 6, 100, 1, CERTAIN.cancellation());
            EnvelopeOptions three = new EnvelopeOptions(method, 300, 21, false, 0, 6, 100, 3, CERTAIN.cancellation());
            Envelope first = Envelope.of(curves, one, STREAM);
            assertEquals(first.powerLawOfSize(), Envelope.of(curves, three, STREAM).powerLawOfSize());
            double[] exponents = assertNotNull(first.powerLawOfSize()).exponents();
            assertTrue(StatUtils.variance(exponents) > 1e-6, "runs make a difference");
        }
    }

    /** What is kept in order for resamples says the same as looking at every run. */
    @Test
    void rankedRunsGiveTheSameAsAllRuns() {
        TrainingCurves curves = curves(0.01);
        List<Curve> smoothed = IntStream.range(0, SIZES).mapToObj(run -> new Curve(curves, run, CERTAIN)).toList();
        Buckets plain = new Buckets(smoothed, CERTAIN);
        Buckets ranked = new Buckets(smoothed, CERTAIN);
        ranked.rank();
        for (int k = 0; k < 20; k++) {
            boolean[] present = new boolean[SIZES];
            for (int run = 0; run < SIZES; run++) {
                present[run] = STREAM.part(k).uniform(run) < 0.3;
            }
            assertArrayEquals(plain.among(present).runs(), ranked.among(present).runs());
            assertArrayEquals(plain.among(present).losses(), ranked.among(present).losses());
        }
    }

    @Test
    void smoothingShrinksAtTheEndsAndLeavesGaps() {
        assertArrayEquals(new double[] {1.5, 3, 10.0 / 3, 3, 1.5}, Smoothing.MEAN.smooth(new double[] {1, 2, 6, 2, 1}, 3), 1e-12);
        assertArrayEquals(new double[] {1.5, 2, 2, 2, 1.5}, Smoothing.MEDIAN.smooth(new double[] {1, 2, 6, 2, 1}, 3));
        assertArrayEquals(new double[] {1, Double.NaN, 4, 4}, Smoothing.MEAN.smooth(new double[] {1, Double.NaN, 6, 2}, 3));
        assertThrows(IllegalArgumentException.class, () -> Smoothing.MEAN.smooth(new double[] {1}, 2));
    }
}
