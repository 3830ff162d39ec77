package org.isoflop.stdlib.kernel;

import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.Workers;
import org.jspecify.annotations.Nullable;

/**
 * A kernel tied to a table's columns. What depends on columns alone is computed once, here, and kept in blocks of
 * {@link #BLOCK} rows; of a large table it is computed again at each evaluation, from the columns as they are, as memory is
 * dearer there than a logarithm. Results do not depend on which. Safe to share between threads; each takes a
 * {@link BlockEvaluator} of its own. Columns must not change meanwhile.
 */
public final class BoundKernel {
    /** Rows of a block: its buffers stay in cache. */
    public static final int BLOCK = 256;

    /** Blocks that a thread computes at a time of what is kept. */
    private static final int SHARE = 64;
    /** Numbers that are kept, at most: 64 MiB. */
    private static final long KEPT = 1 << 23;

    /** Given anew at each evaluation, or computed from what is; one number for all rows. */
    static final byte UNIFORM = 0;
    /** Fixed when bound; differs from row to row. */
    static final byte DATA = 1;
    /** Differs from row to row and from evaluation to evaluation. */
    static final byte MIXED = 2;

    private final Kernel kernel;
    private final int rows;
    private final byte[] kinds;
    /** By slot, then block: what evaluations read of the columns and of what was computed from them. */
    private final double[] @Nullable [][] cached;
    /** By input, the places that are picked from row by row. */
    private final int[] @Nullable [] picks;
    /** The columns themselves, if nothing is kept of what is computed from them. */
    private final double @Nullable [] @Nullable [] streamed;

    /** @param most how many numbers may be kept */
    private BoundKernel(Kernel kernel, double[] @Nullable [] columns, int[] @Nullable [] picks, int rows, int threads, long most) {
        this.kernel = kernel;
        this.rows = rows;
        this.picks = picks;
        if (columns.length != kernel.inputCount()) {
            throw new IllegalArgumentException("the kernel has " + kernel.inputCount() + " inputs, not " + columns.length);
        }
        kinds = kinds(kernel, columns, picks, rows);
        cached = new double[kernel.slots()][][];
        boolean[] kept = kept(columns);
        streamed = (long) rows * count(kept) > most ? columns.clone() : null;
        if (streamed == null) {
            keep(kept, columns, threads);
        }
    }

    BoundKernel(Kernel kernel, double[] @Nullable [] columns, int[] @Nullable [] picks, int rows, int threads) {
        this(kernel, columns, picks, rows, threads, KEPT);
    }

    /** One that keeps nothing. */
    static BoundKernel once(Kernel kernel, double[] @Nullable [] columns, int rows) {
        return new BoundKernel(kernel, columns, new int[columns.length][], rows, 1, 0);
    }

    private void keep(boolean[] kept, double[] @Nullable [] columns, int threads) {
        for (int slot = 0; slot < kept.length; slot++) {
            if (kept[slot]) {
                cached[slot] = new double[blocks()][];
            }
        }
        int shares = (blocks() - 1) / SHARE + 1;
        Workers.run(threads, shares, () -> {
            BlockEvaluator evaluator = BlockEvaluator.ofData(this, columns);
            return share -> keep(evaluator, share * SHARE, Math.min(blocks(), (share + 1) * SHARE));
        });
    }

    private void keep(BlockEvaluator evaluator, int fromBlock, int toBlock) {
        for (int block = fromBlock; block < toBlock; block++) {
            int n = evaluator.run(block);
            for (int slot = 0; slot < cached.length; slot++) {
                double @Nullable [][] destination = cached[slot];
                if (destination != null) {
                    destination[block] = new double[n];
                    System.arraycopy(evaluator.row(slot), 0, destination[block], 0, n);
                }
            }
        }
    }

    private static int count(boolean[] chosen) {
        int count = 0;
        for (boolean one : chosen) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private BoundKernel(BoundKernel other, int[] chosen, int count) {
        kernel = other.kernel;
        kinds = other.kinds;
        rows = count;
        streamed = null;
        picks = picked(other.picks, chosen, count);
        cached = new double[kernel.slots()][][];
        for (int slot = 0; slot < cached.length; slot++) {
            double[][] source = other.cached[slot];
            if (source != null) {
                cached[slot] = gathered(source, chosen);
            }
        }
    }

    private static int[] @Nullable [] picked(int[] @Nullable [] picks, int[] chosen, int count) {
        int[] @Nullable [] result = new int[picks.length][];
        for (int input = 0; input < picks.length; input++) {
            int[] places = picks[input];
            if (places != null) {
                int[] some = new int[count];
                for (int i = 0; i < count; i++) {
                    some[i] = places[chosen[i]];
                }
                result[input] = some;
            }
        }
        return result;
    }

    private static double[] @Nullable [] gathered(double[] @Nullable [] columns, int[] chosen, int count) {
        double[] @Nullable [] result = new double[columns.length][];
        for (int input = 0; input < columns.length; input++) {
            double[] column = columns[input];
            if (column != null) {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = column[chosen[i]];
                }
                result[input] = values;
            }
        }
        return result;
    }

