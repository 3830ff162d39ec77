package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.isoflop.stdlib.kernel.Addends;
import org.isoflop.stdlib.kernel.Curvature;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * A geometric program that leaves one direction to go: a sum of monomials is minimised, conditions compare monomials, and all variables but
 * one follow from equations, among which may be one condition that is taken to bind. Along that line in the logarithms, u = u0 + t d, the
 * objective is a sum of exponentials of t and every other condition an end of t, so a row costs a few exponentials. Two terms that pull in
 * opposite ways have their minimum in closed form; for E + A / N^alpha + B / D^beta with 6 N D = C it is equation 4 of Hoffmann et al. (2022).
 * More are balanced by Newton steps within brackets. A multiplier of the wrong sign says that the condition taken does not bind.
 */
final class Line {
    private static final int SLICE = 4096;
    private static final double FLAT = 1e-12;

    private final Formulation form;
    private final Options options;
    private final Kernel kernel;
    private final Addends sum;
    private final int[] terms;
    /** By term; null where exponents differ between rows. */
    private final double @Nullable [][] exponents;
    private final @Nullable Kernel termSlopes;
    /** By condition or end, oriented so that slope u + intercept is at most zero. */
    private final double[][] slope;

    /** Whether some row needed more than the closed form. */
    boolean iterated;

    private Line(Formulation form, Options options, Kernel kernel, Addends sum, int[] terms, double @Nullable [][] exponents,
            double[][] slope) {
        this.form = form;
        this.options = options;
        this.kernel = kernel;
        this.sum = sum;
        this.terms = terms;
        this.exponents = exponents;
        this.slope = slope;
        termSlopes = exponents == null ? sum.terms().withGradient(indices(form.size)) : null;
    }

    /** Null where the problem is none of these. */
    static @Nullable Line of(Formulation form, @Nullable Shape shape, Options options) {
        if (shape == null || shape.method != Allocation.Method.CONVEX_IN_LOGARITHMS) {
            return null;
        }
        double[][] slope = slopes(form, shape.curvature(shape.kernel, form.logarithmic));
        if (slope == null) {
            return null;
        }
        Addends sum = Addends.of(shape.kernel, 0);
        Curvature of = shape.curvature(sum.terms(), form.logarithmic);
        int[] terms = new int[sum.signs().length];
        int count = 0;
        for (int k = 0; k < terms.length; k++) {
            if (of.isConstant(k)) {
                continue;
            }
            if (!Shape.isMonomial(of, k) || sum.signs()[k] != form.objectiveSign) {
                return null;
            }
            terms[count++] = k;
        }
        terms = Arrays.copyOf(terms, count);
        double[][] exponents = new double[count][];
        for (int k = 0; k < count; k++) {
            double[] known = of.exponents(terms[k]);
            exponents = known == null ? null : exponents;
            if (exponents == null || known == null) {
                break;
            }
            exponents[k] = known;
        }
        return count == 0 ? null : new Line(form, options, shape.kernel, sum, terms, exponents, slope);
    }

    private static double @Nullable [][] slopes(Formulation form, Curvature of) {
        double[][] slope = new double[form.total][form.size];
        for (int c = 0; c < form.conditions; c++) {
            double[] left = of.exponents(1 + 2 * c);
            double[] right = of.exponents(2 + 2 * c);
            if (left == null || right == null || !form.logarithmicCondition[c]) {
                return null;
            }
            for (int v = 0; v < form.size; v++) {
                slope[c][v] = form.orientation[c] * (left[v] - right[v]);
            }
        }
        for (int e = 0; e < form.endSign.length; e++) {
            slope[form.conditions + e][form.endVariable[e]] = form.endSign[e];
        }
        return slope;
    }

