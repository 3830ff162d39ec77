package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/** How far an observation is from its prediction; positive where more was observed than predicted. */
public enum Residual {
    /** ln observed - ln predicted. */
    LOG,
    /** observed - predicted. */
    PLAIN,
    /** (observed - predicted) / observed. */
    RELATIVE;

    int node(KernelBuilder builder, int observed, int predicted) {
        return switch (this) {
            case LOG -> builder.apply(Operator.SUBTRACT, builder.apply(Operator.LOG, observed), builder.apply(Operator.LOG, predicted));
            case PLAIN -> builder.apply(Operator.SUBTRACT, observed, predicted);
            case RELATIVE -> builder.apply(Operator.DIVIDE, builder.apply(Operator.SUBTRACT, observed, predicted), observed);
        };
    }

    /** The residual per unit of distance between an observation and a prediction close to it. */
    double slope(double observed) {
        return this == PLAIN ? 1 : 1 / observed;
    }

    String words() {
        return switch (this) {
            case LOG -> "log residuals";
            case PLAIN -> "residuals";
            case RELATIVE -> "relative residuals";
        };
    }
}
