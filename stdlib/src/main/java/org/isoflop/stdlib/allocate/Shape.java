package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.isoflop.stdlib.kernel.Curvature;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * What a problem's kernel says of its optimum: where a convex objective is minimised under convex conditions, in whatever coordinates,
 * every Karush-Kuhn-Tucker point is a global optimum. A geometric program is convex in the logarithms of its variables (Boyd, Kim,
 * Vandenberghe and Hassibi 2007, section 2.5).
 */
final class Shape {
    final Kernel kernel;
    /** How it is known that a stationary point is the optimum; null where it is not. */
    final Allocation.@Nullable Method method;
    private final Formulation form;
    private final double[] lower;
    private final double[] upper;

    private Shape(Kernel kernel, Formulation form, double[] lower, double[] upper) {
        this.kernel = kernel;
        this.form = form;
        this.lower = lower;
        this.upper = upper;
        method = method();
    }

    /** Null where the program is no kernel. */
    static @Nullable Shape of(Formulation form, int rows) {
        if (!(form.program instanceof KernelProgram program)) {
            return null;
        }
        double[] lower = new double[program.variables() + program.parameters()];
        double[] upper = lower.clone();
        for (int v = 0; v < form.size; v++) {
            lower[v] = form.least(v);
            upper[v] = form.most(v);
        }
        for (int p = 0; p < program.parameters(); p++) {
            bound(form.problem.parameters().get(p), rows, lower, upper, form.size + p);
        }
        return new Shape(program.kernel(), form, lower, upper);
    }

    private Allocation.@Nullable Method method() {
        if (isConvex(curvature(kernel, form.logarithmic))) {
            return isLogarithmic() ? Allocation.Method.CONVEX_IN_LOGARITHMS : Allocation.Method.CONVEX;
        }
        boolean[] positive = new boolean[form.size];
        for (int v = 0; v < form.size; v++) {
            positive[v] = form.problem.domains().get(v) instanceof Domain.Positive;
        }
        boolean convex = isConvex(curvature(kernel, new boolean[form.size]))
                || !Arrays.equals(positive, form.logarithmic) && isConvex(curvature(kernel, positive));
        return convex ? Allocation.Method.CONVEX : null;
    }

    /** Whether all variables are searched in logarithms. */
    boolean isLogarithmic() {
        for (boolean one : form.logarithmic) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    /** Of another kernel on the same variables and parameters. */
    Curvature curvature(Kernel of, boolean[] logarithmic) {
        return new Curvature(of, logarithmic, lower, upper);
    }

    private static void bound(Parameter parameter, int rows, double[] lower, double[] upper, int at) {
        lower[at] = Double.POSITIVE_INFINITY;
        upper[at] = Double.NEGATIVE_INFINITY;
        switch (parameter) {
            case Parameter.Constant(double value) -> {
                lower[at] = value;
                upper[at] = value;
            }
            case Parameter.Column(double[] values) -> {
                // rows in which a parameter is missing have no optimum, whatever the others say
                for (int i = 0; i < rows; i++) {
                    lower[at] = values[i] < lower[at] ? values[i] : lower[at];
                    upper[at] = values[i] > upper[at] ? values[i] : upper[at];
                }
            }
        }
    }

    private boolean isConvex(Curvature of) {
        boolean objective = form.objectiveSign > 0
                ? of.isConvex(0) || of.isLogConvex(0)
                : of.isConcave(0) || of.isLogConcave(0);
        for (int c = 0; c < form.conditions && objective; c++) {
            int left = 1 + 2 * c;
            int right = 2 + 2 * c;
            objective = switch (form.problem.conditions().get(c).relation()) {
                case AT_MOST -> isBelow(of, left, right);
                case AT_LEAST -> isBelow(of, right, left);
                case EQUAL -> isAffine(of, left) && isAffine(of, right) || isMonomial(of, left) && isMonomial(of, right);
            };
        }
        return objective;
    }

    /** Whether the points where one output is at most the other are a convex set. */
    private static boolean isBelow(Curvature of, int less, int more) {
        return of.isConvex(less) && of.isConcave(more) || of.isLogConvex(less) && of.isLogConcave(more);
    }

    private static boolean isAffine(Curvature of, int output) {
        return of.isConvex(output) && of.isConcave(output);
    }

    static boolean isMonomial(Curvature of, int output) {
        return of.isLogConvex(output) && of.isLogConcave(output);
    }
}
