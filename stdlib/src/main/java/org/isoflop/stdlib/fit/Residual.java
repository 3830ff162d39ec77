package org.isoflop.stdlib.fit;

/** How far an observation is from its prediction; positive where more was observed than predicted. */
public enum Residual {
    /** ln observed - ln predicted. */
    LOG,
    /** observed - predicted. */
    PLAIN,
    /** (observed - predicted) / observed. */
    RELATIVE;

    /** The residual per unit of distance between an observation and a prediction close to it. */
    double slope(double observed) {
        return this == PLAIN ? 1 : 1 / observed;
    }

    /** The residual of one row. */
    public double of(double observed, double predicted) {
        return switch (this) {
            case LOG -> Math.log(observed) - Math.log(predicted);
            case PLAIN -> observed - predicted;
            case RELATIVE -> (observed - predicted) / observed;
        };
    }

    String words() {
        return switch (this) {
            case LOG -> "log residuals";
            case PLAIN -> "residuals";
            case RELATIVE -> "relative residuals";
        };
    }
}
