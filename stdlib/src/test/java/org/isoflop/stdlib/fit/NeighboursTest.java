package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two peaks described by one: from the lower a descent does not reach the higher, and the fits beside it know. */
class NeighboursTest {
    private static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());
    private static final List<Coefficient> COEFFICIENTS = List.of(Coefficient.positive("a"), new Coefficient("m", 0, 10));

    private static FitResult fit(Loss loss, @Nullable Prior prior, double from) {
        double[] x = new double[60];
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row++) {
            x[row] = row / 6.0;
            y[row] = Math.exp(-(x[row] - 3) * (x[row] - 3)) + 1.5 * Math.exp(-(x[row] - 7) * (x[row] - 7)) + 0.01 * Math.sin(50 * x[row]);
        }
        KernelBuilder builder = new KernelBuilder();
        Map<String, Integer> names = Map.of("x", builder.input("x"), "a", builder.input("a"), "m", builder.input("m"));
        List<@Nullable Prior> priors = new ArrayList<>();
        priors.add(prior);
        priors.add(null);
        FitProblem problem = new FitProblem(builder.build(Formula.read("a*exp(0-(x-m)**2)", builder, names)), new double[][] {x}, y, null,
                COEFFICIENTS, Residual.PLAIN, loss, priors, new Starts.Points(new double[][] {{1, from}}));
        return Fitter.fit(problem, OPTIONS);
    }

    @Test
    void aLocalMinimumIsToldByItsNeighbours() {
        for (Loss loss : List.of(new Loss.Squared(), new Loss.Huber(0.05), new Loss.LeastAbsolute())) {
            FitResult high = fit(loss, null, 7.4);
            FitResult low = fit(loss, null, 2.8);
            assertEquals(7, high.coefficient("m"), 0.1, loss.words());
            assertEquals(3, low.coefficient("m"), 0.1, loss.words());
            List<Neighbours.Missed> missed = Neighbours.missed(List.of(low, low, high, low), OPTIONS);
            assertEquals(List.of(1, 3), missed.stream().map(Neighbours.Missed::fit).toList(), loss.words());
            for (Neighbours.Missed each : missed) {
                assertEquals(2, each.neighbour());
                assertEquals(1 - high.objective() / low.objective(), each.gain(), 1e-6, loss.words());
            }
        }
    }

    @Test
    void fitsThatFoundTheirMinimumAreNotDoubted() {
        FitResult fit = fit(new Loss.Squared(), new Prior(1.2, 0.1), 7.4);
        FitResult other = fit(new Loss.Squared(), new Prior(1.2, 0.1), 6.7);
        assertTrue(Neighbours.missed(List.of(fit, other, fit), OPTIONS).isEmpty());
        assertTrue(Neighbours.missed(List.of(fit), OPTIONS).isEmpty());
    }

    @Test
    void fitsOfOtherCoefficientsAreNotCompared() {
        FitResult low = fit(new Loss.Squared(), null, 2.8);
        assertTrue(Neighbours.missed(List.of(low, Fitter.fit(Chinchilla.problem(new Loss.Squared()), OPTIONS)), OPTIONS).isEmpty());
    }
}
