package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.isoflop.stdlib.Cancellation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All nonlinear regressions of the NIST Statistical Reference Datasets, from both starts and from designed ones. */
class NistTest {
    private static final FitOptions OPTIONS = new FitOptions(1, new Cancellation());

    /** Half its sum of squares comes from data rounded to 14 digits: what double precision holds of its residuals is three. */
    private static final String ROUNDED = "Lanczos1";

    @TestFactory
    Stream<DynamicTest> certifiedFromBothStarts() {
        return Nist.all().stream().flatMap(problem -> Stream.of(0, 1).map(
                start -> DynamicTest.dynamicTest(problem.name() + " from start " + (start + 1), () -> certified(problem, start))));
    }

    private static void certified(Nist nist, int start) {
        FitResult fit = Fitter.fit(nist.problem(new Starts.Points(new double[][] {nist.starts()[start]})), OPTIONS);
        assertTrue(fit.converged() && fit.certificate().determined(), fit.certificate().words());
        double tolerance = nist.name().equals(ROUNDED) ? 2e-3 : 1e-6;
        for (int j = 0; j < nist.certified().length; j++) {
            String what = nist.name() + " b" + (j + 1);
            assertEquals(nist.certified()[j], fit.coefficients()[j], 1e-7 * Math.abs(nist.certified()[j]), what);
            assertEquals(nist.deviations()[j], fit.deviation(j), tolerance * nist.deviations()[j], "deviation of " + what);
        }
        assertEquals(1, fit.startsTried());
    }

    /** Terms may be found in another order; the sum of squares is the same, or lower. */
    @TestFactory
    Stream<DynamicTest> leastSquaresFromDesignedStarts() {
        return Nist.all().stream().map(nist -> DynamicTest.dynamicTest(nist.name(), () -> least(nist, new Starts.Auto())));
    }

    /** Where the sum of squares has no slope at zero, it is begun elsewhere; from there the waves and two close peaks are missed. */
    @TestFactory
    Stream<DynamicTest> leastSquaresFromZeros() {
        List<String> beyond = List.of("ENSO", "Gauss3");
        return Nist.all().stream().filter(nist -> !beyond.contains(nist.name())).map(nist -> DynamicTest.dynamicTest(nist.name(),
                () -> least(nist, new Starts.Points(new double[][] {new double[nist.certified().length]}))));
    }

    private static void least(Nist nist, Starts starts) {
        FitResult fit = Fitter.fit(nist.problem(starts), OPTIONS);
        FitResult certified = Fitter.fit(nist.problem(new Starts.Points(new double[][] {nist.certified()})), OPTIONS);
        double tolerance = nist.name().equals(ROUNDED) ? 1e-2 : 1e-9;
        assertTrue(fit.objective() <= certified.objective() * (1 + tolerance),
                fit.objective() + " against " + certified.objective() + ": " + fit.certificate().words());
        assertTrue(fit.converged(), fit.certificate().words());
    }
}
