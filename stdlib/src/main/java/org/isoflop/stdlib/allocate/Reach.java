package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How near one side of a condition, which the variables change, comes to the other, which they do not, while the rest of a {@link Conflict}
 * holds: a loss to a target that lies below what is irreducible.
 *
 * @param condition its index
 * @param left whether it is the left side that the variables change
 * @param nearest the value of that side that is nearest to the other
 * @param above whether that is above the other side
 * @param growing the variables that have to grow without end for it; {@code nearest} is then a limit
 * @param shrinking those that have to shrink without end
 */
public record Reach(int condition, boolean left, double nearest, boolean above, List<Integer> growing, List<Integer> shrinking) {
    /** Whether {@code nearest} is reached, and not only neared. */
    public boolean isAttained() {
        return growing.isEmpty() && shrinking.isEmpty();
    }

    /** For each condition of a conflict of a single row; none where both sides vary, or nothing was found. */
    static List<Reach> of(AllocationProblem problem, Conflict conflict, Options options) {
        List<Reach> found = new ArrayList<>();
        for (int condition : conflict.conditions()) {
            Reach reach = of(problem, condition, conflict.conditions(), options);
            if (reach != null) {
                found.add(reach);
            }
        }
        return List.copyOf(found);
    }

    private static @Nullable Reach of(AllocationProblem problem, int condition, List<Integer> kept, Options options) {
        List<Integer> others = kept.stream().filter(each -> each != condition).distinct().toList();
        boolean left = varies(problem, 1 + 2 * condition);
        if (left == varies(problem, 2 + 2 * condition)) {
            return null;
        }
        boolean down = switch (problem.conditions().get(condition).relation()) {
            case AT_MOST -> left;
            case AT_LEAST -> !left;
            case EQUAL -> true;
        };
        Side side = new Side(problem, condition, left, others);
        Reach reach = side.nearest(down, options);
        boolean equal = problem.conditions().get(condition).relation() == Condition.Relation.EQUAL;
        return reach == null && equal ? side.nearest(false, options) : reach;
    }

    private static boolean varies(AllocationProblem problem, int output) {
        Formulation form = Design.formulate(problem, 1);
        Design design = new Design(form.size);
        double[][] at = new double[form.size][32];
        double[][] values = new double[problem.program().outputs()][32];
        for (int v = 0; v < form.size; v++) {
            int coordinate = v;
            Arrays.setAll(at[v], i -> form.variable(coordinate, design.wide(form, coordinate, i)));
        }
        problem.program().evaluate(at, Design.parametersOf(problem, 0), 0, 32, values, null);
        return Arrays.stream(values[output]).anyMatch(value -> value != values[output][0]);
    }

    /** The side as an objective under the other conditions. */
    private static final class Side {
        /** So far a variable is taken to be at its end, where products of several still are numbers. */
        private static final double FAR = 1e100;
        private final AllocationProblem whole;
        private final int condition;
        private final boolean left;
        private final List<Condition> conditions = new ArrayList<>();
        private final Program program;

        Side(AllocationProblem whole, int condition, boolean left, List<Integer> others) {
            this.whole = whole;
            this.condition = condition;
            this.left = left;
            int[] outputs = new int[1 + 2 * others.size()];
            outputs[0] = (left ? 1 : 2) + 2 * condition;
            for (int k = 0; k < others.size(); k++) {
                outputs[1 + 2 * k] = 1 + 2 * others.get(k);
                outputs[2 + 2 * k] = 2 + 2 * others.get(k);
                conditions.add(whole.conditions().get(others.get(k)));
            }
            program = whole.program() instanceof KernelProgram kernel
                    ? new KernelProgram(kernel.kernel().only(outputs), kernel.variables())
                    : new Reordered(whole.program(), outputs);
        }

