package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

class KinkTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());

    /** a + |x - c|, of which one row asks for less than there is at its kink: the sum of squares has its own kink there. */
    private static FitProblem valley(double lowest, Starts starts) {
        double[] x = {-5, -3, -1, 0, 2, 4, 5};
        double[] y = {5, 3, 1, lowest, 2, 4, 5};
        KernelBuilder builder = new KernelBuilder();
        int at = builder.input("x");
        int a = builder.input("a");
        int c = builder.input("c");
        Kernel law = builder.build(builder.apply(Operator.ADD, a, builder.apply(Operator.ABS, builder.apply(Operator.SUBTRACT, at, c))));
        List<Coefficient> coefficients = List.of(new Coefficient("a", -10, 10), new Coefficient("c", -10, 10));
        FitProblem problem = FitProblem.of(law, new double[][] {x}, y, coefficients, Residual.PLAIN, new Loss.Squared());
        return new FitProblem(problem.prediction(), problem.columns(), problem.target(), problem.weights(), problem.coefficients(),
                problem.residual(), problem.loss(), problem.priors(), starts);
    }

    /** At c = 0 the best a is the mean of the residuals; the row at the kink then pulls c by 2 (a + 4) to either side, the others by nothing. */
    @Test
    void endsAtKinksOfTheLawAreMinima() {
        for (Starts starts : List.of(new Starts.Auto(), new Starts.Points(new double[][] {{0, 0.3}}))) {
            FitResult fit = Fitter.fit(valley(-4, starts), OPTIONS);
            assertEquals(0, fit.coefficient("c"), 1e-5);
            assertEquals(-4.0 / 7, fit.coefficient("a"), 1e-5);
            assertEquals(Certificate.Ending.KINK, fit.certificate().ending(), fit.certificate().words());
            assertTrue(fit.converged());
        }
    }

    @Test
    void resamplesEndThereToo() {
        FitResult fit = Fitter.fit(valley(-4, new Starts.Auto()), OPTIONS);
        double[] refitted = new Refits(fit).worker(new Cancellation()).refit(new int[] {1, 1, 1, 2, 1, 1, 1});
        assertEquals(0, refitted[1], 1e-5);
        assertEquals(-1, refitted[0], 1e-5);
    }

    @Test
    void slopesThatDoNotBalanceAreNoMinimum() {
        Objective objective = new Search(valley(-4, new Starts.Auto()), new Loss.Squared(),
                Model.of(valley(-4, new Starts.Auto())), OPTIONS, 0).objective();
        assertTrue(new Kink(objective, new double[] {-4.0 / 7, 0}).gradientNorm() < 1e-6);
        assertFalse(new Kink(objective, new double[] {-4.0 / 7, 0.2}).gradientNorm() < 1e-3);
        assertFalse(new Kink(objective, new double[] {1, 0}).gradientNorm() < 1e-3);
    }
}
