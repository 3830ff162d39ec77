package org.isoflop.stdlib.kernel;

import org.isoflop.stdlib.operator.Operator;

/**
 * Makes nodes, folding constants and replacing forms that lose digits or overflow by ones that do not:
 * {@code 1 - exp(x)} by {@code -expm1(x)}, {@code log(1 + x)} by {@code log1p(x)}, {@code log(exp(x) + exp(y))} by a sum
 * over exponentials shifted by the largest, {@code sqrt(1 + x) - 1} by {@code x / (sqrt(1 + x) + 1)}, powers by
 * {@code exp(y log(x))} so that the logarithm of a column is computed once. More such twins are in {@code Logarithms}.
 */
final class Simplifier {
    private static final int ADD = Operator.ADD.ordinal();
    private static final int SUBTRACT = Operator.SUBTRACT.ordinal();
    private static final int NEGATE = Operator.NEGATE.ordinal();
    private static final int MULTIPLY = Operator.MULTIPLY.ordinal();
    private static final int EXP = Operator.EXP.ordinal();
    private static final int LOG = Operator.LOG.ordinal();
    private static final int MAX = Operator.MAX.ordinal();
    private static final int EQUAL = Operator.EQUAL.ordinal();
    private static final int SELECT = Operator.SELECT.ordinal();
    /** Stands for the logarithm of zero where minus infinity times zero would give NaN. */
    static final double LOG_OF_ZERO = -1e300;

    private final Graph graph;
    private final Logarithms logarithms;

    Simplifier(Graph graph) {
        this.graph = graph;
        logarithms = new Logarithms(graph, this);
    }

    int apply(Operator operator, int a, int b, int c) {
        int arity = operator.arity();
        if (graph.isConstant(a) && (arity < 2 || graph.isConstant(b)) && (arity < 3 || graph.isConstant(c))) {
            double y = arity < 2 ? 0 : graph.value(b);
            return graph.constant(operator.apply(graph.value(a), y, arity < 3 ? 0 : graph.value(c)));
        }
        return switch (operator) {
            case ADD -> add(a, b);
            case SUBTRACT -> subtract(a, b);
            case NEGATE -> negate(a);
            case MULTIPLY -> multiply(a, b);
            case DIVIDE -> divide(a, b);
            case POWER -> power(a, b);
            case EXP -> exp(a);
            case LOG -> logarithms.of(a);
            case CLAMP -> apply(Operator.MIN, apply(Operator.MAX, a, b, -1), c, -1);
            case MIN, MAX -> a == b ? a : graph.node(operator.ordinal(), Math.min(a, b), Math.max(a, b), -1);
            case SELECT -> select(a, b, c);
            case LOG1P -> logarithms.ofOnePlus(a);
            case EXPM1, LOG2, LOG10, SIGMOID, SOFTPLUS, SQRT, ABS, FLOOR, CEIL, ROUND, TANH, ATAN, SIN, COS, KNOWN, NOT ->
                    graph.node(operator.ordinal(), a, -1, -1);
            case CHOOSE, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, UNEQUAL, AND, OR -> graph.node(operator.ordinal(), a, b, -1);
        };
    }

    private int exp(int a) {
        return is(a, LOG) ? graph.argument(a, 0) : graph.node(EXP, exponent(a), -1, -1);
    }

    /** Brings an exponent into the form that equal ones share. */
    private int exponent(int a) {
        boolean opposed = is(a, NEGATE) && is(graph.argument(a, 0), MULTIPLY);
        return opposed ? opposite(graph.argument(a, 0)) : a;
    }

    /** See {@link Opcode#RAISED}. */
    int raised(int product, int base, int exponent) {
        return graph.node(Opcode.RAISED, exponent(product), base, exponent);
    }

    int add(int a, int b) {
        if (graph.isConstant(a, 0)) {
            return b;
        }
        if (graph.isConstant(b, 0)) {
            return a;
        }
        if (is(b, NEGATE)) {
            return subtract(a, graph.argument(b, 0));
        }
        if (is(a, NEGATE)) {
            return subtract(b, graph.argument(a, 0));
        }
        if (graph.isConstant(b, -1)) {
            int less = lessOne(a);
            return less >= 0 ? less : graph.node(ADD, Math.min(a, b), Math.max(a, b), -1);
        }
        return graph.node(ADD, Math.min(a, b), Math.max(a, b), -1);
    }

