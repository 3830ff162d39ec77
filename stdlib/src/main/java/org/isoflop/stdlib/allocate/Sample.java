package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.isoflop.stdlib.kernel.BlockEvaluator;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** The outputs of a kernel and, where wanted, their slopes, at every draw of a row; what a statistic is made of. Not for several threads. */
final class Sample {
    private final Kernel plain;
    private final int outputs;
    private final int slopes;
    private final BlockEvaluator evaluator;
    private final BoundKernel bound;
    /** {@code [output][draw]}. */
    final double[][] value;
    /** {@code [output][input][draw]}, empty where no slopes are wanted. */
    private final double[][][] slope;
    private final int[] by;

    /**
     * @param by the inputs that slopes are taken by; empty for none
     * @param draws by input, null for what is one number
     */
    Sample(Kernel plain, Kernel differentiated, int[] by, double[] @Nullable [] draws, int count) {
        this.plain = plain;
        this.by = by;
        outputs = plain.outputCount();
        slopes = by.length;
        bound = differentiated.bind(draws, count);
        evaluator = bound.evaluator();
        value = new double[outputs][count];
        slope = new double[slopes == 0 ? 0 : outputs][slopes][count];
    }

    void evaluate(double[] inputs) {
        evaluator.set(inputs);
        for (int block = 0; block < bound.blocks(); block++) {
            int count = evaluator.run(block);
            int at = block * BoundKernel.BLOCK;
            for (int output = 0; output < outputs; output++) {
                System.arraycopy(evaluator.output(output), 0, value[output], at, count);
                for (int k = 0; k < slopes; k++) {
                    if (plain.depends(output, by[k])) {
                        System.arraycopy(evaluator.output(outputs + output * slopes + k), 0, slope[output][k], at, count);
                    } else {
                        Arrays.fill(slope[output][k], at, at + count, 0);
                    }
                }
            }
        }
    }

    double slope(int output, int k, int draw) {
        return slope[output][k][draw];
    }

    /** The sum over all draws, each with its weight; of draws with none it does not matter whether they have a slope. */
    double slope(int output, int k, double[] weights) {
        double[] slopes = slope[output][k];
        double sum = 0;
        for (int draw = 0; draw < weights.length; draw++) {
            sum += weights[draw] == 0 ? 0 : weights[draw] * slopes[draw];
        }
        return sum;
    }

    int count() {
        return value[0].length;
    }
}
