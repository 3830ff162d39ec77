package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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

    private static Objective objective(FitProblem problem, Model model, Known known, int threads) {
        return new Objective(problem, problem.loss(), model, model.bind(problem, 1), Targets.shown(problem), 1, threads, known);
    }
}
