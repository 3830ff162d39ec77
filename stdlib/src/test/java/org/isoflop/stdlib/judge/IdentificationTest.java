package org.isoflop.stdlib.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

class IdentificationTest {
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final double[] Y = {2.1, 3.9, 6.2, 8.1, 9.7, 12.2, 14.1, 15.8};

    /** Of a line: columns of ones and of x with the cosine c between them have singular values sqrt(1 ± c). */
    @Test
    void linesInClosedForm() {
        Identification line = Identification.of(Lines.line(X, Y));
        double cosine = 36 / Math.sqrt(8 * 204);
        assertEquals(Math.sqrt((1 + cosine) / (1 - cosine)), line.condition(), 1e-9);
        assertArrayEquals(new double[] {1 / (1 - cosine * cosine), 1 / (1 - cosine * cosine)}, line.inflation(), 1e-9);
        assertArrayEquals(new double[] {Math.sqrt(0.5), -Math.sqrt(0.5)}, line.flatWeights(), 1e-9);
        assertFalse(line.isSingular());
    }

    /** The length of the flat direction is its standard error: v'C v of the covariance C along it. */
    @Test
    void theFlatDirectionIsAsLongAsItsStandardError() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.Squared()), Lines.OPTIONS);
        Identification found = Identification.of(fit);
        assertEquals(fit.condition(), found.condition(), 1e-5 * fit.condition());
        double[] change = found.flatChanges();
        double[][] covariance = fit.covariance();
        for (int j = 0; j < change.length; j++) {
            assertTrue(Math.abs(change[j]) <= Math.sqrt(covariance[j][j]) * 1.0001, "no more than its own standard error");
        }
        assertTrue(Math.abs(change[2]) + Math.abs(change[1]) > 0.5 * fit.deviation(1), "it carries much of the uncertainty of A or B");
    }

    @Test
    void productsOfCoefficientsAreNotDetermined() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int a = builder.input("A");
        int b = builder.input("B");
        int c = builder.input("c");
        int product = builder.apply(Operator.MULTIPLY, builder.apply(Operator.MULTIPLY, a, b), x);
        Kernel law = builder.build(builder.apply(Operator.ADD, product, c));
        FitResult fit = Lines.fit(law, new double[][] {X}, Y,
                List.of(Coefficient.positive("A"), Coefficient.positive("B"), Coefficient.free("c")), Residual.PLAIN, new Loss.Squared(),
                new Starts.Points(new double[][] {{1, 1, 0}}));
        Identification found = Identification.of(fit);
        assertEquals(Double.POSITIVE_INFINITY, found.condition());
        assertTrue(found.undetermined()[0] && found.undetermined()[1] && !found.undetermined()[2]);
        assertTrue(found.inflation()[2] < 20);
    }

    @Test
    void whatNoRowDependsOnIsIneffective() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int a = builder.input("a");
        int b = builder.input("b");
        int hinge = builder.apply(Operator.MAX, builder.apply(Operator.SUBTRACT, builder.constant(-100), x), builder.constant(0));
        Kernel law = builder.build(builder.apply(Operator.ADD, builder.apply(Operator.MULTIPLY, a, x),
                builder.apply(Operator.MULTIPLY, b, hinge)));
        FitResult fit = Lines.fit(law, new double[][] {X}, Y, List.of(Coefficient.free("a"), Coefficient.free("b")), Residual.PLAIN,
                new Loss.Squared(), new Starts.Points(new double[][] {{1, 1}}));
        Identification found = Identification.of(fit);
        assertTrue(found.ineffective()[1] && !found.ineffective()[0]);
        assertFalse(found.undetermined()[0] || found.undetermined()[1]);
    }
}
