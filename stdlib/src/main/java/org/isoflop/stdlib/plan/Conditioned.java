package org.isoflop.stdlib.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The variances of predictions and target, and their covariances, once some candidates have been observed. Each observation is
 * one more column of the Cholesky factor of the observations' covariance, taken over all candidates.
 */
final class Conditioned {
    private final Candidates candidates;
    private final Map<Integer, double[]> rows;
    /** By observation, over the candidates: covariance with the observation, given those before, over its standard deviation. */
    private final double[][] columns;
    private final double[] covariance;
    private final double[] variance;
    private double target;
    private int count;

    private Conditioned(Candidates candidates, Map<Integer, double[]> rows, int most, double[] covariance, double[] variance,
            double target) {
        this.candidates = candidates;
        this.rows = rows;
        this.columns = new double[most][];
        this.covariance = covariance;
        this.variance = variance;
        this.target = target;
    }

    /**
     * Before anything is observed.
     *
     * @param centred the same with draws less their means
     */
    static Conditioned of(Candidates centred, int most) {
        int size = centred.size();
        double[] covariance = new double[size];
        double[] variance = new double[size];
        for (int i = 0; i < size; i++) {
            covariance[i] = product(centred.predictions()[i], centred.target());
            variance[i] = product(centred.predictions()[i], centred.predictions()[i]);
        }
        return new Conditioned(centred, new HashMap<>(), most, covariance, variance, product(centred.target(), centred.target()));
    }

    /** The same state, to go on from. */
    Conditioned copy() {
        Conditioned copy = new Conditioned(candidates, rows, columns.length, covariance.clone(), variance.clone(), target);
        System.arraycopy(columns, 0, copy.columns, 0, count);
        copy.count = count;
        return copy;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum / (a.length - 1);
    }

    /** The target's variance that is left. */
    double target() {
        return target;
    }

    /** By how much that would fall if a candidate were observed. */
    double gain(int candidate) {
        return covariance[candidate] * covariance[candidate] / (variance[candidate] + candidates.noise()[candidate]);
    }

    /** The squared correlation of a candidate's prediction with the target; 0 if either is certain. */
    double correlation(int candidate) {
        double variances = variance[candidate] * target;
        return variances > 0 ? covariance[candidate] * covariance[candidate] / variances : 0;
    }

    /** Observes a candidate. */
    void observe(int candidate) {
        double[] row = rows.computeIfAbsent(candidate, this::row);
        double[] column = row.clone();
        for (int s = 0; s < count; s++) {
            double[] before = columns[s];
            double factor = before[candidate];
            for (int j = 0; j < column.length; j++) {
                column[j] -= factor * before[j];
            }
        }
        double deviation = Math.sqrt(variance[candidate] + candidates.noise()[candidate]);
        double ofTarget = covariance[candidate] / deviation;
        for (int j = 0; j < column.length; j++) {
            column[j] /= deviation;
            covariance[j] -= column[j] * ofTarget;
            variance[j] = Math.max(0, variance[j] - column[j] * column[j]);
        }
        target = Math.max(0, target - ofTarget * ofTarget);
        columns[count++] = column;
    }

    /** The covariances of a candidate's prediction with all. */
    private double[] row(int candidate) {
        double[] row = new double[candidates.size()];
        double[] own = candidates.predictions()[candidate];
        Arrays.setAll(row, i -> product(candidates.predictions()[i], own));
        return row;
    }
}
