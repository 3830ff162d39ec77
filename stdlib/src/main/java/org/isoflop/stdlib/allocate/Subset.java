package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A program with some of its conditions. */
final class Subset implements Program {
    private final Program whole;
    private final int[] kept;

    Subset(Program whole, int[] kept) {
        this.whole = whole;
        this.kept = kept;
    }

    @Override
    public int variables() {
        return whole.variables();
    }

    @Override
    public int parameters() {
        return whole.parameters();
    }

    @Override
    public int conditions() {
        return kept.length;
    }

    @Override
    public void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
            double @Nullable [][][] gradients) {
        double[][] allValues = new double[whole.outputs()][];
        double[][][] allGradients = new double[whole.outputs()][][];
        double[] spare = new double[to];
        double[][] spareGradient = new double[variables.length][];
        Arrays.fill(spareGradient, spare);
        Arrays.fill(allValues, spare);
        Arrays.fill(allGradients, spareGradient);
        allValues[0] = values[0];
        for (int c = 0; c < kept.length; c++) {
            for (int side = 1; side <= 2; side++) {
                allValues[2 * kept[c] + side] = values[2 * c + side];
            }
        }
        if (gradients != null) {
            allGradients[0] = gradients[0];
            for (int c = 0; c < kept.length; c++) {
                for (int side = 1; side <= 2; side++) {
                    allGradients[2 * kept[c] + side] = gradients[2 * c + side];
                }
            }
        }
        whole.evaluate(variables, parameters, from, to, allValues, gradients == null ? null : allGradients);
    }
}
