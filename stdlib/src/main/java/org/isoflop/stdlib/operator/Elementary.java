package org.isoflop.stdlib.operator;

/** The scalar exponential, logarithm and power on which the operator table rests. */
public final class Elementary {
    private Elementary() {
    }

    /** e to the power {@code x}. */
    public static double exp(double x) {
        return StrictMath.exp(x);
    }

    /** The natural logarithm of {@code x}; NaN below zero. */
    public static double log(double x) {
        return StrictMath.log(x);
    }

    /** The logarithm of {@code x} to the base 2, exact at powers of two. */
    public static double log2(double x) {
        int exponent = Math.getExponent(x);
        boolean power = x == Math.scalb(1.0, exponent) && x <= Double.MAX_VALUE;
        return power ? exponent : StrictMath.log(x) * 1.4426950408889634;
    }

    /** {@code x} to the power {@code y}. */
    public static double pow(double x, double y) {
        return StrictMath.pow(x, y);
    }
}
