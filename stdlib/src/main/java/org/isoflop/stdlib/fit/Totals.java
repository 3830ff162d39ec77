package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.kernel.BoundKernel;

/** Sums over the rows of a table, of a long one share by share: what comes of it does not depend on how many threads there are. */
final class Totals {
    /** Rows that a thread takes at a time. */
    static final int SHARE = 64 * BoundKernel.BLOCK;

    /** Adds what some of the rows come to; called by several threads at once. */
    @FunctionalInterface
    interface Part {
        void add(int from, int to, double[] sums);
    }

    private Totals() {
    }

    /** So many sums. */
    static double[] of(int rows, int threads, int count, Part part) {
        double[][] shares = new double[(rows - 1) / SHARE + 1][count];
        Workers.run(threads, shares.length, () -> share -> {
            int from = share * SHARE;
            part.add(from, from + Math.min(rows - from, SHARE), shares[share]);
        });
        double[] total = shares[0];
        for (int share = 1; share < shares.length; share++) {
            for (int i = 0; i < count; i++) {
                total[i] += shares[share][i];
            }
        }
        return total;
    }
}
