package org.isoflop.stdlib.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class ResidualTestsTest {
    private static final double[] TRUTH = {1.7, 400, 0.34};

    private static double[] sizes(int rows) {
        double[] x = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = 1e7 * Math.pow(10, 3.0 * i / (rows - 1));
        }
        return x;
    }

    private static FitResult fit(double[] x, IntToDoubleFunction error, Loss loss) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (TRUTH[0] + TRUTH[1] / Math.pow(x[i], TRUTH[2])) * Math.exp(error.applyAsDouble(i));
        }
        return Lines.power(x, y, loss, TRUTH);
    }

    private static ResidualTest test(FitResult fit, String what, int[] clusters) {
        return ResidualTests.of(fit, List.of("x"), clusters).stream().filter(test -> test.what().equals(what)).findFirst().orElseThrow();
    }

    /** Of sound fits each question is answered with p below 5 % about as often as that: 400 times 5 % is 20 ± 4.4. */
    @Test
    void soundFitsPass() {
        double[] x = sizes(60);
        for (Loss loss : List.of(new Loss.Squared(), new Loss.Huber(0.003))) {
            Map<String, Integer> rejected = new HashMap<>();
            int any = 0;
            for (int trial = 0; trial < 400; trial++) {
                RandomStream random = RandomStream.of(11, "sound").part(trial);
                FitResult fit = fit(x, i -> 0.005 * random.normal(i), loss);
                boolean one = false;
                for (ResidualTest test : ResidualTests.of(fit, List.of("x"), null)) {
                    rejected.merge(test.what(), test.single() < 0.05 ? 1 : 0, Integer::sum);
                    one |= test.pValue() < 0.05;
                }
                any += one ? 1 : 0;
            }
            rejected.forEach((what, count) -> assertTrue(count <= 34, what + " rejects " + count + " of 400"));
            assertTrue(any <= 34, any + " of 400 after the correction");
            assertTrue(rejected.get("bow in x") >= 8 && rejected.get("spread with x") >= 8, rejected.toString());
        }
    }

    @Test
    void whatTheLawCannotFollowIsFound() {
        double[] x = sizes(80);
        RandomStream random = RandomStream.of(3, "bent");
        FitResult bent = fit(x, i -> 0.02 * Math.sin(i / 80.0 * 7) + 0.004 * random.normal(i), new Loss.Squared());
        double least = 1;
        for (ResidualTest test : ResidualTests.of(bent, List.of("x"), null)) {
            least = test.kind() == ResidualTest.Kind.BOW || test.kind() == ResidualTest.Kind.TREND ? Math.min(least, test.pValue()) : least;
        }
        assertTrue(least < 1e-6, "p " + least);
        assertTrue(test(bent, "neighbouring rows", null).pValue() < 1e-6);
        FitResult fanned = fit(x, i -> 0.0005 * Math.exp(i / 20.0) * random.normal(i), new Loss.Squared());
        assertTrue(test(fanned, "spread with x", null).pValue() < 1e-3);
        assertTrue(test(fanned, "bow in x", null).pValue() > 0.05);
        FitResult robust = fit(x, i -> 0.0005 * Math.exp(i / 20.0) * random.normal(i), new Loss.Huber(1e-3));
        assertTrue(test(robust, "spread with x", null).pValue() < 1e-3);
    }

    /** Ten checkpoints of a run err together: as single rows they mislead, as clusters they do not. */
    @Test
    void rowsOfAClusterCountTogether() {
        double[] x = sizes(300);
        int[] clusters = new int[300];
        for (int i = 0; i < 300; i++) {
            clusters[i] = i / 10;
        }
        int alone = 0;
        int together = 0;
        for (int trial = 0; trial < 60; trial++) {
            RandomStream random = RandomStream.of(5, "runs").part(trial);
            FitResult fit = fit(x, i -> 0.005 * random.normal(1000 + i / 10) + 0.0005 * random.normal(i), new Loss.Squared());
            alone += test(fit, "bow in x", null).single() < 0.01 ? 1 : 0;
            together += test(fit, "bow in x", clusters).single() < 0.01 ? 1 : 0;
        }
        assertTrue(alone >= 15 && together <= 4, alone + " alone, " + together + " together of 60");
    }

    /** The p-values of Holm (1979) by his own rule. */
    @Test
    void severalQuestionsAreCorrectedFor() {
        RandomStream random = RandomStream.of(8, "holm");
        FitResult fit = fit(sizes(40), i -> 0.01 * random.normal(i), new Loss.Squared());
        List<ResidualTest> tests = ResidualTests.of(fit, List.of("x"), null);
        ResidualTest sharpest = tests.getFirst();
        for (ResidualTest test : tests) {
            sharpest = test.single() < sharpest.single() ? test : sharpest;
            assertTrue(test.pValue() >= test.single() && test.pValue() <= 1);
        }
        assertEquals(Math.min(1, tests.size() * sharpest.single()), sharpest.pValue(), 1e-12);
    }
}
