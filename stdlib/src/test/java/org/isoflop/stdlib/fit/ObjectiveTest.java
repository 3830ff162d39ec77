package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    @Test
    void evaluationAllocatesNothing() {
        FitProblem problem = Chinchilla.problem(new Loss.Huber(1e-3));
        Model model = Model.of(problem);
        Objective objective = new Objective(problem, problem.loss(), model, model.bind(problem), Targets.shown(problem), 1, 1);
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
}
