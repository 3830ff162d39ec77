package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** In which order the instructions of a bound kernel run block by block, and in which arrays their rows lie. */
final class Schedule {
    private static final double[] NO_ROWS = {};

    private final BoundKernel bound;
    private final Kernel kernel;
    /** The kinds of slot whose instructions run per block, as bits. */
    private final int running;
    /** The slots of instructions in order, those first that the early outputs need. */
    final int[] program;
    /** How many come first. */
    final int begun;
    /** By slot, its rows in the current block. */
    final double[][] rows;
    /** The slots of outputs that are the same for all rows, each once: many are the constant 0. */
    final int[] uniform;

    /**
     * @param early how many of the outputs are wanted before the others
     * @param columns of the inputs, where blocks are copied from them, else null
     * @param picking the inputs that are picked
     * @param all whether the rows of every instruction stay
     */
    Schedule(BoundKernel bound, int running, int early, double @Nullable [] @Nullable [] columns, int[] picking, boolean all) {
        this.bound = bound;
        this.running = running;
        kernel = bound.kernel();
        boolean[] first = neededBy(early);
        int[] slots = new int[kernel.slots()];
        int count = order(slots, 0, first, true);
        begun = count;
        program = Arrays.copyOf(slots, order(slots, count, first, false));
        rows = new double[kernel.slots()][];
        Arrays.fill(rows, NO_ROWS);
        uniform = repeatOutputs();
        takeInputs(columns, picking);
        shareBuffers(all);
    }

    private int order(int[] slots, int from, boolean[] first, boolean early) {
        int count = from;
        for (int slot = kernel.inputCount(); slot < slots.length; slot++) {
            if (runs(slot) && first[slot] == early) {
                slots[count++] = slot;
            }
        }
        return count;
    }

    private boolean runs(int slot) {
        return (running >> bound.kind(slot) & 1) != 0;
    }

    /** By slot, whether the outputs that are computed first need it. */
    private boolean[] neededBy(int early) {
        boolean[] needed = new boolean[kernel.slots()];
        for (int output = 0; output < early; output++) {
            needed[kernel.output(output)] = true;
        }
        for (int slot = needed.length - 1; slot >= 0 && early > 0; slot--) {
            for (int place = 0; needed[slot] && place < kernel.arity(slot); place++) {
                needed[kernel.argument(slot, place)] = true;
            }
        }
        return needed;
    }

    private int[] repeatOutputs() {
        int[] found = new int[kernel.slots()];
        int count = 0;
        for (int output = 0; output < kernel.outputCount(); output++) {
            int slot = kernel.output(output);
            if (bound.kind(slot) == BoundKernel.UNIFORM && rows[slot] == NO_ROWS) {
                rows[slot] = new double[BoundKernel.BLOCK];
                found[count++] = slot;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void takeInputs(double @Nullable [] @Nullable [] columns, int[] picking) {
        for (int input : picking) {
            rows[input] = new double[BoundKernel.BLOCK];
        }
        for (int input = 0; columns != null && input < kernel.inputCount(); input++) {
            if (bound.picks(input) == null) {
                rows[input] = columns[input] == null ? NO_ROWS : new double[BoundKernel.BLOCK];
            }
        }
    }

    /** By slot, the last instruction that reads it, beyond all of an output. */
    private int[] lastUses() {
        int[] lastUse = new int[kernel.slots()];
        for (int slot : program) {
            for (int place = 0; place < kernel.arity(slot); place++) {
                lastUse[kernel.argument(slot, place)] = slot;
            }
        }
        for (int output = 0; output < kernel.outputCount(); output++) {
            lastUse[kernel.output(output)] = Integer.MAX_VALUE;
        }
        return lastUse;
    }

    /** Buffers are used again once the last reader of their rows has run, unless the rows are an output or all are asked for. */
    private void shareBuffers(boolean all) {
        int[] lastUse = lastUses();
        double[][] free = new double[program.length][];
        int available = 0;
        for (int slot : program) {
            rows[slot] = available > 0 ? free[--available] : new double[BoundKernel.BLOCK];
            for (int place = 0; place < kernel.arity(slot); place++) {
                int argument = kernel.argument(slot, place);
                if (lastUse[argument] == slot && argument >= kernel.inputCount() && runs(argument) && !all) {
                    free[available++] = rows[argument];
                    lastUse[argument] = -1;
                }
            }
        }
    }
}
