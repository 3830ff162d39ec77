package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where a formula goes in steps: its {@code floor}, {@code ceil} and {@code round} of what its variables come to. With the whole numbers
 * that they give held it is smooth, as long as what they round stays within the edges of the step.
 */
public final class Steps {
    /** How far within a step, relatively, its edge is kept, so that rounding cannot lead to the next. */
    private static final double CLEAR = 1e-11;

    private final Kernel kernel;
    private final int[] slots;

    private Steps(Kernel kernel, int[] slots) {
        this.kernel = kernel;
        this.slots = slots;
    }

    /**
     * Those of a kernel.
     *
     * @param variables how many of its first inputs they may depend on
     */
    public static Steps of(Kernel kernel, int variables) {
        return new Steps(kernel, Slots.deciding(kernel, variables, Steps::isStep));
    }

    private static boolean isStep(int code) {
        return code >= 0 && code < Opcode.HOLD && switch (Opcode.operator(code)) {
            case FLOOR, CEIL, ROUND -> true;
            default -> false;
        };
    }

    /** How many there are. */
    public int count() {
        return slots.length;
    }

    /** On the inputs of the formula the whole number of each step. */
    public Kernel numbers() {
        KernelBuilder builder = new KernelBuilder();
        int[] nodes = Slots.replayed(kernel, builder, (slot, before) -> Slots.AS_IT_IS);
        return builder.build(Arrays.stream(slots).map(slot -> nodes[slot]).toArray());
    }

    /**
     * The formula with some whole numbers given, and as if the others were not rounded.
     *
     * @param given of which steps
     * @return a kernel of the same inputs and, behind them, for each step that is given its number and the lower and upper {@link #edge},
     *         with the outputs of the formula and then, for each of these steps, two pairs of which the first is at most the second where
     *         the formula has these numbers
     */
    public Kernel held(boolean[] given) {
        KernelBuilder builder = new KernelBuilder();
        int[][] inputs = new int[slots.length][];
        int[] nodes = Slots.replayed(kernel, builder, (slot, before) -> {
            int step = Arrays.binarySearch(slots, slot);
            if (step < 0) {
                return Slots.AS_IT_IS;
            }
            if (!given[step]) {
                return before[kernel.argument(slot, 0)];
            }
            inputs[step] = new int[] {builder.input("number"), builder.input("lower"), builder.input("upper")};
            return inputs[step][0];
        });
        int count = (int) IntStream.range(0, given.length).filter(step -> given[step]).count();
        int[] outputs = Slots.outputs(kernel, nodes, 4 * count);
        int at = kernel.outputCount();
        for (int step = 0; step < slots.length; step++) {
            if (given[step]) {
                int rounded = nodes[kernel.argument(slots[step], 0)];
                outputs[at++] = inputs[step][1];
                outputs[at++] = rounded;
                outputs[at++] = rounded;
                outputs[at++] = inputs[step][2];
            }
        }
        return builder.build(outputs);
    }

    /** The lower or upper end of what is rounded to a number, a little within the step. */
    public double edge(int step, double number, boolean upper) {
        double off = switch (Opcode.operator(kernel.code(slots[step]))) {
            case FLOOR -> upper ? 1 : 0;
            case CEIL -> upper ? 0 : -1;
            default -> upper ? 0.5 : -0.5;
        };
        double clear = CLEAR * Math.max(1, Math.abs(number));
        return number + off + (upper ? -clear : clear);
    }
}
