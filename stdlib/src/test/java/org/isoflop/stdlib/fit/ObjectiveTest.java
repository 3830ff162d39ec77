package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    @Test
    void evaluationAllocatesNothing() {
        FitProblem problem = Chinchilla.problem(new Loss.Huber(1e-3));
        Model model = Model.of(problem);
        Objective objective = objective(problem, model, new Known(), 1);
        double[] point = {0.6, 6.2, 7.7, 0.35, 0.37};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                point[3] += 1e-6;
                objective.evaluate(point, i % 3 != 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes in 100 evaluations");
    }

    @Test
    void whatIsKnownOfALongTableIsWhatItWouldComeTo() {
        FitProblem problem = Chinchilla.problem(new Loss.Huber(1e-3));
        FitProblem many = problem.select(IntStream.range(0, 3 * Totals.SHARE).map(row -> row % problem.rows()).toArray());
        Model model = Model.of(many);
        Known known = new Known();
        double[] point = {0.6, 6.2, 7.7, 0.35, 0.37};
        Objective first = objective(many, model, known, 2);
        first.evaluate(point, true);
        Objective recalling = objective(many, model, known, 1);
        assertTrue(known.recall(point, new double[RowSums.length(model)]), "nothing was kept");
        Objective anew = objective(many, model, new Known(), 1);
        for (double step : new double[] {0, 1e-9}) {
            point[3] += step;
            recalling.evaluate(point, true);
            anew.evaluate(point, true);
            assertEquals(anew.value, recalling.value, 0);
            assertArrayEquals(anew.gradient, recalling.gradient, 0);
            assertArrayEquals(anew.hessian.values(), recalling.hessian.values(), 0);
            assertArrayEquals(anew.metric.values(), recalling.metric.values(), 0);
        }
    }

    /** Slopes times the change of slopes along a direction, reweighted, by central differences of the Jacobian. */
    @Test
    void bendingIsTheChangeOfResidualsSlopes() {
        double[] point = {0.6, 6.2, 7.7, 0.35, 0.37};
        double[] direction = {0.3, -0.7, 0.2, 0.05, -0.04};
        FitProblem given = Chinchilla.problem(new Loss.Huber(1e-3));
        for (Residual residual : new Residual[] {Residual.LOG, Residual.PLAIN, Residual.RELATIVE}) {
            FitProblem problem = new FitProblem(given.prediction(), given.columns(), given.target(), null, given.coefficients(), residual,
                    new Loss.Squared(), List.of(), given.starts());
            Objective objective = objective(problem, Model.of(problem), new Known(), 1);
            assertTrue(objective.isUniform());
            double step = 1e-4;
            double[][] jacobian = objective.jacobian(point);
            double[][] ahead = objective.jacobian(along(point, direction, step));
            double[][] behind = objective.jacobian(along(point, direction, -step));
            double[] expected = new double[point.length];
            for (int row = 0; row < problem.rows(); row++) {
                double second = 0;
                for (int j = 0; j < point.length; j++) {
                    second += (ahead[j][row] - behind[j][row]) / (2 * step) * direction[j];
                }
                for (int j = 0; j < point.length; j++) {
                    expected[j] += jacobian[j][row] * second;
                }
            }
            objective.evaluate(point, true);
            double[] bent = new double[point.length];
            objective.bendAlong(direction, bent);
            for (int j = 0; j < point.length; j++) {
                assertEquals(expected[j], bent[j], 1e-6 * Math.abs(expected[j]), residual.words() + ", variable " + j);
            }
        }
    }

    private static double[] along(double[] point, double[] direction, double step) {
        return IntStream.range(0, point.length).mapToDouble(j -> point[j] + step * direction[j]).toArray();
    }

    private static Objective objective(FitProblem problem, Model model, Known known, int threads) {
        return new Objective(problem, problem.loss(), model, model.bind(problem, 1), Targets.shown(problem), 1, threads, known);
    }
}
