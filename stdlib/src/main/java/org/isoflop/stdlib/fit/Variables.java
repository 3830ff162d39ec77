package org.isoflop.stdlib.fit;

import java.util.List;
import org.isoflop.stdlib.operator.Operator;

/** The search variables of coefficients, some of which are searched in their logarithms, with their ranges. */
final class Variables {
    /** The logarithm that stands for zero: its square times any sum of rows is still a number. */
    private static final double VANISHED = -300;
    private static final double VAST = 600;

    private final Coefficient[] coefficients;
    private final boolean[] logarithmic;
    private final boolean[] vanishing;
    private final double[] lower;
    private final double[] upper;
    private final double[] reach;

    Variables(List<Coefficient> all) {
        coefficients = all.toArray(new Coefficient[0]);
        logarithmic = new boolean[coefficients.length];
        vanishing = new boolean[coefficients.length];
        lower = new double[coefficients.length];
        upper = new double[coefficients.length];
        reach = new double[coefficients.length];
        for (int j = 0; j < coefficients.length; j++) {
            Coefficient c = coefficients[j];
            boolean log = c.isLogarithmic();
            logarithmic[j] = log;
            vanishing[j] = log && c.lower() == 0;
            lower[j] = !log ? c.lower() : c.lower() > 0 ? Math.log(c.lower()) : VANISHED;
            upper[j] = !log ? c.upper() : c.upper() < Double.POSITIVE_INFINITY ? Math.log(c.upper()) : VAST;
            reach[j] = log ? 4 : 0.25 * (c.upper() - c.lower());
        }
    }

    int size() {
        return coefficients.length;
    }

    boolean isLogarithmic(int j) {
        return logarithmic[j];
    }

    /** Whether a coefficient is searched in its logarithm and may yet be zero. */
    boolean mayVanish(int j) {
        return vanishing[j];
    }

    double lower(int j) {
        return lower[j];
    }

    double upper(int j) {
        return upper[j];
    }

    /** How far a variable may reasonably go in a step: a quarter of its range, four in a logarithm. */
    double reach(int j) {
        return reach[j];
    }

    /** The search variable of a coefficient's value, in range or not. */
    double of(int j, double coefficient) {
        return logarithmic[j] ? Operator.LOG.apply(coefficient) : coefficient;
    }

    /** The coefficient's value of a search variable, in range or not. */
    double unbound(int j, double variable) {
        return logarithmic[j] ? Operator.EXP.apply(variable) : variable;
    }

    /** The coefficient's value of a search variable; at the far end of a logarithm, its bound. */
    double coefficient(int j, double variable) {
        if (!logarithmic[j]) {
            return variable;
        }
        return variable <= lower[j] ? coefficients[j].lower() : variable >= upper[j] ? coefficients[j].upper() : unbound(j, variable);
    }
}
