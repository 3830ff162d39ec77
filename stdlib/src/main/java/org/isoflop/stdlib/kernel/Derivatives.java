package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.isoflop.stdlib.operator.Operator;

/**
 * Reverse mode over a graph, carried out once and symbolically: adjoints are nodes of the same graph, so that values and
 * derivatives share what they have in common and derivatives can be differentiated again.
 */
final class Derivatives {
    private static final int NONE = -1;

    private final Graph graph;
    private final Simplifier simplifier;
    private final int[] by;
    private final boolean[] depends;
    private final int[] adjoints;

    Derivatives(Graph graph, Simplifier simplifier, int[] by) {
        this.graph = graph;
        this.simplifier = simplifier;
        this.by = by;
        depends = new boolean[graph.size()];
        adjoints = new int[graph.size()];
        for (int node : by) {
            depends[node] = true;
        }
        for (int node = 0; node < depends.length; node++) {
            for (int place = 0; place < Opcode.arity(graph.code(node)) && !depends[node]; place++) {
                depends[node] = depends[graph.argument(node, place)];
            }
        }
    }

    int[] of(int output) {
        Arrays.fill(adjoints, NONE);
        adjoints[output] = graph.constant(1);
        for (int node = output; node >= 0; node--) {
            if (adjoints[node] != NONE && depends[node] && Opcode.arity(graph.code(node)) > 0) {
                propagate(node, adjoints[node]);
            }
        }
        int[] result = new int[by.length];
        for (int i = 0; i < by.length; i++) {
            result[i] = adjoints[by[i]] == NONE ? graph.constant(0) : adjoints[by[i]];
        }
        return result;
    }

    /**
     * Forward mode: the derivatives of some nodes by one variable. The rule of a node is that of reverse mode, begun with 1,
     * which leaves the slopes by its arguments.
     */
    int[] tangents(int[] outputs, int variable) {
        int[] tangents = new int[depends.length];
        boolean[] needed = graph.needed(outputs);
        for (int node = 0; node < tangents.length; node++) {
            tangents[node] = node == variable ? graph.constant(1) : NONE;
            if (node != variable && needed[node] && depends[node] && Opcode.arity(graph.code(node)) > 0) {
                tangents[node] = tangent(node, tangents);
            }
        }
        int[] result = new int[outputs.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = tangents[outputs[i]] == NONE ? graph.constant(0) : tangents[outputs[i]];
        }
        return result;
    }

    private int tangent(int node, int[] tangents) {
        int arity = Opcode.arity(graph.code(node));
        boolean moves = false;
        for (int place = 0; place < arity; place++) {
            adjoints[graph.argument(node, place)] = NONE;
            moves |= tangents[graph.argument(node, place)] != NONE;
        }
        if (!moves) {
            return NONE;
        }
        propagate(node, graph.constant(1));
        int sum = NONE;
        for (int place = 0; place < arity; place++) {
            int argument = graph.argument(node, place);
            if (adjoints[argument] != NONE && tangents[argument] != NONE) {
                int term = times(adjoints[argument], tangents[argument]);
                sum = sum == NONE ? term : simplifier.add(sum, term);
                // An argument that stands twice has the slope of both in one.
                adjoints[argument] = NONE;
            }
        }
        return sum;
    }

    private void propagate(int node, int adjoint) {
        int code = graph.code(node);
        int a = graph.argument(node, 0);
        if (code == Opcode.HOLD) {
            return;
        }
        if (code >= Opcode.RAISED) {
            // All but the first argument only repeat what it is made of.
            int b = second(node);
            int c = graph.argument(node, 2);
            add(a, code == Opcode.LOG_RAISED ? adjoint : times(adjoint, simplifier.raised(a, b, c)));
            return;
        }
        if (code == Opcode.DIGAMMA) {
            add(a, times(adjoint, graph.node(Opcode.TRIGAMMA, a, -1, -1)));
            return;
        }
        if (code == Opcode.TRIGAMMA) {
            throw new UnsupportedOperationException("no third derivatives of choose");
        }
        switch (Opcode.operator(code)) {
            case ADD -> {
                add(a, adjoint);
                add(second(node), adjoint);
            }
            case SUBTRACT -> {
                add(a, adjoint);
                add(second(node), simplifier.negate(adjoint));
            }
            case NEGATE -> add(a, simplifier.negate(adjoint));
            case MULTIPLY -> {
                int b = second(node);
                // Both looked up before either is added: a square gets its adjoint twice.
                add(a, depends[a] ? times(adjoint, b) : NONE);
                add(b, depends[b] ? times(adjoint, a) : NONE);
            }
            case DIVIDE -> {
                int ratio = over(adjoint, second(node));
                add(a, ratio);
                add(second(node), depends[second(node)] ? simplifier.negate(times(ratio, node)) : NONE);
            }
            case POWER -> add(a, times(adjoint, simplifier.multiply(second(node), apply(Operator.POWER, a, less(second(node))))));
            case EXP -> add(a, times(adjoint, node));
            case EXPM1 -> add(a, times(adjoint, apply(Operator.EXP, a, -1)));
            case LOG -> add(a, over(adjoint, a));
            case LOG2 -> add(a, over(adjoint, simplifier.multiply(number(Math.log(2)), a)));
            case LOG10 -> add(a, over(adjoint, simplifier.multiply(number(Math.log(10)), a)));
            case LOG1P -> add(a, over(adjoint, simplifier.add(number(1), a)));
            case SQRT -> add(a, over(adjoint, simplifier.multiply(number(2), node)));
            case ABS -> add(a, choice(apply(Operator.LESS, a, number(0)), simplifier.negate(adjoint), adjoint));
            case MIN -> split(node, Operator.LESS_EQUAL, adjoint);
            case MAX -> split(node, Operator.GREATER_EQUAL, adjoint);
            case TANH -> add(a, times(adjoint, squaredSecant(a)));
            case SIGMOID -> add(a, times(adjoint, simplifier.multiply(node, sigmoid(simplifier.negate(a)))));
            case SOFTPLUS -> add(a, times(adjoint, sigmoid(a)));
            case ATAN -> add(a, over(adjoint, simplifier.add(number(1), simplifier.multiply(a, a))));
            case SIN -> add(a, times(adjoint, simplifier.apply(Operator.COS, a, -1, -1)));
            case COS -> add(a, simplifier.negate(times(adjoint, simplifier.apply(Operator.SIN, a, -1, -1))));
            case CHOOSE -> chosen(node, adjoint);
            case SELECT -> {
                add(second(node), choice(a, adjoint, number(0)));
                add(graph.argument(node, 2), choice(a, number(0), adjoint));
            }
            case FLOOR, CEIL, ROUND, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, UNEQUAL, KNOWN, AND, OR, NOT -> {
            }
            case CLAMP -> throw new AssertionError("rewritten when made");
        }
    }

