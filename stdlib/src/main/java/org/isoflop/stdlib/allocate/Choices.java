package org.isoflop.stdlib.allocate;

/**
 * Discrete choices, tried one by one: setting s gives parameter {@code parameters[i]} the value {@code settings[s][i]}. Several lists are
 * the settings of their product.
 */
public record Choices(int[] parameters, double[][] settings) {
    public Choices {
        if (settings.length == 0) {
            throw new IllegalArgumentException("nothing to choose from");
        }
        for (double[] setting : settings) {
            if (setting.length != parameters.length) {
                throw new IllegalArgumentException("a setting needs a value for each of its " + parameters.length + " parameters");
            }
        }
    }
}
