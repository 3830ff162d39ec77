package org.isoflop.stdlib.interval;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.random.RandomStream;

/** Draws around a fit's optimum with a covariance of the search variables: multivariate t, so that each is t by itself. */
final class Scatter {
    /** Degrees of freedom above which t is normal to four digits far into its tails. */
    private static final int MANY = 100_000;

    private final FitResult fit;
    private final double[][] root;
    private final int degrees;

    Scatter(FitResult fit, double[][] covariance, int degrees) {
        this.fit = fit;
        this.degrees = degrees;
        root = root(covariance);
    }

    /** The lower triangle whose product with itself is the covariance; what has no variance, for being at a bound, stays put. */
    private static double[][] root(double[][] covariance) {
        int size = covariance.length;
        double[][] root = new double[size][size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = covariance[j][k];
                for (int i = 0; i < k; i++) {
                    sum -= root[j][i] * root[k][i];
                }
                if (j == k) {
                    root[j][j] = Double.isNaN(sum) ? Double.NaN : Math.sqrt(Math.max(0, sum));
                } else {
                    root[j][k] = root[k][k] == 0 ? 0 : sum / root[k][k];
                }
            }
        }
        return root;
    }

    double[][] draws(int count, RandomStream stream) {
        int size = root.length;
        double[][] values = new double[size][count];
        ChiSquaredDistribution squares = degrees < MANY ? new ChiSquaredDistribution(null, Math.max(1, degrees)) : null;
        double[] normal = new double[size];
        for (int k = 0; k < count; k++) {
            RandomStream own = stream.part(k);
            double wider = squares == null ? 1 : Math.sqrt(degrees / squares.inverseCumulativeProbability(own.uniform(size)));
            for (int j = 0; j < size; j++) {
                normal[j] = own.normal(j) * wider;
                double moved = 0;
                for (int i = 0; i <= j; i++) {
                    moved += root[j][i] * normal[i];
                }
                values[j][k] = moved(j, moved);
            }
        }
        return values;
    }

    private double moved(int j, double by) {
        Coefficient coefficient = fit.problem().coefficients().get(j);
        double point = fit.coefficients()[j];
        double value = coefficient.isLogarithmic() ? point * Math.exp(by) : point + by;
        return Math.max(coefficient.lower(), Math.min(value, coefficient.upper()));
    }
}
