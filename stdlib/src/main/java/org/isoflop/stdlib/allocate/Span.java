package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far each variable may move while the objective stays within a limit: two allocations for each variable. */
final class Span {
    private static final double[] OFFSETS = {0.05, 0.5, 2};

    /** Of the width of a range from zero, what counts as zero. */
    private static final double NOTHING = 1e-10;

    private Span() {}

    static double[][][] of(Allocation allocation, double[] limits, Options options) {
        Formulation form = allocation.form();
        double[][][] span = new double[form.size][2][allocation.rows()];
        for (int v = 0; v < form.size; v++) {
            for (int side = 0; side < 2; side++) {
                span[v][side] = farthest(allocation, limits, options, v, side == 1);
            }
        }
        return span;
    }

    private static double[] farthest(Allocation allocation, double[] limits, Options options, int v, boolean upwards) {
        Formulation own = formulate(allocation, limits, v, upwards, allocation.problem().domains(), false);
        double[] found = follow(allocation, limits, own, v, upwards, options);
        List<Domain> positive = positive(allocation.problem().domains());
        if (!positive.equals(allocation.problem().domains()) && !complete(found, limits)) {
            // a mixture whose parts have infinite slopes at zero cannot be followed there but in logarithms
            Formulation inLogarithms = formulate(allocation, limits, v, upwards, positive, true);
            fill(found, follow(allocation, limits, inLogarithms, v, upwards, options));
            if (!complete(found, limits)) {
                fill(found, atEnd(allocation, limits, positive, v, upwards, options));
            }
        }
        for (int row = 0; row < found.length; row++) {
            boolean none = positive.get(v) instanceof Domain.Range(double least, double most) && found[row] <= 10 * least
                    && allocation.form().least(v) == 0;
            found[row] = none ? 0 : found[row];
        }
        return found;
    }

    private static void fill(double[] found, double[] more) {
        for (int row = 0; row < found.length; row++) {
            found[row] = Double.isNaN(found[row]) ? more[row] : found[row];
        }
    }

    /** The end of a range, where the others can make up for it. */
    private static double[] atEnd(Allocation allocation, double[] limits, List<Domain> positive, int v, boolean upwards, Options options) {
        double[] found = new double[limits.length];
        Arrays.fill(found, Double.NaN);
        if (positive.get(v) instanceof Domain.Range(double least, double most)) {
            double end = upwards ? most : least;
            List<Domain> pinned = new ArrayList<>(positive);
            pinned.set(v, Domain.range(end, end));
            AllocationProblem problem = allocation.problem();
            Allocation there = Allocator.solve(
                    new AllocationProblem(problem.program(), problem.goal(), pinned, problem.conditions(), problem.parameters()),
                    limits.length, options);
            double sign = allocation.form().objectiveSign;
            for (int row = 0; row < limits.length; row++) {
                found[row] = sign * there.objective()[row] <= sign * limits[row] ? end : Double.NaN;
            }
        }
        return found;
    }

    private static boolean complete(double[] found, double[] limits) {
        for (int row = 0; row < found.length; row++) {
            if (Double.isNaN(found[row]) && !Double.isNaN(limits[row])) {
                return false;
            }
        }
        return true;
    }

    /** Ranges from zero begin just above it. */
    private static List<Domain> positive(List<Domain> domains) {
        List<Domain> positive = new ArrayList<>();
        for (Domain domain : domains) {
            positive.add(domain instanceof Domain.Range(double least, double most) && least == 0 && most > 0
                    ? Domain.range(NOTHING * most, most)
                    : domain);
        }
        return positive;
    }

    private static double[] follow(Allocation allocation, double[] limits, Formulation form, int v, boolean upwards, Options options) {
        int rows = allocation.rows();
        int each = OFFSETS.length;
        int[] asked = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (allocation.feasible()[row] && !Double.isNaN(limits[row])) {
                asked[count++] = row;
            }
        }
        Lanes lanes = new Lanes(form, count * each);
        for (int i = 0; i < lanes.count; i++) {
            int row = asked[i / each];
            lanes.row[i] = row;
            for (int w = 0; w < form.size; w++) {
                double value = allocation.variables()[w][row];
                lanes.point[w][i] = form.clamp(w, form.logarithmic[w] ? Math.log(value) : (value - form.base[w]) / form.width[w]);
            }
            double reach = form.logarithmic[v] ? 1 : 0.3;
            lanes.point[v][i] += (upwards ? 1 : -1) * reach * OFFSETS[i % each];
        }
        Engine engine = new Engine(form, false, options);
        engine.run(lanes);
        Search judge = new Search(engine, options);
        double[] found = new double[rows];
        Arrays.fill(found, Double.NaN);
        for (int k = 0; k < count; k++) {
            int best = k * each;
            for (int s = 1; s < each; s++) {
                best = judge.better(lanes, k * each + s, lanes, best) ? k * each + s : best;
            }
            if (lanes.holds(best) && (lanes.converged(best) || isShared(lanes, v, k * each, best))) {
                found[asked[k]] = form.variable(v, lanes.point[v][best]);
            }
        }
        return found;
    }

    /** Whether an end that could not be certified, as at a kink, was reached from another start too, to what a band is told with. */
    private static boolean isShared(Lanes lanes, int v, int from, int best) {
        for (int lane = from; lane < from + OFFSETS.length; lane++) {
            if (lane != best && lanes.holds(lane) && Math.abs(lanes.point[v][lane] - lanes.point[v][best]) <= 1e-4) {
                return true;
            }
        }
        return false;
    }

    private static Formulation formulate(Allocation allocation, double[] limits, int v, boolean upwards, List<Domain> domains,
            boolean anew) {
        Formulation form = allocation.form();
        AllocationProblem problem = allocation.problem();
        List<Parameter> parameters = new ArrayList<>(problem.parameters());
        parameters.add(Parameter.of(limits));
        List<Condition> conditions = new ArrayList<>(problem.conditions());
        boolean minimize = problem.goal() == AllocationProblem.Goal.MINIMIZE;
        conditions.add(minimize ? Condition.atMost("tolerance") : Condition.atLeast("tolerance"));
        AllocationProblem derived = new AllocationProblem(new Within(problem.program(), v),
                upwards ? AllocationProblem.Goal.MAXIMIZE : AllocationProblem.Goal.MINIMIZE, domains, conditions, parameters);
        if (anew) {
            return Design.formulate(derived, allocation.rows());
        }
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
