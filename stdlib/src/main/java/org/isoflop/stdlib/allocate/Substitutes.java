package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Perfect substitutes: variables of which more of the one for less of the other leaves the objective as it is and all conditions fulfilled,
 * so that an optimum says nothing of how they share what they come to together.
 */
public final class Substitutes {
    /** By which parts of a variable it is exchanged. */
    private static final double[] STEPS = {0.1, -0.1, 0.01, -0.01};
    /** Objectives that differ by less are the same. */
    private static final double SAME = 1e-12;
    /** All of a variable is worth this part of the objective: enough for second derivatives to show where steps lead away from an optimum. */
    private static final double MATTERS = 1e-3;
    /** To which conditions are fulfilled. */
    private static final double HOLDS = 1e-9;

    private final AllocationProblem problem;
    private final Parameter[] parameters;
    private final double[] solution;
    private final double[] values;
    private final double[][] gradients;

    private Substitutes(AllocationProblem problem, double[] solution) {
        this.problem = problem;
        this.parameters = problem.parameters().toArray(new Parameter[0]);
        this.solution = solution;
        int outputs = problem.program().outputs();
        double[][] known = new double[outputs][1];
        double[][][] slopes = new double[outputs][solution.length][1];
        problem.program().evaluate(columns(solution), parameters, 0, 1, known, slopes);
        this.values = Arrays.stream(known).mapToDouble(output -> output[0]).toArray();
        this.gradients = Arrays.stream(slopes).map(output -> Arrays.stream(output).mapToDouble(slope -> slope[0]).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] columns(double[] point) {
        return Arrays.stream(point).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    /**
     * Which variables are substitutes at an optimum.
     *
     * @param problem one row
     * @param solution its optimum, a value for each variable
     * @return groups of variables that can be exchanged for each other, none where there are none
     */
    public static List<List<Integer>> of(AllocationProblem problem, double[] solution) {
        if (problem.program() instanceof ChanceProgram) {
            // a share of draws moves in steps, and between two of them everything is as good
            return List.of();
        }
        Substitutes at = new Substitutes(problem, solution.clone());
        List<List<Integer>> groups = new ArrayList<>();
        for (int variable = 0; variable < solution.length; variable++) {
            int next = variable;
            List<List<Integer>> joined = groups.stream().filter(group -> group.stream().anyMatch(known -> at.areExchanged(known, next)))
                    .toList();
            groups.removeAll(joined);
            groups.add(Stream.concat(joined.stream().flatMap(List::stream), Stream.of(next)).sorted().toList());
        }
        return groups.stream().filter(group -> group.size() > 1).toList();
    }

    private boolean areExchanged(int first, int second) {
        return isExchanged(first, second) || isExchanged(second, first);
    }

    /** Whether a variable that matters can be changed and another make up for it, which may be next to nothing so far. */
    private boolean isExchanged(int variable, int other) {
        double size = solution[variable];
        double slope = gradients[0][variable];
        double otherSlope = gradients[0][other];
        if (!(Math.abs(slope * size) > MATTERS * Math.abs(values[0])) || otherSlope == 0) {
            return false;
        }
        // what a sum of the two keeps, and what a product keeps
        double amount = slope / otherSlope;
        double power = slope * size / (otherSlope * solution[other]);
        for (double step : STEPS) {
            if (isAsGood(variable, size * (1 + step), other, solution[other] - amount * size * step)
                    || isAsGood(variable, size * (1 + step), other, solution[other] * Math.pow(1 + step, -power))) {
                return true;
            }
        }
        return false;
    }

    private boolean isAsGood(int variable, double value, int other, double otherValue) {
        if (!isWithin(variable, value) || !isWithin(other, otherValue)) {
            return false;
        }
        double[] point = solution.clone();
        point[variable] = value;
        point[other] = otherValue;
        double[][] moved = new double[values.length][1];
        problem.program().evaluate(columns(point), parameters, 0, 1, moved, null);
        boolean asGood = Math.abs(moved[0][0] - values[0]) <= SAME * Math.abs(values[0]);
        for (int c = 0; c < problem.conditions().size() && asGood; c++) {
            asGood = holds(problem.conditions().get(c), moved[1 + 2 * c][0], moved[2 + 2 * c][0]);
        }
        return asGood;
    }

    private boolean isWithin(int variable, double value) {
        return switch (problem.domains().get(variable)) {
            case Domain.Positive positive -> value > 0;
            case Domain.Range range -> value >= range.lower() && value <= range.upper();
            case Domain.Free free -> true;
        };
    }

    private static boolean holds(Condition condition, double left, double right) {
        double room = HOLDS * Math.max(Math.abs(left), Math.abs(right));
        return switch (condition.relation()) {
            case AT_MOST -> left - right <= room;
            case AT_LEAST -> right - left <= room;
            case EQUAL -> Math.abs(left - right) <= room;
        };
    }
}
