package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private final KernelProgram objective;
    /** The two sides of each condition that changes from row to row, and of the others. */
    private final Kernel moving;
    private final Kernel still;
    private final Addends sum;
    private final int[] terms;
    /** By term; null where exponents differ between rows. */
    private final double @Nullable [][] exponents;
    private final @Nullable Kernel termSlopes;
    /** Whether a row's parameters change what a condition, or all of the terms, are where all variables are one. */
    private final boolean[] changes;
    private final boolean termsChange;
    /** By condition or end, oriented so that slope u + intercept is at most zero. */
    private final double[][] slope;

    private @Nullable Elimination owed;

    /** Whether some row needed more than the closed form. */
    boolean iterated;

    private Line(Formulation form, Options options, Kernel kernel, Addends sum, int[] terms, double @Nullable [][] exponents,
            double[][] slope) {
        this.form = form;
        this.options = options;
        this.sum = sum;
        this.terms = terms;
        this.exponents = exponents;
        this.slope = slope;
        termSlopes = exponents == null ? sum.terms().withGradient(indices(form.size)) : null;
        changes = new boolean[form.conditions];
        boolean some = false;
        for (int p = 0; p < form.problem.parameters().size(); p++) {
            if (form.problem.parameters().get(p) instanceof Parameter.Column) {
                int input = form.size + p;
                for (int c = 0; c < form.conditions; c++) {
                    changes[c] |= kernel.depends(1 + 2 * c, input) || kernel.depends(2 + 2 * c, input);
                }
                for (int k : terms) {
                    some |= sum.terms().depends(k, input);
                }
            }
        }
        termsChange = some;
        objective = new KernelProgram(kernel.only(0), form.size);
        moving = sides(kernel, true);
        still = sides(kernel, false);
    }

    private Kernel sides(Kernel of, boolean changing) {
        int[] outputs = new int[2 * changes.length];
        int count = 0;
        for (int c = 0; c < changes.length; c++) {
            if (changes[c] == changing) {
                outputs[count++] = 1 + 2 * c;
                outputs[count++] = 2 + 2 * c;
            }
        }
        return of.only(Arrays.copyOf(outputs, count));
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
            // nothing depends on the signs of their multipliers, which are therefore worked out when asked for
            Elimination elimination = Elimination.of(slope, equations);
            if (elimination != null) {
                with(elimination, true, ends, false);
                ends.owe(this);
                owed = elimination;
            }
        } else if (equations.size() == form.size - 2) {
            for (int c = 0; c < form.conditions && left(ends); c++) {
                if (!form.equality[c]) {
                    List<Integer> more = new ArrayList<>(equations);
                    more.add(c);
                    Elimination elimination = Elimination.of(slope, more);
                    if (elimination != null) {
                        with(elimination, false, ends, true);
                    }
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

    /** The multipliers of lanes that were solved without them. */
    void multiply(Lanes ends) {
        if (owed != null) {
            with(owed, true, ends, true);
        }
    }

    private void with(Elimination elimination, boolean given, Lanes ends, boolean multiplies) {
        int slice = Math.min(SLICE, ends.count);
        int pieces = (ends.count + slice - 1) / slice;
        Walk[] walks = new Walk[Math.max(1, Math.min(options.threads(), pieces / 2))];
        for (int t = 0; t < walks.length; t++) {
            walks[t] = new Walk(form, objective, slope, elimination, given, terms.length, slice);
            walks[t].alike = exponents != null;
        }
        boolean again = given && multiplies;
        double[][] multiplier = multiplies ? ends.multipliers() : new double[0][];
        Crew.run(walks.length, pieces, options, "optima", ends.count, (thread, index) -> {
            Walk walk = walks[thread];
            int from = index * slice;
            int to = Math.min(ends.count, from + slice);
            load(walk, from, to);
            if (again) {
                walk.multiply(ends, multiplier, from, to);
            } else {
                walk.run(ends, multiplier, from, to);
            }
        });
        for (Walk walk : walks) {
            iterated |= walk.iterated;
        }
    }

    /** Where all variables are one, a monomial is its coefficient. */
    private void load(Walk walk, int from, int to) {
        boolean first = !walk.loaded;
        walk.loaded = true;
        loadSides(walk, moving, true, from, to);
        if (first) {
            loadSides(walk, still, false, 0, 1);
        }
        for (int e = 0; e < form.endSign.length && first; e++) {
            int v = form.endVariable[e];
            Arrays.fill(walk.intercept[form.conditions + e], form.endSign[e] > 0 ? -form.upper[v] : form.lower[v]);
        }
        if (first || termsChange) {
            loadTerms(walk, from, to);
        }
    }

    private void loadSides(Walk walk, Kernel sides, boolean changing, int from, int to) {
        double[][] values = sides.outputCount() == 0 ? new double[0][] : atOnes(sides, from, to);
        int next = 0;
        for (int c = 0; c < changes.length; c++) {
            if (changes[c] == changing) {
                double[] target = walk.intercept[c];
                logarithms(values[next], values[next + 1], form.orientation[c], target, to - from);
                next += 2;
                if (!changing) {
                    Arrays.fill(target, target[0]);
                }
            }
        }
    }

    private static void logarithms(double[] left, double[] right, double orientation, double[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = orientation * Math.log(left[i] / right[i]);
        }
    }

    private void loadTerms(Walk walk, int from, int to) {
        double[][] values = atOnes(termSlopes == null ? sum.terms() : termSlopes, from, to);
        int all = sum.signs().length;
        for (int k = 0; k < terms.length; k++) {
            double[] coefficient = values[terms[k]];
            if (termsChange) {
                for (int i = 0; i < to - from; i++) {
                    walk.coefficient[k][i] = Math.log(coefficient[i]);
                }
            } else {
                Arrays.fill(walk.coefficient[k], Math.log(coefficient[0]));
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
