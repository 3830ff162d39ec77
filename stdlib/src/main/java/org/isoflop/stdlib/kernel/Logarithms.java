package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.isoflop.stdlib.operator.Operator;

/** Makes logarithms that keep their digits and do not overflow, for {@link Simplifier}. */
final class Logarithms {
    private static final int ADD = Operator.ADD.ordinal();
    private static final int SUBTRACT = Operator.SUBTRACT.ordinal();
    private static final int NEGATE = Operator.NEGATE.ordinal();
    private static final int MULTIPLY = Operator.MULTIPLY.ordinal();
    private static final int DIVIDE = Operator.DIVIDE.ordinal();
    private static final int EXP = Operator.EXP.ordinal();
    private static final int EXPM1 = Operator.EXPM1.ordinal();
    private static final int LOG1P = Operator.LOG1P.ordinal();
    private static final int SIGMOID = Operator.SIGMOID.ordinal();
    private static final int[] NONE = {};

    private final Graph graph;
    private final Simplifier simplifier;

    Logarithms(Graph graph, Simplifier simplifier) {
        this.graph = graph;
        this.simplifier = simplifier;
    }

    /** {@code log(a)}. */
    int of(int a) {
        if (graph.isConstant(a)) {
            return graph.constant(Operator.LOG.apply(graph.value(a)));
        }
        if (is(a, EXP)) {
            return graph.argument(a, 0);
        }
        if (is(a, Opcode.RAISED)) {
            return graph.node(Opcode.LOG_RAISED, graph.argument(a, 0), graph.argument(a, 1), graph.argument(a, 2));
        }
        if (is(a, SIGMOID)) {
            return simplifier.negate(apply(Operator.SOFTPLUS, simplifier.negate(graph.argument(a, 0))));
        }
        if (is(a, MULTIPLY) || is(a, DIVIDE)) {
            return ofProduct(a);
        }
        if (is(a, NEGATE) && is(graph.argument(a, 0), EXPM1)) {
            return ofOneLess(graph.argument(graph.argument(a, 0), 0));
        }
        int excess = aboveOne(a);
        if (excess >= 0) {
            return ofOnePlus(excess);
        }
        int[] exponents = is(a, ADD) ? exponents(a, NONE) : NONE;
        return exponents.length > 0 ? ofSum(exponents) : graph.node(Operator.LOG.ordinal(), a, -1, -1);
    }

    /** Parts off an exponential factor, and a power where the rest has no sign to hide. */
    private int ofProduct(int a) {
        int left = graph.argument(a, 0);
        int right = graph.argument(a, 1);
        if (is(a, MULTIPLY) && (splits(left, right) || splits(right, left))) {
            return simplifier.add(of(left), of(right));
        }
        if (is(a, DIVIDE) && splits(left, right)) {
            return simplifier.subtract(of(left), of(right));
        }
        return graph.node(Operator.LOG.ordinal(), a, -1, -1);
    }

    private boolean splits(int factor, int rest) {
        return is(factor, EXP) || is(factor, Opcode.RAISED) && isNotNegative(rest);
    }

    /** {@code log(1 + a)}. */
    int ofOnePlus(int a) {
        if (graph.isConstant(a)) {
            return graph.constant(Operator.LOG1P.apply(graph.value(a)));
        }
        if (is(a, EXP)) {
            return apply(Operator.SOFTPLUS, graph.argument(a, 0));
        }
        if (is(a, EXPM1)) {
            return graph.argument(a, 0);
        }
        return is(a, NEGATE) && is(graph.argument(a, 0), EXP)
                ? ofOneLess(graph.argument(graph.argument(a, 0), 0))
                : graph.node(LOG1P, a, -1, -1);
    }

