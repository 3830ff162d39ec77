package org.isoflop.grammar.format;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Lines up what stands behind words of similar length. */
final class Alignment {
    /** Words that differ more than this are not lined up: the gaps would be wider than what they separate. */
    private static final int SIMILAR = 12;

    private Alignment() {
    }

    /**
     * The width to which each word is padded. Words share a width within a run.
     *
     * @param length of a word; negative for one that takes no part and needs no width
     * @param begins whether a run begins at an index above zero
     */
    static int[] widths(int count, IntUnaryOperator length, IntPredicate begins) {
        int[] widths = new int[count];
        for (int start = 0; start < count;) {
            int end = start;
            int longest = 0;
            int shortest = Integer.MAX_VALUE;
            do {
                int width = length.applyAsInt(end);
                if (width >= 0) {
                    longest = Math.max(longest, width);
                    shortest = Math.min(shortest, width);
                }
                end++;
            } while (end < count && !begins.test(end));
            for (; start < end; start++) {
                int width = length.applyAsInt(start);
                widths[start] = longest - shortest <= SIMILAR ? longest : width;
            }
        }
        return widths;
    }
}