    /** Larger of two, where the constant that stands for the logarithm of zero takes no part. */
    private void split(int node, Operator comparison, int adjoint) {
        int a = graph.argument(node, 0);
        int b = second(node);
        if (graph.isConstant(a, Simplifier.LOG_OF_ZERO) || graph.isConstant(b, Simplifier.LOG_OF_ZERO)) {
            add(a, adjoint);
            add(b, adjoint);
            return;
        }
        int first = apply(comparison, a, b);
        add(a, choice(first, adjoint, number(0)));
        add(b, choice(first, number(0), adjoint));
    }

    /** The slope of tanh, {@code 1 - tanh^2}, without its cancellation: {@code 4 sigmoid(2 x) sigmoid(-2 x)}. */
    private int squaredSecant(int a) {
        int twice = simplifier.multiply(number(2), a);
        return simplifier.multiply(number(4), simplifier.multiply(sigmoid(twice), sigmoid(simplifier.negate(twice))));
    }

    private int sigmoid(int a) {
        return simplifier.apply(Operator.SIGMOID, a, -1, -1);
    }

    private void chosen(int node, int adjoint) {
        int n = graph.argument(node, 0);
        int k = second(node);
        int scaled = times(adjoint, node);
        int others = digammaAfter(simplifier.subtract(n, k));
        add(n, depends[n] ? times(scaled, simplifier.subtract(digammaAfter(n), others)) : NONE);
        add(k, depends[k] ? times(scaled, simplifier.subtract(others, digammaAfter(k))) : NONE);
    }

    private int digammaAfter(int node) {
        int argument = simplifier.add(node, number(1));
        return graph.isConstant(argument)
                ? graph.constant(Opcode.apply(Opcode.DIGAMMA, graph.value(argument), 0, 0))
                : graph.node(Opcode.DIGAMMA, argument, -1, -1);
    }

    private void add(int node, int contribution) {
        if (contribution != NONE && depends[node]) {
            adjoints[node] = adjoints[node] == NONE ? contribution : simplifier.add(adjoints[node], contribution);
        }
    }

    // A branch not taken has adjoint 0, and its slope may be infinite: 0 wins.
    private int times(int adjoint, int slope) {
        if (isHalf(adjoint)) {
            int scaled = times(graph.argument(adjoint, 1), slope);
            return choice(graph.argument(adjoint, 0), scaled, number(0));
        }
        int product = simplifier.multiply(adjoint, slope);
        return guarded(adjoint) && !graph.isConstant(slope) ? zeroOr(adjoint, product) : product;
    }

    private int over(int adjoint, int divisor) {
        int quotient = simplifier.divide(adjoint, divisor);
        return guarded(adjoint) && !graph.isConstant(divisor) ? zeroOr(adjoint, quotient) : quotient;
    }

    /** Whether it is of a branch that is taken on a condition, and 0 otherwise: then so is what it is multiplied to. */
    private boolean isHalf(int adjoint) {
        return isChoice(adjoint) && graph.isConstant(graph.argument(adjoint, 2), 0);
    }

    private boolean guarded(int adjoint) {
        return isChoice(adjoint) && (vanishes(graph.argument(adjoint, 1)) || vanishes(graph.argument(adjoint, 2)));
    }

    /** Whether a branch is zero, or may be by another choice within it: a choice between what the law says is none. */
    private boolean vanishes(int branch) {
        int node = graph.code(branch) == Operator.NEGATE.ordinal() ? graph.argument(branch, 0) : branch;
        return graph.isConstant(node, 0)
                || isChoice(node) && (graph.isConstant(graph.argument(node, 1), 0) || graph.isConstant(graph.argument(node, 2), 0));
    }

    private boolean isChoice(int node) {
        return graph.code(node) == Operator.SELECT.ordinal();
    }

    private int zeroOr(int adjoint, int value) {
        return choice(apply(Operator.EQUAL, adjoint, number(0)), number(0), value);
    }

    private int choice(int condition, int yes, int no) {
        return simplifier.apply(Operator.SELECT, condition, yes, no);
    }

    private int apply(Operator operator, int a, int b) {
        return simplifier.apply(operator, a, b, -1);
    }

    private int less(int exponent) {
        return simplifier.subtract(exponent, number(1));
    }

    private int number(double value) {
        return graph.constant(value);
    }

    private int second(int node) {
        return graph.argument(node, 1);
    }
}
