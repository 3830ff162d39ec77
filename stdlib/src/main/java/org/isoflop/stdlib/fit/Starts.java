package org.isoflop.stdlib.fit;

/** From where descents begin. */
public sealed interface Starts {
    /** A designed set: a grid over what enters nonlinearly, the rest by linear least squares; the best are descended from. */
    record Auto() implements Starts {
    }

    /**
     * All combinations of values, one array per coefficient in their order. Where an array is empty the value is chosen as
     * by {@link Auto}, for each combination of the others.
     */
    record Grid(double[][] values) implements Starts {
    }

    /** These points, each with a value for every coefficient in their order; NaN is chosen as by {@link Auto}. */
    record Points(double[][] points) implements Starts {
    }

    /** Descents from designed starts and restarts, roughly. */
    double DESIGNED = 30;

    /** How many descents there will be, roughly. */
    default double descents() {
        return switch (this) {
            case Auto() -> DESIGNED;
            case Points(double[][] points) -> Math.max(DESIGNED, points.length);
            case Grid(double[][] values) -> {
                double count = 1;
                for (double[] each : values) {
                    count *= Math.max(1, each.length);
                }
                yield count;
            }
        };
    }
}
