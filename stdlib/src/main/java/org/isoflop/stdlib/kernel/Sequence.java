package org.isoflop.stdlib.kernel;

import java.util.Arrays;

/**
 * The instructions that run for each block, in order.
 *
 * @param slots what they compute
 * @param begun how many of the first are all that the outputs need that are asked for before the others
 */
record Sequence(int[] slots, int begun) {
    /**
     * @param running the kinds of slot whose instructions run, as bits
     * @param early how many of the first outputs are asked for before the others
     */
    static Sequence of(BoundKernel bound, int running, int early) {
        Kernel kernel = bound.kernel();
        boolean[] first = needed(kernel, early);
        int[] slots = new int[kernel.slots()];
        int count = 0;
        int begun = 0;
        for (int part = 0; part < 2; part++) {
            begun = part == 0 ? 0 : count;
            for (int slot = kernel.inputCount(); slot < slots.length; slot++) {
                if ((running >> bound.kind(slot) & 1) != 0 && first[slot] == (part == 0)) {
                    slots[count++] = slot;
                }
            }
        }
        return new Sequence(Arrays.copyOf(slots, count), begun);
    }

    /** By slot, whether the first outputs need it. */
    private static boolean[] needed(Kernel kernel, int outputs) {
        boolean[] needed = new boolean[kernel.slots()];
        for (int output = 0; output < outputs; output++) {
            needed[kernel.output(output)] = true;
        }
        for (int slot = needed.length - 1; slot >= 0 && outputs > 0; slot--) {
            for (int place = 0; needed[slot] && place < kernel.arity(slot); place++) {
                needed[kernel.argument(slot, place)] = true;
            }
        }
        return needed;
    }
}
