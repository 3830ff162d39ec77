package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Points spread evenly over the search space, and what a look at a program there tells about its scales. */
final class Design {
    /** A positive variable of unknown scale is looked for between 1e-6 and 1e30 at first. */
    private static final double LEAST = -14;
    private static final double MOST = 70;
    private static final int SAMPLES = 48;

    private final double[] step;

    /** The additive recurrence whose steps are the powers of the generalised golden ratio (Roberts 2018). */
    Design(int size) {
        double ratio = 2;
        for (int i = 0; i < 60; i++) {
            ratio = Math.pow(1 + ratio, 1.0 / (size + 1));
        }
        step = new double[size];
        for (int v = 0; v < size; v++) {
            step[v] = Math.pow(ratio, -(v + 1.0)) % 1;
        }
    }

    /** Point {@code index} of the unit cube, in coordinate {@code v}. */
    double unit(int v, int index) {
        return (0.5 + step[v] * index) % 1;
    }

    /** Point {@code index} over the whole range of a coordinate. */
    double wide(Formulation form, int v, int index) {
        double least = Math.max(form.lower[v], form.logarithmic[v] ? LEAST : -3);
        double most = Math.min(form.upper[v], form.logarithmic[v] ? MOST : 3);
        return form.clamp(v, least + (most - least) * unit(v, index));
    }

    /** Point {@code index} about a centre: six e-foldings or a third of a range to either side. */
    double near(Formulation form, int v, int index, double center) {
        double reach = form.statedLower[v] ? Math.min(6, (form.upper[v] - form.lower[v]) / 3) : 6;
        return form.clamp(v, center + reach * (2 * unit(v, index) - 1));
    }

    static Formulation formulate(AllocationProblem problem, int rows) {
        return formulate(problem, rows, () -> false);
    }

    /**
     * Finds out at some points of some rows what can be taken in logarithms and what is linear there.
     *
     * @param cancelled asked between points that are judged over many draws
     * @throws CancellationException when cancelled
     */
    static Formulation formulate(AllocationProblem problem, int rows, BooleanSupplier cancelled) {
        Program program = problem.program();
        int conditions = program.conditions();
        boolean[] none = new boolean[conditions];
        Formulation plain = new Formulation(problem, false, none, none);
        Design design = new Design(plain.size);
        double[][] variables = new double[plain.size][SAMPLES];
        double[][] values = new double[program.outputs()][SAMPLES];
        double[][][] gradients = new double[program.outputs()][plain.size][SAMPLES];
        int step = program instanceof ChanceProgram ? 1 : SAMPLES;
        boolean positive = true;
        boolean[] logarithmic = new boolean[conditions];
        boolean[] linear = new boolean[conditions];
        Arrays.fill(logarithmic, true);
        Arrays.fill(linear, true);
        boolean[] touches = new boolean[conditions];
        for (int k = 0; k < Math.min(3, rows); k++) {
            int row = k == 0 ? 0 : k == 1 ? rows - 1 : rows / 2;
            for (int v = 0; v < plain.size; v++) {
                for (int i = 0; i < SAMPLES; i++) {
                    variables[v][i] = plain.variable(v, design.wide(plain, v, i));
                }
            }
            for (int i = 0; i < SAMPLES; i += step) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("allocation cancelled");
                }
                program.evaluate(variables, parametersOf(problem, row), i, i + step, values, gradients);
            }
            positive &= positive(values[0]);
            for (int c = 0; c < conditions; c++) {
                logarithmic[c] &= positive(values[1 + 2 * c]) && positive(values[2 + 2 * c]);
                touches[c] |= touchesLogarithms(plain, gradients[1 + 2 * c], gradients[2 + 2 * c]);
                boolean ratio = logarithmic[c] && touches[c];
                linear[c] &= isLinear(plain, variables, values, gradients, c, ratio);
            }
        }
        for (int c = 0; c < conditions; c++) {
            logarithmic[c] &= touches[c];
        }
        return new Formulation(problem, positive, logarithmic, linear);
    }

    /** The parameters as they are in one row. */
    static Parameter[] parametersOf(AllocationProblem problem, int row) {
        Parameter[] fixed = new Parameter[problem.parameters().size()];
        for (int p = 0; p < fixed.length; p++) {
            fixed[p] = new Parameter.Constant(problem.parameters().get(p).at(row));
        }
        return fixed;
    }

    private static boolean positive(double[] values) {
        boolean some = false;
        for (double value : values) {
            if (value <= 0) {
                return false;
            }
            some |= value <= Double.MAX_VALUE;
        }
        return some;
    }

    private static boolean touchesLogarithms(Formulation form, double[][] left, double[][] right) {
        for (int v = 0; v < form.size; v++) {
            if (form.logarithmic[v]) {
                for (int i = 0; i < SAMPLES; i++) {
                    if (left[v][i] != 0 || right[v][i] != 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The same slopes at all points, and the values that follow from them. */
    private static boolean isLinear(Formulation form, double[][] variables, double[][] values, double[][][] gradients, int c,
            boolean ratio) {
        double[] slopes = new double[form.size];
        for (int i = 0; i < SAMPLES; i++) {
            double size = 0;
            double expected = side(values, c, 0, ratio);
            for (int v = 0; v < form.size; v++) {
                double unit = form.logarithmic[v] ? variables[v][i] : form.width[v];
                double left = unit * gradients[1 + 2 * c][v][i] / (ratio ? values[1 + 2 * c][i] : 1);
                double right = unit * gradients[2 + 2 * c][v][i] / (ratio ? values[2 + 2 * c][i] : 1);
                slopes[v] = i == 0 ? left - right : slopes[v];
                if (!(Math.abs(left - right - slopes[v]) <= 1e-10 * (Math.abs(left) + Math.abs(right)))) {
                    return false;
                }
                double moved = form.logarithmic[v]
                        ? Math.log(variables[v][i] / variables[v][0])
                        : (variables[v][i] - variables[v][0]) / unit;
                expected += slopes[v] * moved;
                size += Math.abs(slopes[v] * moved);
            }
            double found = side(values, c, i, ratio);
            if (!(Math.abs(found - expected) <= 1e-9 * (1 + size + Math.abs(found) + Math.abs(values[1 + 2 * c][0]) * (ratio ? 0 : 1)))) {
                return false;
            }
        }
        return true;
    }

    private static double side(double[][] values, int c, int i, boolean ratio) {
        return ratio ? Math.log(values[1 + 2 * c][i] / values[2 + 2 * c][i]) : values[1 + 2 * c][i] - values[2 + 2 * c][i];
    }
}
