package org.isoflop.stdlib.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.operator.Operator;

/**
 * Grows a formula node by node and builds it into a {@link Kernel}. Nodes are known by small integers. Equal expressions
 * are one node, constants are folded, and forms that lose digits are rewritten into ones that do not. For
 * {@code E + A / N^alpha}:
 *
 * {@snippet :
 * KernelBuilder builder = new KernelBuilder();
 * int n = builder.input("N");
 * int e = builder.input("E");
 * int a = builder.input("A");
 * int alpha = builder.input("alpha");
 * int term = builder.apply(Operator.DIVIDE, a, builder.apply(Operator.POWER, n, alpha));
 * Kernel kernel = builder.build(builder.apply(Operator.ADD, e, term));
 * }
 *
 * <p>The derivative of a power by its exponent is missing for a negative base.
 */
public final class KernelBuilder {
    /** With more variables than these the second way is not tried, as making a program costs time too. */
    private static final int COMPARED = 32;

    private final Graph graph = new Graph();
    private final Simplifier simplifier = new Simplifier(graph);
    private final List<String> names = new ArrayList<>();

    /** A new input; inputs are numbered in the order they are made, from 0. */
    public int input(String name) {
        names.add(name);
        return graph.input(names.size() - 1);
    }

    /** A number that never changes. */
    public int constant(double value) {
        return graph.constant(value);
    }

    /** The operator applied to as many arguments as its arity. */
    public int apply(Operator operator, int... arguments) {
        if (arguments.length != operator.arity()) {
            throw new IllegalArgumentException(operator.word() + " takes " + operator.arity() + " arguments, not " + arguments.length);
        }
        int b = arguments.length > 1 ? arguments[1] : -1;
        return simplifier.apply(operator, arguments[0], b, arguments.length > 2 ? arguments[2] : -1);
    }

    /**
     * Another kernel's formula on arguments of this one, in the order of its inputs.
     *
     * @return the nodes of its outputs
     */
    public int[] inline(Kernel other, int... arguments) {
        if (arguments.length != other.inputCount()) {
            throw new IllegalArgumentException("the kernel takes " + other.inputCount() + " arguments, not " + arguments.length);
        }
        return other.replayed(this, arguments);
    }

    /**
     * The partial derivatives of an output by some nodes, themselves nodes: one sweep of reverse mode. Nodes it does not
     * depend on get the constant 0.
     */
    public int[] derivatives(int output, int... by) {
        return new Derivatives(graph, simplifier, by).of(output);
    }

    /**
     * The partial derivatives of some nodes by one node, themselves nodes: one sweep of forward mode. Nodes that do not depend
     * on it get the constant 0.
     */
    public int[] tangents(int[] outputs, int by) {
        return new Derivatives(graph, simplifier, new int[] {by}).tangents(outputs, by);
    }

    /**
     * The lower triangle by rows of the Hessian of what has this gradient by these nodes: by forward mode over the gradient or
     * by reverse mode, whichever takes fewer instructions.
     */
    public int[] hessian(int[] gradient, int... by) {
        int[] forward = new int[by.length * (by.length + 1) / 2];
        int[] reverse = forward.clone();
        for (int row = 0; row < by.length; row++) {
            int first = row * (row + 1) / 2;
            System.arraycopy(derivatives(gradient[row], Arrays.copyOf(by, row + 1)), 0, reverse, first, row + 1);
        }
        if (by.length > COMPARED) {
            return reverse;
        }
        for (int column = 0; column < by.length; column++) {
            int[] below = tangents(Arrays.copyOfRange(gradient, column, by.length), by[column]);
            for (int row = column; row < by.length; row++) {
                forward[row * (row + 1) / 2 + column] = below[row - column];
            }
        }
        return instructions(forward, gradient) < instructions(reverse, gradient) ? forward : reverse;
    }

    private int instructions(int[] outputs, int[] others) {
        int[] all = Arrays.copyOf(outputs, outputs.length + others.length);
        System.arraycopy(others, 0, all, outputs.length, others.length);
        return build(all).slots();
    }

    /** The finished program with these nodes as outputs; the builder may go on. */
    public Kernel build(int... outputs) {
        return Kernel.of(graph, names.toArray(new String[0]), outputs);
    }

    /** Applies an operation by its code, for a kernel that replays itself. */
    int applyCode(int code, int a, int b, int c) {
        return switch (code) {
            // Made anew, as the exponent may have become a constant.
            case Opcode.RAISED -> simplifier.apply(Operator.POWER, b, c, -1);
            case Opcode.RAISED_LESS_ONE -> simplifier.subtract(simplifier.apply(Operator.POWER, b, c, -1), graph.constant(1));
            case Opcode.LOG_RAISED -> simplifier.apply(Operator.LOG, simplifier.apply(Operator.POWER, b, c, -1), -1, -1);
            case Opcode.HOLD, Opcode.DIGAMMA, Opcode.TRIGAMMA -> graph.node(code, a, b, c);
            default -> simplifier.apply(Opcode.operator(code), a, b, c);
        };
    }
}
