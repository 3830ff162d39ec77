package org.isoflop.stdlib.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

class BoundKernelTest {
    @Test
    void aLargeTableIsReadAsItIsAndGivesTheSameBits() {
        Kernel kernel = powerLaw().withGradient(1, 2);
        int rows = 9_000_000;
        double[] column = new SplittableRandom(1).doubles(rows, 1, 1e12).toArray();
        BoundKernel large = kernel.bind(new double[][] {column, null, null}, rows);
        assertNotNull(large.streamed());
        double[] inputs = {0, 3, 0.4};
        BlockEvaluator evaluator = large.evaluator();
        evaluator.set(inputs);
        int[] chosen = {0, 77, 4_000_000, rows - 1};
        BoundKernel some = large.gather(chosen, 4);
        assertNull(some.streamed());
        double[][] expected = new double[3][4];
        some.evaluate(inputs, expected);
        for (int i = 0; i < chosen.length; i++) {
            assertEquals(Math.min(BoundKernel.BLOCK, rows - chosen[i] / BoundKernel.BLOCK * BoundKernel.BLOCK),
                    evaluator.run(chosen[i] / BoundKernel.BLOCK));
            for (int output = 0; output < 3; output++) {
                assertEquals(expected[output][i], evaluator.output(output)[chosen[i] % BoundKernel.BLOCK]);
            }
        }
        evaluator.use(some);
        assertEquals(4, evaluator.run(0));
        assertArrayEquals(expected[2], Arrays.copyOf(evaluator.output(2), 4));
    }

    @Test
    void evaluationAllocatesNothing() {
        int rows = 1000;
        double[] column = new SplittableRandom(2).doubles(rows, 1, 1e12).toArray();
        BoundKernel bound = powerLaw().withHessian(1, 2).bind(new double[][] {column, null, null}, rows);
        BlockEvaluator evaluator = bound.evaluator();
        double[] inputs = {0, 3, 0.4};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                inputs[2] += 1e-3;
                evaluator.set(inputs);
                for (int block = 0; block < bound.blocks(); block++) {
                    evaluator.run(block);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes in 100 evaluations");
    }

    /** A / N^alpha. */
    private static Kernel powerLaw() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int a = builder.input("A");
        int alpha = builder.input("alpha");
        return builder.build(builder.apply(Operator.DIVIDE, a, builder.apply(Operator.POWER, n, alpha)));
    }
}
