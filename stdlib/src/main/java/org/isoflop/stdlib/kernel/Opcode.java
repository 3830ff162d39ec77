package org.isoflop.stdlib.kernel;

import org.apache.commons.math3.special.Gamma;
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

    private static final Operator[] OPERATORS = Operator.values();

    private Opcode() {
    }

    static Operator operator(int code) {
        return OPERATORS[code];
    }

    static int arity(int code) {
        return code < 0 ? 0 : code >= HOLD ? 1 : OPERATORS[code].arity();
    }

    static double apply(int code, double a, double b, double c) {
        return switch (code) {
            case HOLD -> a;
            case DIGAMMA -> Gamma.digamma(a);
            case TRIGAMMA -> Gamma.trigamma(a);
            default -> OPERATORS[code].apply(a, b, c);
        };
    }
}
