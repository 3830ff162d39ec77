package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.Nullable;

/**
 * Objective and both sides of each condition, over rows. Output 0 is the objective, outputs 1 + 2c and 2 + 2c are the left and the right
 * side of condition c. Implementations must be safe to call from several threads at once.
 */
public interface Program {
    /** How many variables there are. */
    int variables();

    /** How many parameters the program reads. */
    int parameters();

    /** How many conditions it has. */
    int conditions();

    /** How many outputs: the objective and two sides for each condition. */
    default int outputs() {
        return 1 + 2 * conditions();
    }

    /**
     * Evaluates rows {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param variables {@code [variable][row]}
     * @param parameters a constant or a column each
     * @param values filled as {@code [output][row]}; what has no value becomes NaN
     * @param gradients where wanted, filled as {@code [output][variable][row]} with d output / d variable (not in logarithms)
     */
    void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values, double @Nullable [][][] gradients);
}
