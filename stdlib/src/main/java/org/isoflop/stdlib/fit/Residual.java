package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/** How far an observation is from its prediction; positive where more was observed than predicted (and a transform rises). */
public sealed interface Residual {
    /** ln observed - ln predicted. */
    Residual LOG = Kind.LOG;
    /** observed - predicted. */
    Residual PLAIN = Kind.PLAIN;
    /** (observed - predicted) / observed. */
    Residual RELATIVE = Kind.RELATIVE;

    /** The kinds with loops of their own. */
    enum Kind implements Residual {
        LOG, PLAIN, RELATIVE
    }

    /**
     * f(observed) - f(predicted) for a smooth f of one input that never turns.
     *
     * @param function kernel with one input and one output
     * @param name f in words, as {@code sqrt}
     */
    record Transformed(Kernel function, String name) implements Residual {
        public Transformed {
            if (function.inputCount() != 1 || function.outputCount() != 1) {
                throw new IllegalArgumentException("a transform has one input and one output");
            }
        }

        /** The function and its slope at a value. */
        private double[] at(double value) {
            double[] results = new double[2];
            function.withGradient(0).evaluate(new double[] {value}, results);
            return results;
        }
    }

    /** Steps of Newton's method that find an observation from its transformed value. */
    int INVERTING = 12;

    /** The residual per unit of distance between an observation and a prediction close to it. */
    default double slope(double observed) {
        if (this instanceof Transformed transformed) {
            return transformed.at(observed)[1];
        }
        return this == PLAIN ? 1 : 1 / observed;
    }

    /** Whether an observation has such a residual, and with a slope. */
    default boolean suits(double observed) {
        if (!(Math.abs(observed) <= Double.MAX_VALUE)) {
            return false;
        }
        if (this instanceof Transformed transformed) {
            double[] at = transformed.at(observed);
            return Math.abs(at[0]) <= Double.MAX_VALUE && Math.abs(at[1]) <= Double.MAX_VALUE && at[1] != 0;
        }
        return this == PLAIN || (this == LOG ? observed > 0 : observed != 0);
    }

    /** The observation as residuals are computed from it: in logarithms, itself, its inverse, or transformed. */
    default double shown(double observed) {
        if (this instanceof Transformed transformed) {
            return transformed.at(observed)[0];
        }
        return this == PLAIN ? observed : this == LOG ? Operator.LOG.apply(observed) : 1 / observed;
    }

    /** The residual of one row. */
    default double of(double observed, double predicted) {
        return switch (this) {
            case Kind.LOG -> Math.log(observed) - Math.log(predicted);
            case Kind.PLAIN -> observed - predicted;
            case Kind.RELATIVE -> (observed - predicted) / observed;
            case Transformed transformed -> transformed.at(observed)[0] - transformed.at(predicted)[0];
        };
    }

    /** The node of what is observed where a prediction errs by a residual; a transform is inverted from the prediction on. */
    default int observed(KernelBuilder builder, int predicted, int residual) {
        return switch (this) {
            case Kind.LOG -> builder.apply(Operator.MULTIPLY, predicted, builder.apply(Operator.EXP, residual));
            case Kind.PLAIN -> builder.apply(Operator.ADD, predicted, residual);
            case Kind.RELATIVE -> builder.apply(Operator.DIVIDE, predicted,
                    builder.apply(Operator.SUBTRACT, builder.constant(1), residual));
            case Transformed transformed -> {
                Kernel both = transformed.function().withGradient(0);
                int aim = builder.apply(Operator.ADD, builder.inline(transformed.function(), predicted)[0], residual);
                int found = predicted;
                for (int step = 0; step < INVERTING; step++) {
                    int[] at = builder.inline(both, found);
                    int off = builder.apply(Operator.DIVIDE, builder.apply(Operator.SUBTRACT, at[0], aim), at[1]);
                    found = builder.apply(Operator.SUBTRACT, found, off);
                }
                yield found;
            }
        };
    }

    /** In words, as {@code log residuals}. */
    default String words() {
        return switch (this) {
            case Kind.LOG -> "log residuals";
            case Kind.PLAIN -> "residuals";
            case Kind.RELATIVE -> "relative residuals";
            case Transformed transformed -> "residuals of " + transformed.name();
        };
    }
}
