package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One formulation's batch, by the surest way that its shape allows: along a line where it leaves one, else by search. */
final class Solver {
    private final Formulation form;
    private final int rows;
    private final Options options;
    private final @Nullable Shape shape;
    private final @Nullable Line line;
    private final @Nullable Cases cases;
    private int[] left = {};
    private int[] searched = {};
    private int[] agreeing = {};
    private int starts;
    private @Nullable Lanes elsewhere;

    Solver(Formulation form, int rows, Options options) {
        this.form = form;
        this.rows = rows;
        this.options = options;
        shape = Shape.of(form, rows);
        line = Line.of(form, shape, options);
        cases = Cases.of(form, rows, options);
    }

    Formulation form() {
        return form;
    }

    boolean isLine() {
        return line != null;
    }

    /** One end for each row. */
    Lanes solve() {
        Lanes ends = whole();
        if (cases != null) {
            cases.improve(ends);
        }
        return ends;
    }

    /** Of the formula as it is. */
    private Lanes whole() {
        Lanes ends = new Lanes(form, rows);
        for (int i = 0; i < rows; i++) {
            ends.row[i] = i;
        }
        if (line != null) {
            line.solve(ends);
        }
        left = unsolved(ends);
        if (left.length == rows) {
            return search(form);
        }
        if (left.length > 0) {
            Lanes others = search(form.rowsOnly(left));
            for (int i = 0; i < left.length; i++) {
                Search.copy(others, i, ends, left[i]);
            }
        }
        return ends;
    }

    private Lanes search(Formulation some) {
        boolean convex = shape != null && shape.method != null;
        Rows batch = new Rows(new Engine(some, false, options), options, left.length, convex);
        Lanes ends = batch.solve();
        searched = new int[batch.certified.length];
        Arrays.setAll(searched, k -> left[batch.certified[k]]);
        agreeing = batch.agreeing;
        starts = batch.tried();
        elsewhere = batch.elsewhere;
        return ends;
    }

    private static int[] unsolved(Lanes ends) {
        int count = 0;
        for (byte ended : ends.ended) {
            count += ended == 0 ? 1 : 0;
        }
        int[] which = new int[count];
        for (int i = 0, next = 0; next < count; i++) {
            if (ends.ended[i] == 0) {
                which[next++] = i;
            }
        }
        return which;
    }

    /** Where the objective has no optimum; null where none is seen. */
    @Nullable
    Unbounded escape(Lanes ends) {
        if (cases != null && cases.unbounded() != null) {
            return cases.unbounded();
        }
        Escape escape = new Escape(form);
        for (int i : left) {
            if (ends.ended[i] == Lockstep.RUNAWAY && ends.holds(i)) {
                Unbounded found = escape.check(ends, i);
                if (found != null) {
                    return found;
                }
            }
        }
        for (int row : searched) {
            Unbounded found = escape.check(ends, row);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** What is known of these rows. */
    Allocation.Certificate certificate(Lanes ends) {
        if (cases != null) {
            return cases.certificate();
        }
        Allocation.Method method = left.length == 0 && line != null && !line.iterated
                ? Allocation.Method.CLOSED_FORM
                : shape == null || shape.method == null ? Allocation.Method.STARTS : shape.method;
        int fewest = Integer.MAX_VALUE;
        for (int k = 0; k < searched.length; k++) {
            fewest = ends.holds(searched[k]) ? Math.min(fewest, agreeing[k]) : fewest;
        }
        return new Allocation.Certificate(method, searched.length, starts, fewest == Integer.MAX_VALUE ? 0 : fewest, elsewhere(ends));
    }

    /** Another optimum that is as good as what its row came to in the end; null where none was met. */
    private Allocation.@Nullable Elsewhere elsewhere(Lanes ends) {
        Lanes met = elsewhere;
        for (int k = 0; met != null && k < met.count; k++) {
            int row = left[met.row[k]];
            if (met.ended[k] != 0 && Search.areAsGood(met.objective[k], ends.objective[row])) {
                double[] variables = new double[form.size];
                for (int v = 0; v < form.size; v++) {
                    double[] one = {met.point[v][k]};
                    form.variable(v, one, 1);
                    variables[v] = one[0];
                }
                return new Allocation.Elsewhere(row, variables);
            }
        }
        return null;
    }
}
