package org.isoflop.stdlib.resample;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.keep.Kept;

/**
 * Resamples in blocks, each kept as soon as the last of its resamples is done, so that work which was stopped, however rudely, goes on
 * from there. How many make a block depends on the rows alone: neither threads nor the number of resamples matter, so that more resamples
 * begin with those of before.
 */
final class Blocks {
    /** Evaluations of a row in a block: about a second of work. */
    private static final double WORK = 2e7;
    private static final int MOST = 4096;

    private final Bootstrap bootstrap;
    private final int from;
    private final int to;
    private final int size;
    private final Kept<Block>[] kept;
    private final AtomicInteger[] left;

    /** The resamples of a block: {@code values[coefficient][i]}. */
    record Block(double[][] values, boolean[] retried, boolean[] improved) {
        Block {
            for (double[] each : values) {
                if (each.length != retried.length || each.length != improved.length) {
                    throw new IllegalArgumentException("a block of several lengths");
                }
            }
        }
    }

    /** Those from one number on to before another. */
    Blocks(Bootstrap bootstrap, int from, int to) {
        this.bootstrap = bootstrap;
        this.from = from;
        this.to = to;
        size = (int) Math.clamp(Integer.highestOneBit((int) (WORK / Fitter.work(bootstrap.rows(), 0, 1))), 1, MOST);
        int count = Math.max(0, (to - from + size - 1) / size);
        @SuppressWarnings("unchecked") // of an array of a generic type
        Kept<Block>[] places = new Kept[count];
        kept = places;
        left = new AtomicInteger[count];
    }

    /** The numbers of those that are still to be done; the others are filled in. */
    int[] open() {
        int[] open = new int[Math.max(0, to - from)];
        int count = 0;
        for (int block = 0; block < kept.length; block++) {
            int first = first(block);
            int end = first(block + 1);
            kept[block] = bootstrap.kept(first, end);
            left[block] = new AtomicInteger(end - first);
            Block known = kept[block].find();
            if (known != null && known.retried().length == end - first && known.values().length == bootstrap.values().length) {
                restore(known, first);
                continue;
            }
            for (int number = first; number < end; number++) {
                open[count++] = number;
            }
        }
        return Arrays.copyOf(open, count);
    }

    private int first(int block) {
        return Math.min(to, from + block * size);
    }

    private void restore(Block known, int first) {
        for (int j = 0; j < known.values().length; j++) {
            System.arraycopy(known.values()[j], 0, bootstrap.values()[j], first, known.retried().length);
        }
        System.arraycopy(known.retried(), 0, bootstrap.retried(), first, known.retried().length);
        System.arraycopy(known.improved(), 0, bootstrap.improved(), first, known.retried().length);
    }

    /** One of the open ones is done. */
    void done(int number) {
        int block = (number - from) / size;
        if (left[block].decrementAndGet() > 0) {
            return;
        }
        int first = first(block);
        int end = first(block + 1);
        double[][] values = new double[bootstrap.values().length][];
        for (int j = 0; j < values.length; j++) {
            values[j] = Arrays.copyOfRange(bootstrap.values()[j], first, end);
        }
        kept[block].put(new Block(values, Arrays.copyOfRange(bootstrap.retried(), first, end),
                Arrays.copyOfRange(bootstrap.improved(), first, end)));
    }
}