    private double[][] gathered(double[][] source, int[] chosen) {
        double[][] result = new double[blocks()][];
        for (int block = 0; block < result.length; block++) {
            double[] values = new double[rowsIn(block)];
            for (int i = 0; i < values.length; i++) {
                int row = chosen[block * BLOCK + i];
                values[i] = source[row / BLOCK][row % BLOCK];
            }
            result[block] = values;
        }
        return result;
    }

    /** The same on some of the rows, the first {@code count} of {@code chosen}; what was kept is not computed again. */
    public BoundKernel gather(int[] chosen, int count) {
        return streamed != null
                ? new BoundKernel(kernel, gathered(streamed, chosen, count), picked(picks, chosen, count), count, 1)
                : new BoundKernel(this, chosen, count);
    }

    private static byte[] kinds(Kernel kernel, double[] @Nullable [] columns, int[] @Nullable [] picks, int rows) {
        byte[] kinds = new byte[kernel.slots()];
        boolean[] varies = new boolean[kernel.slots()];
        for (int input = 0; input < columns.length; input++) {
            double[] column = columns[input];
            if (column != null && column.length < rows) {
                throw new IllegalArgumentException("the column of " + kernel.inputName(input) + " has fewer than " + rows + " rows");
            }
            kinds[input] = picks[input] != null ? MIXED : column == null ? UNIFORM : DATA;
            varies[input] = column == null;
        }
        for (int slot = columns.length; slot < kinds.length; slot++) {
            boolean byRow = false;
            for (int place = 0; place < kernel.arity(slot); place++) {
                int argument = kernel.argument(slot, place);
                byRow |= kinds[argument] != UNIFORM;
                varies[slot] |= varies[argument];
            }
            kinds[slot] = !byRow ? UNIFORM : varies[slot] ? MIXED : DATA;
        }
        return kinds;
    }

    /** The data slots that outputs or mixed instructions read. */
    private boolean[] kept(double[] @Nullable [] columns) {
        boolean[] kept = new boolean[kinds.length];
        for (int slot = 0; slot < kinds.length; slot++) {
            for (int place = 0; kinds[slot] == MIXED && place < kernel.arity(slot); place++) {
                int argument = kernel.argument(slot, place);
                boolean base = kernel.code(slot) >= Opcode.RAISED && place == 1;
                kept[argument] |= kinds[argument] == DATA && !(base && isNowhereNegative(argument, columns));
            }
        }
        for (int output = 0; output < kernel.outputCount(); output++) {
            int slot = kernel.output(output);
            kept[slot] |= kinds[slot] == DATA;
        }
        return kept;
    }

    private boolean isNowhereNegative(int slot, double[] @Nullable [] columns) {
        double[] column = slot < columns.length ? columns[slot] : null;
        boolean negative = column == null;
        for (int row = 0; column != null && row < rows; row++) {
            negative |= column[row] < 0;
        }
        return !negative;
    }

    /**
     * Has the vector loops compiled from now on, in a thread of their own, where the JVM has the Vector API: who reads a large
     * table first then finds them ready. Without it that begins with the first evaluation.
     */
    public static void prepare() {
        Tier.prepare();
    }

    public Kernel kernel() {
        return kernel;
    }

    public int rows() {
        return rows;
    }

    /** Number of blocks; all but the last have {@link #BLOCK} rows. */
    public int blocks() {
        return (rows + BLOCK - 1) / BLOCK;
    }

    /** Rows in a block. */
    public int rowsIn(int block) {
        return Math.min(BLOCK, rows - block * BLOCK);
    }

    /** A workspace to evaluate with, for one thread at a time. */
    public BlockEvaluator evaluator() {
        return BlockEvaluator.of(this);
    }

    /**
     * Evaluates all rows: {@code results[output][row]}. Of {@code inputs}, those tied to columns are not read. Results do
     * not depend on how rows are divided into blocks.
     */
    public void evaluate(double[] inputs, double[][] results) {
        evaluate(inputs, results, new Cancellation());
    }

    /**
     * The same for so many rows that somebody may not want to wait for all.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public void evaluate(double[] inputs, double[][] results, Cancellation token) {
        BlockEvaluator evaluator = evaluator();
        evaluator.set(inputs);
        for (int block = 0; block < blocks(); block++) {
            token.poll();
            int n = evaluator.run(block);
            for (int output = 0; output < results.length; output++) {
                System.arraycopy(evaluator.output(output), 0, results[output], block * BLOCK, n);
            }
        }
    }

    /** The places that an input's rows are picked from, null if they are not. */
    public int @Nullable [] picks(int input) {
        return picks[input];
    }

    byte kind(int slot) {
        return kinds[slot];
    }

    double @Nullable [][] cached(int slot) {
        return cached[slot];
    }

    double @Nullable [] @Nullable [] streamed() {
        return streamed;
    }
}