    /** {@code log(1 - exp(x))}, from the side of ln(1/2) on which nothing cancels (Maechler 2012). */
    private int ofOneLess(int x) {
        int near = graph.node(Operator.LOG.ordinal(), simplifier.negate(apply(Operator.EXPM1, x)), -1, -1);
        int far = graph.node(LOG1P, simplifier.negate(apply(Operator.EXP, x)), -1, -1);
        int side = simplifier.apply(Operator.GREATER, x, graph.constant(-0.6931471805599453), -1);
        return simplifier.apply(Operator.SELECT, side, near, far);
    }

    /** The node x if {@code a} was written as {@code 1 + x} or {@code 1 - x}, else -1. */
    int aboveOne(int a) {
        if (is(a, SUBTRACT) && graph.isConstant(graph.argument(a, 0), 1)) {
            return simplifier.negate(graph.argument(a, 1));
        }
        if (!is(a, ADD)) {
            return -1;
        }
        int left = graph.argument(a, 0);
        int right = graph.argument(a, 1);
        return graph.isConstant(left, 1) ? right : graph.isConstant(right, 1) ? left : -1;
    }

    /** The exponents if the sum is one of exponentials and positive constants, perhaps times them, appended to those found; else none. */
    private int[] exponents(int sum, int[] found) {
        if (is(sum, ADD)) {
            int[] left = exponents(graph.argument(sum, 0), found);
            return left.length == 0 ? left : exponents(graph.argument(sum, 1), left);
        }
        int exponent = exponent(sum);
        if (exponent < 0) {
            return NONE;
        }
        int[] more = Arrays.copyOf(found, found.length + 1);
        more[found.length] = exponent;
        return more;
    }

    private int exponent(int term) {
        if (is(term, EXP)) {
            return graph.argument(term, 0);
        }
        if (isPositive(term)) {
            return graph.constant(Operator.LOG.apply(graph.value(term)));
        }
        if (is(term, MULTIPLY)) {
            int left = graph.argument(term, 0);
            int right = graph.argument(term, 1);
            int factor = isPositive(left) ? left : isPositive(right) ? right : -1;
            int rest = factor == left ? right : left;
            if (factor >= 0 && is(rest, EXP)) {
                return simplifier.add(graph.constant(Operator.LOG.apply(graph.value(factor))), graph.argument(rest, 0));
            }
        }
        return -1;
    }

    // The shift is held: it cancels, so its derivative is zero in sum.
    private int ofSum(int[] exponents) {
        int largest = exponents[0];
        for (int i = 1; i < exponents.length; i++) {
            largest = simplifier.apply(Operator.MAX, largest, exponents[i], -1);
        }
        largest = simplifier.apply(Operator.CLAMP, largest, graph.constant(-1e300), graph.constant(1e300));
        int shift = graph.node(Opcode.HOLD, largest, -1, -1);
        int sum = apply(Operator.EXP, simplifier.subtract(exponents[0], shift));
        for (int i = 1; i < exponents.length; i++) {
            sum = simplifier.add(sum, apply(Operator.EXP, simplifier.subtract(exponents[i], shift)));
        }
        return simplifier.add(shift, graph.node(Operator.LOG.ordinal(), sum, -1, -1));
    }

    /** Whether a node cannot be below zero, whatever its inputs. */
    boolean isNotNegative(int a) {
        int code = graph.code(a);
        if (code == Opcode.CONSTANT) {
            return graph.value(a) >= 0;
        }
        if (code == ADD || code == MULTIPLY || code == DIVIDE) {
            return isNotNegative(graph.argument(a, 0)) && isNotNegative(graph.argument(a, 1));
        }
        return code == EXP || code == SIGMOID || code == Operator.SOFTPLUS.ordinal() || code == Operator.ABS.ordinal()
                || code == Operator.SQRT.ordinal();
    }

    private boolean isPositive(int a) {
        return graph.isConstant(a) && graph.value(a) > 0 && graph.value(a) <= Double.MAX_VALUE;
    }

    private int apply(Operator operator, int a) {
        return simplifier.apply(operator, a, -1, -1);
    }

    private boolean is(int node, int code) {
        return graph.code(node) == code;
    }
}
