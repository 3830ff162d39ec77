package org.isoflop.stdlib.kernel;

import org.apache.commons.math3.special.Gamma;
import org.isoflop.stdlib.operator.Elementary;
import org.isoflop.stdlib.operator.Operator;

/**
 * What a node of the graph does: an operator of the table by its ordinal, or one of the few codes beyond it that only
 * kernels know.
 */
final class Opcode {
    static final int INPUT = -1;
    static final int CONSTANT = -2;
    /** The identity, differentiated as if it were a constant. */
    static final int HOLD = 100;
    static final int DIGAMMA = 101;
    static final int TRIGAMMA = 102;
    /**
     * A power whose exponent is no constant, of three arguments: the exponent times the logarithm of the base, the base, the
     * exponent. The first says all, unless the base is negative; then it is missing, and a whole exponent still gives a value.
     */
    static final int RAISED = 103;
    /** The same less one, and its logarithm. */
    static final int RAISED_LESS_ONE = 104;
    static final int LOG_RAISED = 105;

    private static final Operator[] OPERATORS = Operator.values();

    private Opcode() {
    }

    static Operator operator(int code) {
        return OPERATORS[code];
    }

    static int arity(int code) {
        return code < 0 ? 0 : code >= RAISED ? 3 : code >= HOLD ? 1 : OPERATORS[code].arity();
    }

    static double apply(int code, double a, double b, double c) {
        return switch (code) {
            case HOLD -> a;
            case DIGAMMA -> Gamma.digamma(a);
            case TRIGAMMA -> Gamma.trigamma(a);
            case RAISED -> a == a ? Elementary.exp(a) : ofNegative(b, c);
            case RAISED_LESS_ONE -> a == a ? Elementary.expm1(a) : ofNegative(b, c) - 1;
            case LOG_RAISED -> a == a ? a : Elementary.log(ofNegative(b, c));
            default -> OPERATORS[code].apply(a, b, c);
        };
    }

    private static double ofNegative(double base, double exponent) {
        return base < 0 ? Elementary.pow(base, exponent) : Double.NaN;
    }
}
