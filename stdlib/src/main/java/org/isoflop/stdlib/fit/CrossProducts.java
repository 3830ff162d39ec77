package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.kernel.BoundKernel;

/**
 * Weighted cross products of many columns of which most are zero in most rows, as the slopes by coefficients that each belong to
 * one group of rows: row by row over what is not zero there. For one thread at a time.
 */
final class CrossProducts {
    /** Columns up to which dense sums in vector code are faster whatever is zero. */
    static final int FEW = 24;
    /** How many products of a dense sum take as long as one here. */
    private static final int DEARER = 6;

    private final int size;
    private final int[] counts = new int[BoundKernel.BLOCK];
    /** By row, the columns that are not zero there, ascending, and their values. */
    private final int[] places;
    private final double[] values;
    private int rows;

    CrossProducts(int size) {
        this.size = size;
        places = size > FEW ? new int[BoundKernel.BLOCK * size] : new int[0];
        values = new double[places.length];
    }

    /** Takes the first {@code n} rows of the columns; returns false if too few entries are zero for this to be worth it. */
    boolean take(double[][] columns, int n) {
        if (size <= FEW) {
            return false;
        }
        rows = n;
        for (int row = 0; row < n; row++) {
            counts[row] = 0;
        }
        for (int j = 0; j < size; j++) {
            double[] column = columns[j];
            for (int row = 0; row < n; row++) {
                if (column[row] != 0) {
                    int at = row * size + counts[row]++;
                    places[at] = j;
                    values[at] = column[row];
                }
            }
        }
        double products = 0;
        for (int row = 0; row < n; row++) {
            products += (double) counts[row] * counts[row];
        }
        return products * DEARER <= (double) size * size * n;
    }

    /** Adds, for all rows taken, weight times the product of each two columns to the lower triangle by rows that begins at a place. */
    void add(double[] weights, double[] sum, int triangle) {
        for (int row = 0; row < rows; row++) {
            int first = row * size;
            int last = first + counts[row];
            for (int a = first; a < last; a++) {
                double scaled = weights[row] * values[a];
                int line = triangle + places[a] * (places[a] + 1) / 2;
                for (int b = first; b <= a; b++) {
                    sum[line + places[b]] = Math.fma(scaled, values[b], sum[line + places[b]]);
                }
            }
        }
    }
}
