package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * What of a single row was no number wherever it was looked at, so that there is nothing to be optimised or fulfilled.
 *
 * @param objective whether the objective was
 * @param conditions of those one side or the other was, their indices
 * @param places at how many places it was looked, spread evenly over the ranges of the variables
 */
public record Undefined(boolean objective, List<Integer> conditions, int places) {
    private static final int PLACES = 64;

    /** Whether there is such a thing. */
    public boolean isAny() {
        return objective || !conditions.isEmpty();
    }

    static Undefined of(AllocationProblem problem, Options options) {
        Program program = problem.program();
        Formulation form = Design.formulate(problem, 1, options.cancelled());
        Design design = new Design(form.size);
        double[][] at = new double[form.size][PLACES];
        for (int v = 0; v < form.size; v++) {
            int coordinate = v;
            Arrays.setAll(at[v], i -> form.variable(coordinate, design.wide(form, coordinate, i)));
        }
        double[][] values = new double[program.outputs()][PLACES];
        Parameter[] parameters = Design.parametersOf(problem, 0);
        for (int i = 0; i < PLACES; i++) {
            if (options.cancelled().getAsBoolean()) {
                throw new CancellationException("allocation cancelled");
            }
            program.evaluate(at, parameters, i, i + 1, values, null);
        }
        List<Integer> conditions = new ArrayList<>();
        for (int c = 0; c < program.conditions(); c++) {
            if (isNowhere(values[1 + 2 * c]) || isNowhere(values[2 + 2 * c])) {
                conditions.add(c);
            }
        }
        return new Undefined(isNowhere(values[0]), List.copyOf(conditions), PLACES);
    }

    private static boolean isNowhere(double[] values) {
        return Arrays.stream(values).noneMatch(Double::isFinite);
    }
}