        @Nullable
        Reach nearest(boolean down, Options options) {
            AllocationProblem problem = new AllocationProblem(program,
                    down ? AllocationProblem.Goal.MINIMIZE : AllocationProblem.Goal.MAXIMIZE,
                    whole.domains(), conditions, whole.parameters());
            Allocation best = Allocator.solve(problem, 1, options);
            double[] at = new double[program.variables()];
            for (int v = 0; v < at.length; v++) {
                at[v] = best.variables()[v][0];
            }
            if (!best.feasible()[0] || Double.isNaN(best.objective()[0])) {
                return null;
            }
            List<Integer> growing = new ArrayList<>();
            List<Integer> shrinking = new ArrayList<>();
            for (int v = 0; v < at.length; v++) {
                if (whole.domains().get(v) instanceof Domain.Positive) {
                    if (leads(at, v, FAR, down)) {
                        growing.add(v);
                    } else if (leads(at, v, 1 / FAR, down)) {
                        shrinking.add(v);
                    }
                }
            }
            double[] values = values(at);
            double limit = whole(at)[(left ? 2 : 1) + 2 * condition];
            boolean above = values[0] > limit;
            return down == above ? new Reach(condition, left, values[0], above, List.copyOf(growing), List.copyOf(shrinking)) : null;
        }

        /** Whether a variable's far end is no worse than where it is, and better than a way back; then it is moved there. */
        private boolean leads(double[] at, int v, double far, boolean down) {
            double here = values(at)[0];
            double kept = at[v];
            at[v] = far;
            double[] there = values(at);
            at[v] = far > 1 ? kept * 1e-6 : kept * 1e6;
            double back = values(at)[0];
            double gain = down ? here - there[0] : there[0] - here;
            double way = down ? back - there[0] : there[0] - back;
            boolean leads = gain >= -1e-9 * Math.abs(here) && way > 0 && holds(there);
            at[v] = leads ? far : kept;
            return leads;
        }

        private boolean holds(double[] values) {
            for (int c = 0; c < conditions.size(); c++) {
                double excess = values[1 + 2 * c] - values[2 + 2 * c];
                double slack = 1e-9 * Math.max(Math.abs(values[1 + 2 * c]), Math.abs(values[2 + 2 * c]));
                boolean holds = switch (conditions.get(c).relation()) {
                    case AT_MOST -> excess <= slack;
                    case AT_LEAST -> excess >= -slack;
                    case EQUAL -> Math.abs(excess) <= slack;
                };
                if (!holds) {
                    return false;
                }
            }
            return true;
        }

        private double[] values(double[] at) {
            return values(program, at);
        }

        private double[] whole(double[] at) {
            return values(whole.program(), at);
        }

        private double[] values(Program of, double[] at) {
            double[][] variables = new double[at.length][1];
            for (int v = 0; v < at.length; v++) {
                variables[v][0] = at[v];
            }
            double[][] values = new double[of.outputs()][1];
            of.evaluate(variables, Design.parametersOf(whole, 0), 0, 1, values, null);
            return Arrays.stream(values).mapToDouble(value -> value[0]).toArray();
        }
    }

    /** Some outputs of a program in another order. */
    private record Reordered(Program program, int[] which) implements Program {
        @Override
        public int variables() {
            return program.variables();
        }

        @Override
        public int parameters() {
            return program.parameters();
        }

        @Override
        public int conditions() {
            return (which.length - 1) / 2;
        }

        @Override
        public void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
                double @Nullable [][][] gradients) {
            double[][] all = new double[program.outputs()][to];
            double[][][] slopes = gradients == null ? null : new double[program.outputs()][program.variables()][to];
            program.evaluate(variables, parameters, from, to, all, slopes);
            for (int o = 0; o < which.length; o++) {
                System.arraycopy(all[which[o]], from, values[o], from, to - from);
                for (int v = 0; gradients != null && slopes != null && v < program.variables(); v++) {
                    System.arraycopy(slopes[which[o]][v], from, gradients[o][v], from, to - from);
                }
            }
        }
    }
}
