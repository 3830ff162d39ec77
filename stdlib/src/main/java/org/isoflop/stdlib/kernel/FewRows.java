package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows in which conditions on columns hold, where these are few of their block, as where each of many groups has its own. */
final class FewRows {
    private static final int[] MANY = {};

    /** By slot of a condition, then block: found when first asked for. */
    private final int[] @Nullable [][] holding;

    FewRows(int slots) {
        holding = new int[slots][][];
    }

    /** Forgets them, as other rows come. */
    void forget() {
        Arrays.fill(holding, null);
    }

    /** The rows of a block in which a condition holds; null if they are not few, or it is not known in all. */
    int @Nullable [] of(int condition, int block, int blocks, double[] values, int n) {
        int[][] byBlock = holding[condition];
        if (byBlock == null) {
            byBlock = new int[blocks][];
            holding[condition] = byBlock;
        }
        int[] found = byBlock[block];
        if (found == null) {
            found = find(values, n);
            byBlock[block] = found;
        }
        return found == MANY ? null : found;
    }

    private static int[] find(double[] condition, int n) {
        int[] chosen = new int[n / 4];
        int count = 0;
        for (int row = 0; row < n; row++) {
            boolean holds = condition[row] != 0;
            if (condition[row] != condition[row] || holds && count == chosen.length) {
                return MANY;
            }
            if (holds) {
                chosen[count++] = row;
            }
        }
        return Arrays.copyOf(chosen, count);
    }
}
