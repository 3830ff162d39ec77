package org.isoflop.stdlib.resample;

import java.util.Arrays;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a fit's rows, as far as its residuals show them: a fit takes up a part of each, its leverage. In the
 * residual's space.
 */
public final class Errors {
    /** What a leverage leaves at least, lest a row that determines a coefficient by itself would err without limit. */
    private static final double LEAST = 0.05;
    /** Webb's six weights: mean 0, variance 1. */
    private static final double[] WEBB = {-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)};

    private final FitResult fit;
    private final double[] remaining;
    /** Of one row of weight 1, centred. */
    private final double[] pool;

    public Errors(FitResult fit) {
        this.fit = fit;
        int rows = fit.problem().rows();
        remaining = Curvature.of(fit).leverages();
        pool = new double[rows];
        for (int row = 0; row < rows; row++) {
            remaining[row] = Math.max(LEAST, 1 - remaining[row]);
            pool[row] = fit.residuals()[row] * Math.sqrt(weight(row) / remaining[row]);
        }
        double centre = centre(pool, fit.problem().loss());
        for (int row = 0; row < rows; row++) {
            pool[row] -= centre;
        }
    }

    private double weight(int row) {
        double[] weights = fit.problem().weights();
        return weights == null ? 1 : weights[row];
    }

    /** What the loss takes for the middle of residuals, where its slopes sum to zero: of squares the mean, of |r| the median. */
    private static double centre(double[] residuals, Loss loss) {
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        for (int i = 0; i < 100 && low < high; i++) {
            double middle = low + (high - low) / 2;
            double sum = 0;
            for (double r : residuals) {
                sum += loss.slope(r - middle);
            }
            if (sum > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + (high - low) / 2;
    }

    /** An error for each row of the table. */
    double[] drawn(Scheme.Erred scheme, RandomStream stream) {
        int rows = pool.length;
        double[] result = new double[rows];
        switch (scheme) {
            case Scheme.Residuals ignored -> {
                for (int row = 0; row < rows; row++) {
                    double weight = weight(row);
                    result[row] = pool[stream.choice(row, rows)] / (weight > 0 ? Math.sqrt(weight) : 1);
                }
            }
            case Scheme.Wild ignored -> {
                for (int row = 0; row < rows; row++) {
                    double own = fit.residuals()[row] / remaining[row];
                    result[row] = stream.bits(row) < 0 ? -own : own;
                }
            }
            case Scheme.WildClusters(int[] clusterOf, int clusters) -> {
                double p = fit.coefficients().length;
                double raise = Math.sqrt(clusters / (clusters - 1.0) * (rows - 1) / Math.max(1, rows - p));
                for (int row = 0; row < rows; row++) {
                    result[row] = raise * fit.residuals()[row] * clusterWeight(clusterOf[row], clusters, stream);
                }
            }
        }
        return result;
    }

    private static double clusterWeight(int cluster, int clusters, RandomStream stream) {
        if (clusters <= Scheme.WildClusters.FEW) {
            return WEBB[stream.choice(cluster, WEBB.length)];
        }
        return stream.bits(cluster) < 0 ? -1 : 1;
    }

    /**
     * What new observations of weight 1 err by: with clusters, an error of a random row of a random cluster, else of a random
     * row.
     *
     * @param clusterOf the cluster of each row from 0 to {@code clusters - 1}, or null
     */
    public double[] ofNewRows(int count, int @Nullable [] clusterOf, int clusters, RandomStream stream) {
        double[] result = new double[count];
        int[][] members = clusterOf == null ? new int[0][] : members(clusterOf, clusters);
        for (int i = 0; i < count; i++) {
            if (clusterOf == null) {
                result[i] = pool[stream.choice(i, pool.length)];
            } else {
                int[] cluster = members[stream.choice(2L * i, clusters)];
                result[i] = pool[cluster[stream.choice(2L * i + 1, cluster.length)]];
            }
        }
        return result;
    }

    private static int[][] members(int[] clusterOf, int clusters) {
        int[] sizes = new int[clusters];
        for (int cluster : clusterOf) {
            sizes[cluster]++;
        }
        int[][] members = new int[clusters][];
        for (int cluster = 0; cluster < clusters; cluster++) {
            members[cluster] = new int[sizes[cluster]];
        }
        for (int row = clusterOf.length - 1; row >= 0; row--) {
            members[clusterOf[row]][--sizes[clusterOf[row]]] = row;
        }
        return members;
    }
}
