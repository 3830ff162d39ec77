package org.isoflop.stdlib.curves;

import java.util.Arrays;

/**
 * {@code y = coefficient · x^exponent}, the line of least squares through the logarithms, with draws of both that belong
 * together; a draw is NaN where fewer than {@link #POINTS} points were left for it.
 */
public record PowerLaw(double coefficient, double exponent, double[] coefficients, double[] exponents) {
    /** A line through two points says nothing of its error. */
    public static final int POINTS = 3;

    /**
     * @param logX the points' natural logarithms
     * @param logY the same
     * @param draws {@code draws[point][draw]} of logY, NaN where a draw has none
     */
    static PowerLaw through(double[] logX, double[] logY, double[][] draws) {
        double[] line = line(logX, logY, logY.length);
        int count = draws.length == 0 ? 0 : draws[0].length;
        double[] coefficients = new double[count];
        double[] exponents = new double[count];
        double[] x = new double[logX.length];
        double[] y = new double[logX.length];
        for (int k = 0; k < count; k++) {
            int known = 0;
            for (int i = 0; i < logX.length; i++) {
                x[known] = logX[i];
                y[known] = draws[i][k];
                known += Double.isNaN(draws[i][k]) ? 0 : 1;
            }
            double[] drawn = line(x, y, known);
            coefficients[k] = Math.exp(drawn[0]);
            exponents[k] = drawn[1];
        }
        return new PowerLaw(Math.exp(line[0]), line[1], coefficients, exponents);
    }

    /** Intercept and slope of the line through the first points; NaN where they do not make one. */
    static double[] line(double[] x, double[] y, int count) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < count; i++) {
            meanX += x[i];
            meanY += y[i];
        }
        meanX /= count;
        meanY /= count;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < count; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = count < POINTS || !(xx > 0) ? Double.NaN : xy / xx;
        return new double[] {meanY - slope * meanX, slope};
    }

    /** The exponents of two laws added up, draw by draw; of sizes and tokens it is 1 where compute is proportional to their product. */
    public static Estimate exponentSum(PowerLaw one, PowerLaw other) {
        double[] draws = new double[one.exponents.length];
        Arrays.setAll(draws, k -> one.exponents[k] + other.exponents[k]);
        return new Estimate(one.exponent + other.exponent, draws);
    }

    /** y at an x. */
    public double at(double x) {
        return coefficient * Math.pow(x, exponent);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PowerLaw law && law.coefficient == coefficient && law.exponent == exponent
                && Arrays.equals(law.coefficients, coefficients) && Arrays.equals(law.exponents, exponents);
    }

    @Override
    public int hashCode() {
        return Double.hashCode(exponent) + 31 * Double.hashCode(coefficient);
    }

    @Override
    public String toString() {
        return coefficient + " x^" + exponent;
    }
}
