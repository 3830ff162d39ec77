package org.isoflop.stdlib.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static List<Finding> findings(FitResult fit, int resamples, int failures) {
        return Judge.findings(fit, fit.problem().columns().length == 2 ? List.of("N", "D") : List.of("x"), null, List.of(), resamples,
                failures,
                Lines.OPTIONS);
    }

    /** The published estimator has nothing against it but its condition of 281, which its standard errors bear. */
    @Test
    void thePublishedFitOfChinchillaStands() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.Huber(1e-3)), Lines.OPTIONS);
        assertEquals(List.of(), findings(fit, 4000, 40));
        assertEquals(List.of(new Finding.FailedResamples(41, 4000)), findings(fit, 4000, 41));
    }

    @Test
    void squaresHangOnTheFirstRunOfChinchilla() {
        List<Finding> findings = findings(Fitter.fit(Chinchilla.problem(new Loss.Squared()), Lines.OPTIONS), 0, 0);
        assertEquals(1, findings.size());
        Finding.Influential influential = assertInstanceOf(Finding.Influential.class, findings.getFirst());
        assertEquals(0, influential.group());
        assertEquals("beta", influential.coefficient());
        assertTrue(influential.errors() < -1.5);
    }

    @Test
    void exponentsOfHalfADecadeAreNamed() {
        double[] x = new double[40];
        double[] y = new double[40];
        RandomStream random = RandomStream.of(2, "narrow");
        for (int i = 0; i < 40; i++) {
            x[i] = 1e8 * Math.pow(10, i / 80.0);
            y[i] = (1.7 + 400 / Math.pow(x[i], 0.34)) * Math.exp(1e-5 * random.normal(i));
        }
        List<Finding> findings = findings(Lines.power(x, y, new Loss.Squared(), 1.7, 400, 0.34), 0, 0);
        Finding.NarrowSpan narrow = assertInstanceOf(Finding.NarrowSpan.class, findings.getFirst());
        assertEquals("alpha", narrow.exponent());
        assertEquals(39 / 80.0, narrow.decades(), 1e-9);
    }

    /** Of sound fits of few rows, few are warned of anything. */
    @Test
    void soundFitsAreLeftAlone() {
        int warned = 0;
        for (int trial = 0; trial < 100; trial++) {
            RandomStream random = RandomStream.of(6, "sound").part(trial);
            double[] x = new double[30];
            double[] y = new double[30];
            for (int i = 0; i < 30; i++) {
                x[i] = 1e7 * Math.pow(10, i / 10.0);
                y[i] = (1.7 + 400 / Math.pow(x[i], 0.34)) * Math.exp(0.005 * random.normal(i));
            }
            warned += findings(Lines.power(x, y, new Loss.Squared(), 1.7, 400, 0.34), 0, 0).isEmpty() ? 0 : 1;
        }
        assertTrue(warned <= 3, warned + " of 100");
    }

    private static FitResult line(double slope, double noise, int count, double[] offsets) {
        double[] x = new double[count];
        double[] y = new double[count];
        RandomStream random = RandomStream.of(3, "rows");
        for (int i = 0; i < count; i++) {
            x[i] = Math.pow(10, i / 6.0);
            y[i] = (1.7 + 3 * Math.pow(x[i], -slope)) * Math.exp(noise * random.normal(i) + offsets[i % offsets.length]);
        }
        return Lines.power(x, y, new Loss.Squared(), 1.7, 3, slope);
    }

    private static List<Finding> findings(FitResult fit, Grouping grouping) {
        return Judge.findings(fit, List.of("x"), null, List.of(grouping), 0, 0, Lines.OPTIONS);
    }

    private static Grouping alternating(int count, int groups) {
        return new Grouping("arch", IntStream.range(0, count).map(row -> row % groups).toArray(), groups);
    }

    @Test
    void groupsThatErrAlikeAreNamed() {
        FitResult apart = line(0.3, 0.01, 24, new double[] {0.05, -0.05, 0});
        List<Finding> findings = findings(apart, alternating(24, 3));
        Finding.Grouped grouped = assertInstanceOf(Finding.Grouped.class, findings.isEmpty() ? apart : findings.getLast());
        assertTrue(grouped.test().share() > 0.8, grouped.toString());
        FitResult alike = line(0.3, 0.01, 24, new double[] {0});
        assertTrue(findings(alike, alternating(24, 3)).stream().noneMatch(Finding.Grouped.class::isInstance));
    }

    /** At one chance in a thousand, none of a hundred tables without differences is warned of. */
    @Test
    void groupsOfNoiseAreLeftAlone() {
        for (int trial = 0; trial < 100; trial++) {
            double[] offsets = new double[24];
            RandomStream random = RandomStream.of(8, "groups").part(trial);
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = 0.02 * random.normal(i);
            }
            assertTrue(findings(line(0.3, 0, 24, offsets), alternating(24, 4)).stream().noneMatch(Finding.Grouped.class::isInstance));
        }
    }

    @Test
    void rowsWithoutErrorsAreNotMeasured() {
        assertEquals(List.of(new Finding.Exact(24)), findings(line(0.3, 0, 24, new double[] {0}), 0, 0));
    }

    /** Whose exponent a coefficient is follows from the formula. */
    @Test
    void exponentsAreFoundInTheFormula() {
        var law = Chinchilla.law();
        assertTrue(law.raises(0, 5, 2) && law.raises(1, 6, 2));
        assertFalse(law.raises(0, 6, 2) || law.raises(1, 5, 2) || law.raises(0, 3, 2));
    }
}
