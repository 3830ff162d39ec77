package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.isoflop.stdlib.operator.Operator;

/**
 * Where a formula bends: its {@code min}, {@code max} and {@code abs}, and the comparisons that choose between formulas. On either side of
 * a bend it is smooth; which side that is decides the order of two numbers, the sides of the bend. With bends held it is smooth across them.
 */
public final class Bends {
    /** How far beyond a comparison, relatively, its edge counts as its other side: a choice may leap there. */
    private static final double CLEAR = 1e-11;

    private final Kernel kernel;
    private final int[] slots;

    private Bends(Kernel kernel, int[] slots) {
        this.kernel = kernel;
        this.slots = slots;
    }

    /**
     * Those of a kernel.
     *
     * @param variables how many of its first inputs the sides may depend on; a bend between other numbers is none
     */
    public static Bends of(Kernel kernel, int variables) {
        return new Bends(kernel, Slots.deciding(kernel, variables, Bends::isBend));
    }

    private static boolean isBend(int code) {
        return code >= 0 && code < Opcode.HOLD && switch (Opcode.operator(code)) {
            case MIN, MAX, ABS, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
            default -> false;
        };
    }

    private int second(int slot) {
        return kernel.argument(slot, kernel.arity(slot) > 1 ? 1 : 0);
    }

    /** How many there are. */
    public int count() {
        return slots.length;
    }

    /** Whether a bend is a comparison, by which the formula may leap; the others are corners of what hangs together. */
    public boolean isComparison(int bend) {
        return switch (Opcode.operator(kernel.code(slots[bend]))) {
            case MIN, MAX, ABS -> false;
            default -> true;
        };
    }

    /** On the inputs of the formula the difference of both sides of each bend, in order: negative where the first is the lesser. */
    public Kernel differences() {
        KernelBuilder builder = new KernelBuilder();
        int[] nodes = replay(builder, new int[slots.length], new int[0][]);
        int[] differences = new int[slots.length];
        for (int k = 0; k < slots.length; k++) {
            differences[k] = builder.apply(Operator.SUBTRACT, side(builder, nodes, k, 0), side(builder, nodes, k, 1));
        }
        return builder.build(differences);
    }

    /**
     * The formula with some bends held.
     *
     * @param order of each bend: -1 for its first side as the lesser, 1 for its second, 0 to leave it as it is
     * @return a kernel of the same inputs, with the outputs of the formula and then, for each bend that is held, the lesser and the greater
     *         side: the formula is that of the bend as long as these stand in this order
     */
    public Kernel held(int[] order) {
        KernelBuilder builder = new KernelBuilder();
        int[][] sides = new int[slots.length][];
        int[] nodes = replay(builder, order, sides);
        int held = (int) Arrays.stream(order).filter(each -> each != 0).count();
        int[] outputs = new int[kernel.outputCount() + 2 * held];
        for (int output = 0; output < kernel.outputCount(); output++) {
            outputs[output] = nodes[kernel.output(output)];
        }
        int next = kernel.outputCount();
        for (int k = 0; k < order.length; k++) {
            if (order[k] != 0) {
                outputs[next++] = sides[k][0];
                outputs[next++] = sides[k][1];
            }
        }
        return builder.build(outputs);
    }

    /** Makes the nodes of all slots. */
    private int[] replay(KernelBuilder builder, int[] order, int[][] sides) {
        return Slots.replayed(kernel, builder, (slot, nodes) -> {
            int bend = Arrays.binarySearch(slots, slot);
            if (bend < 0 || order[bend] == 0) {
                return Slots.AS_IT_IS;
            }
            sides[bend] = sides(builder, nodes, bend, order[bend] < 0);
            return chosen(builder, nodes, slot, order[bend] < 0);
        });
    }

    private int side(KernelBuilder builder, int[] nodes, int bend, int place) {
        int slot = slots[bend];
        return place < kernel.arity(slot) ? nodes[kernel.argument(slot, place)] : builder.constant(0);
    }

    /** The lesser and the greater side; of a comparison clear of each other, so that rounding cannot change what it chooses. */
    private int[] sides(KernelBuilder builder, int[] nodes, int bend, boolean firstIsLess) {
        int lesser = side(builder, nodes, bend, firstIsLess ? 0 : 1);
        int greater = side(builder, nodes, bend, firstIsLess ? 1 : 0);
        if (isComparison(bend)) {
            int size = builder.apply(Operator.ABS, builder.applyCode(Opcode.HOLD, lesser, -1, -1));
            lesser = builder.apply(Operator.ADD, lesser, builder.apply(Operator.MULTIPLY, builder.constant(CLEAR), size));
        }
        return new int[] {lesser, greater};
    }

    /** What a bend gives where its sides stand in an order. */
    private int chosen(KernelBuilder builder, int[] nodes, int slot, boolean firstIsLess) {
        int first = nodes[kernel.argument(slot, 0)];
        int other = nodes[second(slot)];
        return switch (Opcode.operator(kernel.code(slot))) {
            case MIN -> firstIsLess ? first : other;
            case MAX -> firstIsLess ? other : first;
            case ABS -> firstIsLess ? builder.apply(Operator.NEGATE, first) : first;
            case LESS, LESS_EQUAL -> builder.constant(firstIsLess ? 1 : 0);
            case GREATER, GREATER_EQUAL -> builder.constant(firstIsLess ? 0 : 1);
            default -> throw new IllegalStateException("no bend");
        };
    }
}
