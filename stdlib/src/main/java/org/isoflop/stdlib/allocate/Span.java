package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far each variable may move while the objective stays within a tolerance of its optimum: two allocations for each variable. */
final class Span {
    private static final double[] OFFSETS = {0.05, 0.5, 2};

    private Span() {}

    static double[][][] of(Allocation allocation, double tolerance, Options options) {
        Formulation form = allocation.form();
        double[][][] span = new double[form.size][2][allocation.rows()];
        for (int v = 0; v < form.size; v++) {
            for (int side = 0; side < 2; side++) {
                span[v][side] = farthest(allocation, tolerance, options, v, side == 1);
            }
        }
        return span;
    }

    private static double[] farthest(Allocation allocation, double tolerance, Options options, int v, boolean upwards) {
        Formulation form = formulate(allocation, tolerance, v, upwards);
        int rows = allocation.rows();
        int each = OFFSETS.length;
        Lanes lanes = new Lanes(form, rows * each);
        for (int i = 0; i < lanes.count; i++) {
            int row = i / each;
            lanes.row[i] = row;
            for (int w = 0; w < form.size; w++) {
                double value = allocation.variables()[w][row];
                lanes.point[w][i] = form.logarithmic[w] ? Math.log(value) : (value - form.base[w]) / form.width[w];
            }
            double reach = form.logarithmic[v] ? 1 : 0.3;
            lanes.point[v][i] += (upwards ? 1 : -1) * reach * OFFSETS[i % each];
        }
        Engine engine = new Engine(form, false, options);
        engine.run(lanes);
        Search judge = new Search(engine, options);
        double[] found = new double[rows];
        for (int row = 0; row < rows; row++) {
            int best = row * each;
            for (int s = 1; s < each; s++) {
                best = judge.better(lanes, row * each + s, lanes, best) ? row * each + s : best;
            }
            boolean known = allocation.feasible()[row] && lanes.holds(best) && lanes.converged(best);
            found[row] = known ? form.variable(v, lanes.point[v][best]) : Double.NaN;
        }
        return found;
    }

    private static Formulation formulate(Allocation allocation, double tolerance, int v, boolean upwards) {
        Formulation form = allocation.form();
        AllocationProblem problem = allocation.problem();
        double[] limit = new double[allocation.rows()];
        for (int i = 0; i < limit.length; i++) {
            limit[i] = allocation.objective()[i] + form.objectiveSign * tolerance * Math.abs(allocation.objective()[i]);
        }
        List<Parameter> parameters = new ArrayList<>(problem.parameters());
        parameters.add(Parameter.of(limit));
        List<Condition> conditions = new ArrayList<>(problem.conditions());
        boolean minimize = problem.goal() == AllocationProblem.Goal.MINIMIZE;
        conditions.add(minimize ? Condition.atMost("tolerance") : Condition.atLeast("tolerance"));
        AllocationProblem derived = new AllocationProblem(new Within(problem.program(), v),
                upwards ? AllocationProblem.Goal.MAXIMIZE : AllocationProblem.Goal.MINIMIZE, problem.domains(), conditions, parameters);
        boolean[] logarithmic = Arrays.copyOf(form.logarithmicCondition, form.conditions + 1);
        logarithmic[form.conditions] = form.objectiveLogarithmic;
        return new Formulation(derived, form.logarithmic[v], logarithmic, Arrays.copyOf(form.linear, form.conditions + 1));
    }

    /** A variable as the objective; the former objective and its limit, the last parameter, as the last condition. */
    private record Within(Program program, int variable) implements Program {
        @Override
        public int variables() {
            return program.variables();
        }

        @Override
        public int parameters() {
            return program.parameters() + 1;
        }

        @Override
        public int conditions() {
            return program.conditions() + 1;
        }

        @Override
        public void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
                double @Nullable [][][] gradients) {
            int last = program.outputs();
            double[][] inner = Arrays.copyOf(values, last);
            inner[0] = values[last];
            double[][][] innerGradients = null;
            if (gradients != null) {
                innerGradients = Arrays.copyOf(gradients, last);
                innerGradients[0] = gradients[last];
                for (int w = 0; w < variables.length; w++) {
                    Arrays.fill(gradients[0][w], from, to, w == variable ? 1 : 0);
                    Arrays.fill(gradients[last + 1][w], from, to, 0);
                }
            }
            program.evaluate(variables, Arrays.copyOf(parameters, parameters.length - 1), from, to, inner, innerGradients);
            System.arraycopy(variables[variable], from, values[0], from, to - from);
            Parameter limit = parameters[parameters.length - 1];
            for (int i = from; i < to; i++) {
                values[last + 1][i] = limit.at(i);
            }
        }
    }
}