    int subtract(int a, int b) {
        if (graph.isConstant(b, 0)) {
            return a;
        }
        if (graph.isConstant(a, 0)) {
            return negate(b);
        }
        if (is(b, NEGATE)) {
            return add(a, graph.argument(b, 0));
        }
        int less = graph.isConstant(b, 1) ? lessOne(a) : graph.isConstant(a, 1) ? lessOne(b) : -1;
        if (less >= 0) {
            return graph.isConstant(b, 1) ? less : negate(less);
        }
        if (is(a, EXP) && is(b, EXP) && a != b) {
            return difference(graph.argument(a, 0), graph.argument(b, 0));
        }
        return graph.node(SUBTRACT, a, b, -1);
    }

    /** What {@code a} is above one, where that has a form which keeps its digits; else -1. */
    private int lessOne(int a) {
        if (is(a, EXP)) {
            return apply(Operator.EXPM1, graph.argument(a, 0), -1, -1);
        }
        if (is(a, Opcode.RAISED)) {
            return graph.node(Opcode.RAISED_LESS_ONE, graph.argument(a, 0), graph.argument(a, 1), graph.argument(a, 2));
        }
        if (is(a, Operator.SIGMOID.ordinal())) {
            return negate(apply(Operator.SIGMOID, negate(graph.argument(a, 0)), -1, -1));
        }
        if (is(a, Operator.SQRT.ordinal())) {
            int excess = logarithms.aboveOne(graph.argument(a, 0));
            return excess < 0 ? -1 : divide(excess, add(a, graph.constant(1)));
        }
        return -1;
    }

    /** {@code exp(x) - exp(y)} from the larger of the two, so that close ones keep their digits and nothing overflows early. */
    private int difference(int x, int y) {
        int larger = apply(Operator.EXP, apply(Operator.MAX, x, y, -1), -1, -1);
        int gap = negate(apply(Operator.ABS, subtract(x, y), -1, -1));
        int size = multiply(larger, negate(apply(Operator.EXPM1, gap, -1, -1)));
        return apply(Operator.SELECT, apply(Operator.LESS, x, y, -1), negate(size), size);
    }

    int negate(int a) {
        if (graph.isConstant(a)) {
            return graph.constant(-graph.value(a));
        }
        if (is(a, NEGATE)) {
            return graph.argument(a, 0);
        }
        if (is(a, SUBTRACT)) {
            return graph.node(SUBTRACT, graph.argument(a, 1), graph.argument(a, 0), -1);
        }
        return graph.node(NEGATE, a, -1, -1);
    }

    int multiply(int a, int b) {
        if (graph.isConstant(a)) {
            return scale(graph.value(a), b);
        }
        if (graph.isConstant(b)) {
            return scale(graph.value(b), a);
        }
        // Signs go outward, so that products that differ in sign alone are one node.
        if (isOpposed(a) || isOpposed(b)) {
            int product = multiply(isOpposed(a) ? graph.argument(a, 0) : a, isOpposed(b) ? graph.argument(b, 0) : b);
            return isOpposed(a) == isOpposed(b) ? product : negate(product);
        }
        if (product(a, b) < 0) {
            int shared = shared(a, b);
            shared = shared < 0 ? shared(b, a) : shared;
            if (shared >= 0) {
                return shared;
            }
        }
        return graph.node(MULTIPLY, Math.min(a, b), Math.max(a, b), -1);
    }

    /** Whether it is a negative whose sign may go outward; that of a logarithm is likely computed once, with its sign. */
    private boolean isOpposed(int a) {
        return is(a, NEGATE) && !isLogarithm(graph.argument(a, 0));
    }

    /** The product if it is computed anyway, else -1. */
    private int product(int a, int b) {
        return graph.find(MULTIPLY, Math.min(a, b), Math.max(a, b));
    }

    /** {@code (x y) b} as {@code x (y b)} or {@code y (x b)} if the inner product is computed anyway, else -1. */
    private int shared(int a, int b) {
        if (!is(a, MULTIPLY)) {
            return -1;
        }
        int x = graph.argument(a, 0);
        int y = graph.argument(a, 1);
        int inner = product(y, b);
        int outer = product(x, b);
        if (outer >= 0 && (inner < 0 || product(x, inner) < 0)) {
            return graph.node(MULTIPLY, Math.min(y, outer), Math.max(y, outer), -1);
        }
        return inner >= 0 ? graph.node(MULTIPLY, Math.min(x, inner), Math.max(x, inner), -1) : -1;
    }