    /** Solves what it can; lanes are the rows in order, and those that it leaves have not ended. */
    void solve(Lanes ends) {
        List<Integer> equations = new ArrayList<>();
        for (int c = 0; c < form.conditions; c++) {
            if (form.equality[c]) {
                equations.add(c);
            }
        }
        if (equations.size() == form.size - 1) {
            with(equations, true, ends);
        } else if (equations.size() == form.size - 2) {
            for (int c = 0; c < form.conditions && left(ends); c++) {
                if (!form.equality[c]) {
                    List<Integer> more = new ArrayList<>(equations);
                    more.add(c);
                    with(more, false, ends);
                }
            }
        }
    }

    private static boolean left(Lanes ends) {
        for (byte ended : ends.ended) {
            if (ended == 0) {
                return true;
            }
        }
        return false;
    }

    private void with(List<Integer> binding, boolean given, Lanes ends) {
        Elimination elimination = Elimination.of(slope, binding);
        if (elimination == null) {
            return;
        }
        int slice = Math.min(SLICE, ends.count);
        Walk walk = new Walk(this, form, slope, elimination, given, terms.length, slice);
        for (int from = 0; from < ends.count; from += slice) {
            if (options.cancelled().getAsBoolean()) {
                throw new CancellationException("allocation cancelled");
            }
            int to = Math.min(ends.count, from + slice);
            load(walk, from, to);
            walk.run(ends, from, to);
        }
        iterated |= walk.iterated;
    }

    /** Where all variables are one, a monomial is its coefficient. */
    private void load(Walk walk, int from, int to) {
        double[][] sides = atOnes(kernel, from, to);
        for (int c = 0; c < form.conditions; c++) {
            double[] left = sides[1 + 2 * c];
            double[] right = sides[2 + 2 * c];
            double[] target = walk.intercept[c];
            for (int i = 0; i < to - from; i++) {
                target[i] = form.orientation[c] * Math.log(left[i] / right[i]);
            }
        }
        for (int e = 0; e < form.endSign.length; e++) {
            int v = form.endVariable[e];
            Arrays.fill(walk.intercept[form.conditions + e], form.endSign[e] > 0 ? -form.upper[v] : form.lower[v]);
        }
        double[][] values = atOnes(termSlopes == null ? sum.terms() : termSlopes, from, to);
        int all = sum.signs().length;
        for (int k = 0; k < terms.length; k++) {
            double[] coefficient = values[terms[k]];
            for (int i = 0; i < to - from; i++) {
                walk.coefficient[k][i] = Math.log(coefficient[i]);
            }
            for (int v = 0; v < form.size; v++) {
                double[] target = walk.exponent[k][v];
                if (exponents != null) {
                    Arrays.fill(target, exponents[k][v]);
                    continue;
                }
                double[] derivative = values[all + terms[k] * form.size + v];
                for (int i = 0; i < to - from; i++) {
                    target[i] = derivative[i] / coefficient[i];
                }
            }
        }
    }

    private double[][] atOnes(Kernel of, int from, int to) {
        double[] @Nullable [] columns = new double[of.inputCount()][];
        double[] numbers = new double[of.inputCount()];
        Arrays.fill(numbers, 0, form.size, 1);
        for (int p = form.size; p < numbers.length; p++) {
            switch (form.problem.parameters().get(p - form.size)) {
                case Parameter.Constant(double value) -> numbers[p] = value;
                case Parameter.Column(double[] values) -> columns[p] = Arrays.copyOfRange(values, from, to);
            }
        }
        double[][] results = new double[of.outputCount()][to - from];
        of.bind(columns, to - from).evaluate(numbers, results);
        return results;
    }

    private static int[] indices(int count) {
        int[] all = new int[count];
        for (int v = 0; v < count; v++) {
            all[v] = v;
        }
        return all;
    }

    /** Ends of t closer than this to each other leave one point. */
    static boolean meets(double least, double most) {
        return least <= most + Lockstep.FEASIBLE;
    }

    static boolean isFlat(double slope) {
        return Math.abs(slope) <= FLAT;
    }
}
