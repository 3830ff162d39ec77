package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem on the scale it is solved on. Coordinates are logarithms of positive variables and linear positions of the others; an
 * objective that is positive everywhere it was looked at is minimised in logarithms (a power law is then linear), any other divided by its
 * size; a condition between positive sides is log(left) - log(right) &lt;= 0, any other a scaled difference.
 */
final class Formulation {
    /** Beyond e^690 = 1e300, about where numbers end, a positive variable counts as running away. */
    static final double FARTHEST = 690;
    /** Of the width of a range, what is too little to tell a coordinate from its end. */
    private static final double ROUNDING = 1e-14;

    final AllocationProblem problem;
    final Program program;
    final int size;
    final int conditions;
    /** Conditions, then the finite ends of ranges. */
    final int total;
    final double objectiveSign;
    final boolean objectiveLogarithmic;
    final boolean[] logarithmic;
    final double[] base;
    final double[] width;
    final double[] lower;
    final double[] upper;
    /** Whether an end of a variable was stated, and not only the limit of the search. */
    final boolean[] statedLower;
    final boolean[] statedUpper;
    final boolean[] logarithmicCondition;
    /** Whether a condition is linear in the coordinates. */
    final boolean[] linear;
    final double[] orientation;
    final boolean[] equality;
    final int[] endVariable;
    final double[] endSign;

    Formulation(AllocationProblem problem, boolean objectiveLogarithmic, boolean[] logarithmicCondition, boolean[] linear) {
        this(problem, objectiveLogarithmic, logarithmicCondition, linear, null);
    }

    /** @param keptEnds which of the stated ends still count, in their order; null for all */
    private Formulation(AllocationProblem problem, boolean objectiveLogarithmic, boolean[] logarithmicCondition, boolean[] linear,
            boolean @Nullable [] keptEnds) {
        this.problem = problem;
        this.program = problem.program();
        this.objectiveLogarithmic = objectiveLogarithmic;
        this.logarithmicCondition = logarithmicCondition;
        this.linear = linear;
        objectiveSign = problem.goal() == AllocationProblem.Goal.MINIMIZE ? 1 : -1;
        size = program.variables();
        conditions = program.conditions();
        logarithmic = new boolean[size];
        base = new double[size];
        width = new double[size];
        lower = new double[size];
        upper = new double[size];
        statedLower = new boolean[size];
        statedUpper = new boolean[size];
        int ends = scaleVariables(problem.domains());
        if (keptEnds != null) {
            ends = removeEnds(keptEnds);
        }
        total = conditions + ends;
        orientation = new double[conditions];
        equality = new boolean[total];
        for (int c = 0; c < conditions; c++) {
            Condition.Relation relation = problem.conditions().get(c).relation();
            orientation[c] = relation == Condition.Relation.AT_LEAST ? -1 : 1;
            equality[c] = relation == Condition.Relation.EQUAL;
        }
        endVariable = new int[ends];
        endSign = new double[ends];
        int end = 0;
        for (int v = 0; v < size; v++) {
            if (statedLower[v]) {
                endVariable[end] = v;
                endSign[end++] = -1;
            }
            if (statedUpper[v]) {
                endVariable[end] = v;
                endSign[end++] = 1;
            }
        }
    }

    private int scaleVariables(List<Domain> domains) {
        int ends = 0;
        for (int v = 0; v < size; v++) {
            width[v] = 1;
            switch (domains.get(v)) {
                case Domain.Positive() -> {
                    logarithmic[v] = true;
                    lower[v] = -FARTHEST;
                    upper[v] = FARTHEST;
                }
                case Domain.Range(double least, double most) -> {
                    ends += 2;
                    statedLower[v] = true;
                    statedUpper[v] = true;
                    logarithmic[v] = least > 0;
                    if (least > 0) {
                        lower[v] = Math.log(least);
                        upper[v] = Math.log(most);
                    } else {
                        base[v] = least;
                        width[v] = most > least ? most - least : 1;
                        upper[v] = most > least ? 1 : 0;
                    }
                }
                case Domain.Free(double center, double unit) -> {
                    base[v] = center;
                    width[v] = unit;
                    lower[v] = -1e15;
                    upper[v] = 1e15;
                }
            }
        }
        return ends;
    }

    private int removeEnds(boolean[] keptEnds) {
        int end = 0;
        int left = 0;
        for (int v = 0; v < size; v++) {
            if (statedLower[v] && !keptEnds[end++]) {
                statedLower[v] = false;
                lower[v] = logarithmic[v] ? -FARTHEST : -1e15;
            }
            if (statedUpper[v] && !keptEnds[end++]) {
                statedUpper[v] = false;
                upper[v] = logarithmic[v] ? FARTHEST : 1e15;
            }
            left += (statedLower[v] ? 1 : 0) + (statedUpper[v] ? 1 : 0);
        }
        return left;
    }

