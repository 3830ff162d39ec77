package org.isoflop.stdlib.resample;

import java.util.Arrays;
import org.isoflop.stdlib.random.RandomStream;

/** What a resample draws, with replacement. */
public sealed interface Scheme {
    /** Rows, each as likely (Efron 1979). */
    record Rows() implements Scheme {
    }

    /** Whole clusters of rows, as the checkpoints of one run: {@code clusterOf[row]} from 0 to {@code clusters - 1}. */
    record Clusters(int[] clusterOf, int clusters) implements Scheme {
        public Clusters {
            requireWithin(clusterOf, clusters);
        }
    }

    /** Rows within each stratum, as many as it has: {@code stratumOf[row]} from 0 to {@code strata - 1}. */
    record Strata(int[] stratumOf, int strata) implements Scheme {
        public Strata {
            requireWithin(stratumOf, strata);
        }
    }

    /** Residuals, put onto the predictions in any order. Assumes that all rows err alike. */
    record Residuals() implements Scheme {
    }

    /** The sign of each row's own residual (Wu 1986, Liu 1988). Allows rows to err differently. */
    record Wild() implements Scheme {
    }

    /** What is drawn, in words. */
    default String words() {
        return switch (this) {
            case Rows ignored -> "rows";
            case Clusters(int[] clusterOf, int clusters) -> clusters + " clusters of rows";
            case Strata(int[] stratumOf, int strata) -> "rows within " + strata + " strata";
            case Residuals ignored -> "residuals";
            case Wild ignored -> "the signs of residuals";
        };
    }

    private static void requireWithin(int[] groups, int count) {
        for (int group : groups) {
            if (group < 0 || group >= count) {
                throw new IllegalArgumentException("group " + group + " of " + count);
            }
        }
    }

    /** How often each row is taken in a resample; {@code stream} is that resample's own. */
    default int[] counts(int rows, RandomStream stream) {
        int[] counts = new int[rows];
        switch (this) {
            case Rows ignored -> {
                for (int i = 0; i < rows; i++) {
                    counts[stream.choice(i, rows)]++;
                }
            }
            case Clusters(int[] clusterOf, int clusters) -> {
                int[] taken = new int[clusters];
                for (int i = 0; i < clusters; i++) {
                    taken[stream.choice(i, clusters)]++;
                }
                for (int row = 0; row < rows; row++) {
                    counts[row] = taken[clusterOf[row]];
                }
            }
            case Strata(int[] stratumOf, int strata) -> drawWithin(counts, stratumOf, strata, stream);
            case Residuals ignored -> Arrays.fill(counts, 1);
            case Wild ignored -> Arrays.fill(counts, 1);
        }
        return counts;
    }

    private static void drawWithin(int[] counts, int[] stratumOf, int strata, RandomStream stream) {
        int[] first = new int[strata + 1];
        for (int stratum : stratumOf) {
            first[stratum + 1]++;
        }
        for (int stratum = 0; stratum < strata; stratum++) {
            first[stratum + 1] += first[stratum];
        }
        int[] next = first.clone();
        int[] members = new int[stratumOf.length];
        for (int row = 0; row < stratumOf.length; row++) {
            members[next[stratumOf[row]]++] = row;
        }
        for (int row = 0; row < stratumOf.length; row++) {
            int start = first[stratumOf[row]];
            counts[members[start + stream.choice(row, first[stratumOf[row] + 1] - start)]]++;
        }
    }
}