    private int scale(double factor, int a) {
        if (factor == 1) {
            return a;
        }
        if (factor == -1) {
            return negate(a);
        }
        if (isOpposed(a)) {
            return scale(-factor, graph.argument(a, 0));
        }
        int number = graph.constant(factor);
        return graph.node(MULTIPLY, Math.min(a, number), Math.max(a, number), -1);
    }

    int divide(int a, int b) {
        if (graph.isConstant(b, 1)) {
            return a;
        }
        if (is(a, NEGATE)) {
            return negate(divide(graph.argument(a, 0), b));
        }
        if (is(b, EXP)) {
            return multiply(a, apply(Operator.EXP, opposite(graph.argument(b, 0)), -1, -1));
        }
        if (is(b, Opcode.RAISED)) {
            return multiply(a, raised(opposite(graph.argument(b, 0)), graph.argument(b, 1), negate(graph.argument(b, 2))));
        }
        return graph.node(Operator.DIVIDE.ordinal(), a, b, -1);
    }

    /** The negative; of a product with a logarithm, which is likely a column computed once, with the sign there. */
    private int opposite(int a) {
        if (!is(a, MULTIPLY)) {
            return negate(a);
        }
        int left = graph.argument(a, 0);
        int right = graph.argument(a, 1);
        boolean signed = is(right, NEGATE) || !is(left, NEGATE) && isLogarithm(right) && !isLogarithm(left);
        int first = signed ? left : negate(left);
        int second = signed ? negate(right) : right;
        return graph.node(MULTIPLY, Math.min(first, second), Math.max(first, second), -1);
    }

    private int power(int base, int exponent) {
        if (graph.isConstant(exponent)) {
            double y = graph.value(exponent);
            if (y == Math.rint(y) && Math.abs(y) <= 64) {
                int whole = wholePower(base, (int) Math.abs(y));
                return y < 0 ? divide(graph.constant(1), whole) : whole;
            }
            if (Math.abs(y) == 0.5) {
                int root = apply(Operator.SQRT, base, -1, -1);
                return y < 0 ? divide(graph.constant(1), root) : root;
            }
            if (y == Math.rint(y)) {
                return graph.node(Operator.POWER.ordinal(), base, exponent, -1);
            }
        }
        if (is(base, EXP)) {
            return apply(Operator.EXP, multiply(exponent, graph.argument(base, 0)), -1, -1);
        }
        int logarithm = apply(Operator.MAX, logarithms.of(base), graph.constant(LOG_OF_ZERO), -1);
        int product = multiply(exponent, logarithm);
        boolean whole = !graph.isConstant(exponent) && !logarithms.isNotNegative(base);
        return whole ? raised(product, base, exponent) : apply(Operator.EXP, product, -1, -1);
    }

    private int wholePower(int base, int exponent) {
        if (exponent == 0) {
            return graph.constant(1);
        }
        int half = exponent == 1 ? base : wholePower(base, exponent / 2);
        if (exponent == 1) {
            return half;
        }
        int square = multiply(half, half);
        return exponent % 2 == 0 ? square : multiply(square, base);
    }

    private int select(int condition, int yes, int no) {
        if (graph.isConstant(condition) && graph.value(condition) == graph.value(condition)) {
            return graph.value(condition) != 0 ? yes : no;
        }
        return graph.node(SELECT, condition, given(condition, true, yes), given(condition, false, no));
    }

    /**
     * A branch without the choices that are decided where it is taken: one of many values picked by number, once it is known
     * which, is not asked for the others again.
     */
    private int given(int condition, boolean holds, int branch) {
        int node = branch;
        while (is(node, SELECT)) {
            int asked = graph.argument(node, 0);
            if (asked == condition) {
                node = graph.argument(node, holds ? 1 : 2);
            } else if (holds && excludes(condition, asked)) {
                node = graph.argument(node, 2);
            } else {
                return node;
            }
        }
        return node;
    }

    /** Whether two conditions say that the same thing equals different numbers. */
    private boolean excludes(int condition, int other) {
        if (!is(condition, EQUAL) || !is(other, EQUAL) || graph.argument(condition, 0) != graph.argument(other, 0)) {
            return false;
        }
        int a = graph.argument(condition, 1);
        int b = graph.argument(other, 1);
        return graph.isConstant(a) && graph.isConstant(b) && Math.abs(graph.value(a) - graph.value(b)) > 0;
    }

    private boolean isLogarithm(int node) {
        return is(node, LOG) || is(node, MAX) && (is(graph.argument(node, 0), LOG) || is(graph.argument(node, 1), LOG));
    }

    private boolean is(int node, int code) {
        return graph.code(node) == code;
    }
}