    /** The same with other choices of what is taken in logarithms. */
    Formulation with(boolean objectiveInLogarithms, boolean[] conditionsInLogarithms, boolean[] linearConditions) {
        return new Formulation(problem, objectiveInLogarithms, conditionsInLogarithms, linearConditions);
    }

    /** The same with another program of the same outputs. */
    Formulation with(Program other) {
        return new Formulation(problem.with(other), objectiveLogarithmic, logarithmicCondition, linear);
    }

    /** The same for some of its rows only. */
    Formulation rowsOnly(int[] which) {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : problem.parameters()) {
            if (parameter instanceof Parameter.Column(double[] values)) {
                double[] some = new double[which.length];
                Arrays.setAll(some, i -> values[which[i]]);
                parameters.add(Parameter.of(some));
            } else {
                parameters.add(parameter);
            }
        }
        return new Formulation(problem.with(parameters), objectiveLogarithmic, logarithmicCondition, linear);
    }

    /** The same with some of its conditions and ends only. */
    Formulation relaxed(boolean[] kept) {
        int left = 0;
        for (int c = 0; c < conditions; c++) {
            left += kept[c] ? 1 : 0;
        }
        int[] which = new int[left];
        boolean[] inLogarithms = new boolean[left];
        boolean[] stillLinear = new boolean[left];
        List<Condition> some = new ArrayList<>();
        for (int c = 0; c < conditions; c++) {
            if (kept[c]) {
                which[some.size()] = c;
                inLogarithms[some.size()] = logarithmicCondition[c];
                stillLinear[some.size()] = linear[c];
                some.add(problem.conditions().get(c));
            }
        }
        AllocationProblem part = new AllocationProblem(new Subset(program, which), problem.goal(), problem.domains(), some,
                problem.parameters());
        return new Formulation(part, objectiveLogarithmic, inLogarithms, stillLinear, Arrays.copyOfRange(kept, conditions, total));
    }

    /** The variable at a coordinate; exact at the stated ends. */
    double variable(int v, double coordinate) {
        if (!(problem.domains().get(v) instanceof Domain.Range(double least, double most))) {
            return logarithmic[v] ? Math.exp(coordinate) : base[v] + width[v] * coordinate;
        }
        if (coordinate <= lower[v] + (logarithmic[v] ? 0 : ROUNDING)) {
            return least;
        }
        if (coordinate >= upper[v] - (logarithmic[v] ? 0 : ROUNDING)) {
            return most;
        }
        return logarithmic[v] ? Math.exp(coordinate) : base[v] + width[v] * coordinate;
    }

    /** Replaces coordinates by the variable there. */
    void variable(int v, double[] coordinates, int count) {
        if (problem.domains().get(v) instanceof Domain.Range) {
            for (int i = 0; i < count; i++) {
                coordinates[i] = variable(v, coordinates[i]);
            }
        } else if (logarithmic[v]) {
            for (int i = 0; i < count; i++) {
                coordinates[i] = Math.exp(coordinates[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                coordinates[i] = base[v] + width[v] * coordinates[i];
            }
        }
    }

    /** The least that a variable may be, as far as it is looked for. */
    double least(int v) {
        return problem.domains().get(v) instanceof Domain.Free ? Double.NEGATIVE_INFINITY : variable(v, lower[v]);
    }

    /** The most that a variable may be. */
    double most(int v) {
        return problem.domains().get(v) instanceof Domain.Free ? Double.POSITIVE_INFINITY : variable(v, upper[v]);
    }

    /** The parameters of some rows. */
    Parameter[] rows(int from, int to) {
        Parameter[] rows = new Parameter[program.parameters()];
        for (int p = 0; p < rows.length; p++) {
            rows[p] = switch (problem.parameters().get(p)) {
                case Parameter.Constant constant -> constant;
                case Parameter.Column(double[] values) -> Parameter.of(Arrays.copyOfRange(values, from, to));
            };
        }
        return rows;
    }

    double clamp(int v, double coordinate) {
        return coordinate < lower[v] ? lower[v] : coordinate > upper[v] ? upper[v] : coordinate;
    }

    void clamp(int v, double[] source, int from, double[] target, int count) {
        double least = lower[v];
        double most = upper[v];
        for (int i = 0; i < count; i++) {
            target[i] = Math.min(most, Math.max(least, source[from + i]));
        }
    }

    /** Whether all that can make the problem infeasible is linear, so that one contradiction proves it. */
    boolean allLinear() {
        for (boolean one : linear) {
            if (!one) {
                return false;
            }
        }
        return true;
    }
}
