package org.isoflop.stdlib.fit;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.isoflop.stdlib.keep.Kept;

/**
 * Ends of descents in blocks of starts, each kept as soon as the last of its descents has ended, so that a search of minutes which was
 * stopped, however rudely, goes on from there. A search that makes one block is not kept: its fit is.
 */
final class KeptDescents {
    /** Evaluations of a row in a block: about a second of work. */
    private static final double WORK = 2e7;

    private final Search.End[] ends;
    private final int size;
    private final Kept<Block> place;
    private final AtomicInteger[] left;

    /** Where the descents of a block ended: {@code points[descent]}. */
    record Block(double[][] points, double[] values, boolean[] converged) {
        Block {
            if (points.length != values.length || points.length != converged.length) {
                throw new IllegalArgumentException("a block of several lengths");
            }
        }
    }

    /** How much of a search makes a block. */
    static int size(double workOfOne) {
        return Math.max(1, Integer.highestOneBit((int) Math.min(WORK / workOfOne, 1 << 20)));
    }

    /**
     * @param ends to be filled
     * @param place of what belongs to all of them
     */
    KeptDescents(Search.End[] ends, int size, Kept<Block> place) {
        this.ends = ends;
        this.size = size;
        this.place = place;
        left = new AtomicInteger[(ends.length + size - 1) / size];
    }

    /** The numbers of those that are still to be done; the others are filled in. */
    int[] open() {
        int[] open = new int[ends.length];
        int count = 0;
        for (int block = 0; block < left.length; block++) {
            int first = block * size;
            int end = Math.min(ends.length, first + size);
            left[block] = new AtomicInteger(end - first);
            Block known = kept(block).find();
            if (known != null && known.values().length == end - first) {
                for (int i = 0; i < end - first; i++) {
                    ends[first + i] = new Search.End(known.points()[i], known.values()[i], known.converged()[i]);
                }
                continue;
            }
            for (int number = first; number < end; number++) {
                open[count++] = number;
            }
        }
        return Arrays.copyOf(open, count);
    }

    private Kept<Block> kept(int block) {
        return place.part(Block.class, block, size);
    }

    /** One of the open ones has ended. */
    void done(int number) {
        int block = number / size;
        if (left[block].decrementAndGet() > 0) {
            return;
        }
        Search.End[] own = Arrays.copyOfRange(ends, block * size, Math.min(ends.length, (block + 1) * size));
        boolean[] converged = new boolean[own.length];
        for (int i = 0; i < own.length; i++) {
            converged[i] = own[i].converged();
        }
        kept(block).put(new Block(Arrays.stream(own).map(Search.End::point).toArray(double[][]::new),
                Arrays.stream(own).mapToDouble(Search.End::value).toArray(), converged));
    }
}
