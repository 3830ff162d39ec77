package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Finds instructions of a kernel, and makes it anew with other formulas in their place. */
final class Slots {
    /** What is in the place of an instruction that stays. */
    static final int AS_IT_IS = -1;

    private Slots() {
    }

    /** What stands in the place of an instruction, of the nodes of those before it; {@link #AS_IT_IS} for itself. */
    @FunctionalInterface
    interface Replacement {
        int of(int slot, int[] nodes);
    }

    /**
     * Instructions by which outputs move and which move with the variables, in order.
     *
     * @param variables how many of the first inputs
     * @param code of which kind they are
     */
    static int[] deciding(Kernel kernel, int variables, IntPredicate code) {
        boolean[] moves = new boolean[kernel.slots()];
        Arrays.fill(moves, 0, variables, true);
        for (int slot = kernel.inputCount(); slot < moves.length; slot++) {
            for (int place = 0; place < kernel.arity(slot); place++) {
                moves[slot] |= moves[kernel.argument(slot, place)];
            }
        }
        boolean[] counts = counted(kernel);
        return IntStream.range(kernel.inputCount(), moves.length)
                .filter(slot -> counts[slot] && moves[slot] && code.test(kernel.code(slot)))
                .toArray();
    }

    /** By slot, whether an output moves with it; what is held as if it were a constant only scales numbers that cancel. */
    private static boolean[] counted(Kernel kernel) {
        boolean[] counted = new boolean[kernel.slots()];
        for (int output = 0; output < kernel.outputCount(); output++) {
            counted[kernel.output(output)] = true;
        }
        for (int slot = counted.length - 1; slot >= kernel.inputCount(); slot--) {
            for (int place = 0; counted[slot] && kernel.code(slot) != Opcode.HOLD && place < kernel.arity(slot); place++) {
                counted[kernel.argument(slot, place)] = true;
            }
        }
        return counted;
    }

    /** The nodes of all slots, on inputs that are made first. */
    static int[] replayed(Kernel kernel, KernelBuilder builder, Replacement replacement) {
        int[] nodes = new int[kernel.slots()];
        for (int slot = 0; slot < nodes.length; slot++) {
            if (slot < kernel.inputCount()) {
                nodes[slot] = builder.input(kernel.inputName(slot));
            } else if (kernel.code(slot) == Opcode.CONSTANT) {
                nodes[slot] = builder.constant(kernel.constant(slot));
            } else {
                int other = replacement.of(slot, nodes);
                int arity = kernel.arity(slot);
                nodes[slot] = other != AS_IT_IS
                        ? other
                        : builder.applyCode(kernel.code(slot), nodes[kernel.argument(slot, 0)],
                                arity > 1 ? nodes[kernel.argument(slot, 1)] : -1, arity > 2 ? nodes[kernel.argument(slot, 2)] : -1);
            }
        }
        return nodes;
    }

    /** The nodes of a kernel's outputs among those of its slots, with room for more behind them. */
    static int[] outputs(Kernel kernel, int[] nodes, int more) {
        int[] outputs = new int[kernel.outputCount() + more];
        for (int output = 0; output < kernel.outputCount(); output++) {
            outputs[output] = nodes[kernel.output(output)];
        }
        return outputs;
    }
}
