package org.isoflop.stdlib.kernel;

import org.isoflop.stdlib.operator.Operator;

/**
 * Makes nodes, folding constants and replacing forms that lose digits or overflow by ones that do not:
 * {@code 1 - exp(x)} by {@code -expm1(x)}, {@code log(1 + x)} by {@code log1p(x)}, {@code log(exp(x) + exp(y))} by a sum
 * over exponentials shifted by the largest, powers by {@code exp(y log(x))} so that the logarithm of a column is computed
 * once.
 */
final class Simplifier {
    private static final int ADD = Operator.ADD.ordinal();
    private static final int SUBTRACT = Operator.SUBTRACT.ordinal();
    private static final int NEGATE = Operator.NEGATE.ordinal();
    private static final int MULTIPLY = Operator.MULTIPLY.ordinal();
    private static final int EXP = Operator.EXP.ordinal();
    private static final int LOG = Operator.LOG.ordinal();
    private static final int MAX = Operator.MAX.ordinal();
    /** Stands for the logarithm of zero where minus infinity times zero would give NaN. */
    static final double LOG_OF_ZERO = -1e300;

    private final Graph graph;

    Simplifier(Graph graph) {
        this.graph = graph;
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
            case LOG -> log(a);
            case SIGMOID, SOFTPLUS -> graph.node(operator.ordinal(), a, -1, -1);
            case CLAMP -> apply(Operator.MIN, apply(Operator.MAX, a, b, -1), c, -1);
            case MIN, MAX -> a == b ? a : graph.node(operator.ordinal(), Math.min(a, b), Math.max(a, b), -1);
            case SELECT -> select(a, b, c);
            case EXPM1, LOG2, LOG10, LOG1P, SQRT, ABS, FLOOR, CEIL, ROUND, TANH, ATAN, SIN, COS, KNOWN, NOT ->
                    graph.node(operator.ordinal(), a, -1, -1);
            case CHOOSE, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, UNEQUAL, AND, OR -> graph.node(operator.ordinal(), a, b, -1);
        };
    }

    private int exp(int a) {
        if (is(a, LOG)) {
            return graph.argument(a, 0);
        }
        boolean opposed = is(a, NEGATE) && is(graph.argument(a, 0), MULTIPLY);
        return graph.node(EXP, opposed ? opposite(graph.argument(a, 0)) : a, -1, -1);
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
        if (is(a, EXP) && graph.isConstant(b, -1)) {
            return apply(Operator.EXPM1, graph.argument(a, 0), -1, -1);
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
        if (is(b, EXP) && graph.isConstant(a, 1)) {
            return negate(apply(Operator.EXPM1, graph.argument(b, 0), -1, -1));
        }
        if (is(a, EXP) && graph.isConstant(b, 1)) {
            return apply(Operator.EXPM1, graph.argument(a, 0), -1, -1);
        }
        return graph.node(SUBTRACT, a, b, -1);
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
        if (is(a, NEGATE) || is(b, NEGATE)) {
            int product = multiply(is(a, NEGATE) ? graph.argument(a, 0) : a, is(b, NEGATE) ? graph.argument(b, 0) : b);
            return is(a, NEGATE) == is(b, NEGATE) ? product : negate(product);
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
        if (is(a, NEGATE)) {
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
        return graph.node(Operator.DIVIDE.ordinal(), a, b, -1);
    }

    /** The negative; of a product with a logarithm, which is likely a column computed once, by the sign of the other side. */
    private int opposite(int a) {
        if (!is(a, MULTIPLY)) {
            return negate(a);
        }
        int left = graph.argument(a, 0);
        int right = graph.argument(a, 1);
        int first = isLogarithm(left) ? left : negate(left);
        int second = isLogarithm(left) ? negate(right) : right;
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
        int logarithm = apply(Operator.MAX, log(base), graph.constant(LOG_OF_ZERO), -1);
        return apply(Operator.EXP, multiply(exponent, logarithm), -1, -1);
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

    private int log(int a) {
        if (graph.isConstant(a)) {
            return graph.constant(Operator.LOG.apply(graph.value(a)));
        }
        if (is(a, EXP)) {
            return graph.argument(a, 0);
        }
        if (is(a, MULTIPLY)) {
            int left = graph.argument(a, 0);
            int right = graph.argument(a, 1);
            if (is(left, EXP)) {
                return add(graph.argument(left, 0), log(right));
            }
            if (is(right, EXP)) {
                return add(log(left), graph.argument(right, 0));
            }
        }
        if (is(a, ADD)) {
            int[] exponents = exponents(a, new int[0]);
            if (exponents.length > 0) {
                return logOfSum(exponents);
            }
            int left = graph.argument(a, 0);
            int right = graph.argument(a, 1);
            if (graph.isConstant(left, 1) || graph.isConstant(right, 1)) {
                int rest = graph.isConstant(left) ? right : left;
                return is(rest, EXP) ? apply(Operator.SOFTPLUS, graph.argument(rest, 0), -1, -1) : graph.node(Operator.LOG1P.ordinal(), rest, -1, -1);
            }
        }
        return graph.node(LOG, a, -1, -1);
    }

    /** The exponents if the sum is one of exponentials only, appended to those found; else none. */
    private int[] exponents(int sum, int[] found) {
        if (is(sum, EXP)) {
            int[] more = new int[found.length + 1];
            System.arraycopy(found, 0, more, 0, found.length);
            more[found.length] = graph.argument(sum, 0);
            return more;
        }
        if (!is(sum, ADD)) {
            return new int[0];
        }
        int[] left = exponents(graph.argument(sum, 0), found);
        return left.length == 0 ? left : exponents(graph.argument(sum, 1), left);
    }

    // The shift is held: it cancels, so its derivative is zero in sum.
    private int logOfSum(int[] exponents) {
        int largest = exponents[0];
        for (int i = 1; i < exponents.length; i++) {
            largest = apply(Operator.MAX, largest, exponents[i], -1);
        }
        largest = apply(Operator.CLAMP, largest, graph.constant(-1e300), graph.constant(1e300));
        int shift = graph.node(Opcode.HOLD, largest, -1, -1);
        int sum = apply(Operator.EXP, subtract(exponents[0], shift), -1, -1);
        for (int i = 1; i < exponents.length; i++) {
            sum = add(sum, apply(Operator.EXP, subtract(exponents[i], shift), -1, -1));
        }
        return add(shift, graph.node(LOG, sum, -1, -1));
    }

    private int select(int condition, int yes, int no) {
        if (graph.isConstant(condition) && graph.value(condition) == graph.value(condition)) {
            return graph.value(condition) != 0 ? yes : no;
        }
        return graph.node(Operator.SELECT.ordinal(), condition, yes, no);
    }

    private boolean isLogarithm(int node) {
        return is(node, LOG) || is(node, MAX) && (is(graph.argument(node, 0), LOG) || is(graph.argument(node, 1), LOG));
    }

    private boolean is(int node, int code) {
        return graph.code(node) == code;
    }
}
