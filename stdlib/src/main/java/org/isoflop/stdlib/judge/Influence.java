package org.isoflop.stdlib.judge;

import java.util.Arrays;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Loss;
import org.jspecify.annotations.Nullable;

/**
 * What each row, or cluster of rows, does to a fit. Arrays are by group; {@link #byDistance} puts them in order.
 *
 * @param changes {@code changes[group][coefficient]}: by how much a coefficient changes if the group is left out, in its own unit
 * @param errors the standard error of each coefficient, in which changes are to be seen; the jackknife's where curvature gives none;
 *     0 at a bound
 * @param distances Cook's (1977) distance, with the covariance that belongs to the estimator: changes d and their covariance V
 *     over p coefficients make {@code d' V^-1 d / p}
 * @param leverages the part of what the coefficients can imitate that the group has for itself, 0 to 1 for each row
 */
public record Influence(double[][] changes, double[] errors, double[] distances, double[] leverages) {

    /** From the fits without each group. */
    public static Influence of(LeaveOneOut without, int @Nullable [] clusterOf) {
        FitResult fit = without.fit();
        int size = fit.coefficients().length;
        int groups = without.groups();
        double[][] covariance = covariance(fit, clusterOf);
        covariance = isKnown(covariance) ? covariance : jackknife(without);
        double[] errors = new double[size];
        for (int j = 0; j < size; j++) {
            errors[j] = Math.sqrt(covariance[j][j]);
        }
        double[][] changes = new double[groups][size];
        for (int group = 0; group < groups; group++) {
            for (int j = 0; j < size; j++) {
                changes[group][j] = without.coefficients()[group][j] - fit.coefficients()[j];
            }
        }
        double[] leverages = new double[groups];
        double[] byRow = Curvature.of(fit).leverages();
        for (int row = 0; row < byRow.length; row++) {
            leverages[without.groupOf()[row]] += byRow[row];
        }
        return new Influence(changes, errors, distances(changes, covariance), leverages);
    }

    /** What holds for the estimator: of squares the textbook's, else, and of rows that err together, the sandwich. */
    static double[][] covariance(FitResult fit, int @Nullable [] clusterOf) {
        if (clusterOf != null) {
            return Curvature.of(fit).sandwich(clusterOf, LeaveOneOut.count(clusterOf));
        }
        return fit.problem().loss() instanceof Loss.Squared ? fit.covariance() : Curvature.of(fit).sandwich();
    }

    private static boolean isKnown(double[][] covariance) {
        for (double[] row : covariance) {
            for (double entry : row) {
                if (Double.isNaN(entry)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How sure coefficients are by what leaving out each group does (Tukey 1958), where the objective is no parabola at its optimum. */
    private static double[][] jackknife(LeaveOneOut without) {
        int size = without.fit().coefficients().length;
        double[] mean = new double[size];
        double count = without.groups() - without.failures();
        for (double[] point : without.coefficients()) {
            for (int j = 0; j < size; j++) {
                mean[j] += Double.isNaN(point[j]) ? 0 : point[j] / count;
            }
        }
        double[][] covariance = new double[size][size];
        for (double[] point : without.coefficients()) {
            for (int j = 0; j < size && !Double.isNaN(point[0]); j++) {
                for (int k = 0; k < size; k++) {
                    covariance[j][k] += (count - 1) / count * (point[j] - mean[j]) * (point[k] - mean[k]);
                }
            }
        }
        return covariance;
    }

    private static double[] distances(double[][] changes, double[][] covariance) {
        int size = covariance.length;
        int[] free = new int[size];
        int count = 0;
        for (int j = 0; j < size; j++) {
            if (covariance[j][j] != 0) {
                free[count++] = j;
            }
        }
        double[][] factor = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k <= i; k++) {
                double scale = Math.sqrt(covariance[free[i]][free[i]]) * Math.sqrt(covariance[free[k]][free[k]]);
                double sum = covariance[free[i]][free[k]] / scale;
                for (int m = 0; m < k; m++) {
                    sum -= factor[i][m] * factor[k][m];
                }
                factor[i][k] = i == k ? Math.sqrt(Math.max(sum, 1e-14)) : sum / factor[k][k];
            }
        }
        double[] distances = new double[changes.length];
        double[] solved = new double[count];
        for (int group = 0; group < distances.length; group++) {
            for (int i = 0; i < count; i++) {
                double left = changes[group][free[i]] / Math.sqrt(covariance[free[i]][free[i]]);
                for (int m = 0; m < i; m++) {
                    left -= factor[i][m] * solved[m];
                }
                solved[i] = left / factor[i][i];
                distances[group] += solved[i] * solved[i] / count;
            }
        }
        return distances;
    }

    /** A change in standard errors; NaN for a coefficient at a bound. */
    public double inErrors(int group, int coefficient) {
        return errors[coefficient] > 0 ? changes[group][coefficient] / errors[coefficient] : Double.NaN;
    }

    /** The groups with the largest distance first; those whose fit failed come last. */
    public int[] byDistance() {
        Integer[] order = new Integer[distances.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> Double.compare(nearness(one), nearness(other)));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private double nearness(int group) {
        return Double.isNaN(distances[group]) ? 1 : -distances[group];
    }
}
