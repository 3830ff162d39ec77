package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.isoflop.stdlib.keep.Composed;
import org.isoflop.stdlib.kernel.BlockEvaluator;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * A kernel as the program of an allocation. Its inputs are the variables, then the parameters; its outputs the objective, then the left and
 * the right side of each condition.
 */
public final class KernelProgram implements Program, Composed {
    /** Below this many rows one number at a time is quicker than the buffers of a block. */
    private static final int FEW = 24;
    /** What is bound at once: enough for the loops, little enough for the cache. */
    private static final int SLICE = 2 * BoundKernel.BLOCK;

    private final Kernel plain;
    private final Kernel gradient;
    private final int variables;
    private final boolean[] depends;

    /**
     * @param variables how many of the first inputs are variables
     * @throws IllegalArgumentException unless the outputs are an objective and pairs of sides
     */
    public KernelProgram(Kernel kernel, int variables) {
        if (kernel.outputCount() % 2 != 1 || variables < 1 || variables > kernel.inputCount()) {
            throw new IllegalArgumentException("an allocation needs variables, an objective and two sides for each condition");
        }
        plain = kernel;
        this.variables = variables;
        int[] by = new int[variables];
        for (int v = 0; v < variables; v++) {
            by[v] = v;
        }
        gradient = kernel.withGradient(by);
        depends = new boolean[kernel.outputCount() * variables];
        for (int o = 0; o < kernel.outputCount(); o++) {
            for (int v = 0; v < variables; v++) {
                depends[o * variables + v] = kernel.depends(o, v);
            }
        }
    }

    /** The kernel without derivatives. */
    Kernel kernel() {
        return plain;
    }

    @Override
    public Object parts() {
        return new Object[] {plain, variables};
    }

    @Override
    public int variables() {
        return variables;
    }

    @Override
    public int parameters() {
        return plain.inputCount() - variables;
    }

    @Override
    public int conditions() {
        return (plain.outputCount() - 1) / 2;
    }

    @Override
    public void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
            double @Nullable [][][] gradients) {
        if (to - from < FEW) {
            one(variables, parameters, from, to, values, gradients);
            return;
        }
        for (int start = from; start < to; start += SLICE) {
            slice(variables, parameters, start, Math.min(to, start + SLICE), values, gradients);
        }
    }

    private void one(double[][] variables, Parameter[] parameters, int from, int to, double[][] values, double @Nullable [][][] gradients) {
        Kernel kernel = gradients == null ? plain : gradient;
        double[] inputs = new double[kernel.inputCount()];
        double[] results = new double[kernel.outputCount()];
        double[] workspace = kernel.newWorkspace();
        for (int i = from; i < to; i++) {
            for (int input = 0; input < inputs.length; input++) {
                inputs[input] = input < this.variables ? variables[input][i] : parameters[input - this.variables].at(i);
            }
            kernel.evaluate(inputs, results, workspace);
            for (int output = 0; output < results.length; output++) {
                double[] target = target(output, values, gradients);
                target[i] = results[output];
            }
        }
    }

    private void slice(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
            double @Nullable [][][] gradients) {
        Kernel kernel = gradients == null ? plain : gradient;
        double[] @Nullable [] columns = new double[kernel.inputCount()][];
        double[] numbers = new double[kernel.inputCount()];
        for (int input = 0; input < numbers.length; input++) {
            if (input < this.variables) {
                columns[input] = rows(variables[input], from, to);
            } else {
                switch (parameters[input - this.variables]) {
                    case Parameter.Constant(double value) -> numbers[input] = value;
                    case Parameter.Column(double[] column) -> columns[input] = rows(column, from, to);
                }
            }
        }
        BoundKernel bound = kernel.bind(columns, to - from);
        BlockEvaluator evaluator = bound.evaluator();
        evaluator.set(numbers);
        for (int block = 0; block < bound.blocks(); block++) {
            int count = evaluator.run(block);
            for (int output = 0; output < kernel.outputCount(); output++) {
                int at = from + block * BoundKernel.BLOCK;
                if (output >= plain.outputCount() && !depends[output - plain.outputCount()]) {
                    Arrays.fill(target(output, values, gradients), at, at + count, 0);
                } else {
                    System.arraycopy(evaluator.output(output), 0, target(output, values, gradients), at, count);
                }
            }
        }
    }

    private static double[] rows(double[] column, int from, int to) {
        return from == 0 ? column : Arrays.copyOfRange(column, from, to);
    }

    private double[] target(int output, double[][] values, double @Nullable [][][] gradients) {
        if (output < plain.outputCount() || gradients == null) {
            return values[output];
        }
        int place = output - plain.outputCount();
        return gradients[place / variables][place % variables];
    }
}
