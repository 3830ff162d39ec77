package org.isoflop.stdlib.resample;

import java.util.Arrays;
import org.isoflop.stdlib.random.RandomStream;

/** What a resample draws anew. Groups are numbered by row: {@code groupOf[row]} from 0 to their number less one. */
public sealed interface Scheme {
    /** How often each row is taken. */
    sealed interface Counted extends Scheme {
        /** How often each row is taken in the resample of that number; {@code stream} is its own. */
        int[] counts(int number, int rows, RandomStream stream);
    }

    /** What each prediction errs by: residuals are put onto predictions. */
    sealed interface Erred extends Scheme {
    }

    /** Rows with replacement, each as likely (Efron 1979). */
    record Rows() implements Counted {
        @Override
        public int[] counts(int number, int rows, RandomStream stream) {
            int[] counts = new int[rows];
            for (int i = 0; i < rows; i++) {
                counts[stream.choice(i, rows)]++;
            }
            return counts;
        }
    }

    /** All rows as they are: for fits whose columns are drawn anew. */
    record Unchanged() implements Counted {
        @Override
        public int[] counts(int number, int rows, RandomStream stream) {
            int[] counts = new int[rows];
            Arrays.fill(counts, 1);
            return counts;
        }
    }

    /** Whole clusters of rows with replacement, as the checkpoints of one run (Davison and Hinkley 1997, §3.8). */
    record Clusters(int[] clusterOf, int clusters) implements Counted {
        public Clusters {
            requireWithin(clusterOf, clusters);
        }

        @Override
        public int[] counts(int number, int rows, RandomStream stream) {
            int[] taken = new int[clusters];
            for (int i = 0; i < clusters; i++) {
                taken[stream.choice(i, clusters)]++;
            }
            int[] counts = new int[rows];
            for (int row = 0; row < rows; row++) {
                counts[row] = taken[clusterOf[row]];
            }
            return counts;
        }
    }

    /** Rows with replacement within each stratum, as many as it has. */
    record Strata(int[] stratumOf, int strata) implements Counted {
        public Strata {
            requireWithin(stratumOf, strata);
        }

        @Override
        public int[] counts(int number, int rows, RandomStream stream) {
            int[] first = new int[strata + 1];
            for (int stratum : stratumOf) {
                first[stratum + 1]++;
            }
            for (int stratum = 0; stratum < strata; stratum++) {
                first[stratum + 1] += first[stratum];
            }
            int[] next = first.clone();
            int[] members = new int[rows];
            for (int row = 0; row < rows; row++) {
                members[next[stratumOf[row]]++] = row;
            }
            int[] counts = new int[rows];
            for (int row = 0; row < rows; row++) {
                int start = first[stratumOf[row]];
                counts[members[start + stream.choice(row, first[stratumOf[row] + 1] - start)]]++;
            }
            return counts;
        }
    }

    /**
     * All rows but {@code size} of the groups, which are single rows or clusters. One group at a time is the jackknife, each
     * left out once if there are up to {@link #EACH}; else groups are left out at random. The refits scatter less than the
     * fit itself does; {@link #widening} makes up for it.
     */
    record Leave(int size, int[] groupOf, int groups) implements Counted {
        /** Up to so many groups each is left out in turn. */
        public static final int EACH = 10_000;

        public Leave {
            requireWithin(groupOf, groups);
            if (size < 1 || size >= groups) {
                throw new IllegalArgumentException("between 1 and " + (groups - 1) + " of " + groups + " can be left out, not " + size);
            }
        }

        /** Of single rows. */
        public static Leave rows(int size, int rows) {
            int[] each = new int[rows];
            Arrays.setAll(each, row -> row);
            return new Leave(size, each, rows);
        }

        private boolean inTurn() {
            return size == 1 && groups <= EACH;
        }

        @Override
        public int draws(int wanted) {
            return inTurn() ? groups : wanted;
        }

        /** What differences from the fit are multiplied by to spread as it does: {@code sqrt((G-d)/d)} (Shao and Wu 1989). */
        double widening() {
            return Math.sqrt((double) (groups - size) / size);
        }

        @Override
        public int[] counts(int number, int rows, RandomStream stream) {
            boolean[] left = new boolean[groups];
            if (inTurn()) {
                left[number] = true;
            } else {
                choose(left, stream);
            }
            int[] counts = new int[rows];
            for (int row = 0; row < rows; row++) {
                counts[row] = left[groupOf[row]] ? 0 : 1;
            }
            return counts;
        }

        /** A subset of the size, each as likely (Floyd's algorithm: Bentley and Floyd 1987). */
        private void choose(boolean[] left, RandomStream stream) {
            for (int last = groups - size; last < groups; last++) {
                int chosen = stream.choice(last, last + 1);
                left[left[chosen] ? last : chosen] = true;
            }
        }
    }

    /**
     * Residuals with replacement, raised to the size of errors by their leverage and centred (Davison and Hinkley 1997,
     * §6.2.3 and 7.6): assumes that all rows err alike, those of greater weight less in proportion.
     */
    record Residuals() implements Erred {
    }

    /**
     * Each row's own residual, raised to the size of an error by its leverage, with a random sign (Wu 1986; Davidson and
     * Flachaire 2008): rows may err differently.
     */
    record Wild() implements Erred {
    }

    /**
     * Each row's own residual, with one random sign for all rows of a cluster (Cameron, Gelbach and Miller 2008). Few signs
     * make few different resamples: up to {@link #FEW} clusters draw from six weights (Webb 2023).
     */
    record WildClusters(int[] clusterOf, int clusters) implements Erred {
        /** Up to so many clusters are few. */
        public static final int FEW = 12;

        public WildClusters {
            requireWithin(clusterOf, clusters);
        }
    }

    /** How many draws are made where so many are wanted. */
    default int draws(int wanted) {
        return wanted;
    }

    /** What is drawn, in words that follow "resamples of". */
    default String words() {
        return switch (this) {
            case Rows ignored -> "rows";
            case Unchanged ignored -> "nothing";
            case Clusters(int[] clusterOf, int clusters) -> clusters + " clusters of rows";
            case Strata(int[] stratumOf, int strata) -> "rows within " + strata + " strata";
            case Leave(int size, int[] groupOf, int groups) ->
                    "all but " + size + " of " + groups + (groups == groupOf.length ? " rows" : " clusters of rows");
            case Residuals ignored -> "residuals";
            case Wild ignored -> "the signs of residuals";
            case WildClusters(int[] clusterOf, int clusters) ->
                    (clusters <= WildClusters.FEW ? "Webb's weights" : "the signs") + " of the residuals of " + clusters + " clusters";
        };
    }

    private static void requireWithin(int[] groups, int count) {
        for (int group : groups) {
            if (group < 0 || group >= count) {
                throw new IllegalArgumentException("group " + group + " of " + count);
            }
        }
    }
}
