package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.stdlib.keep.Keeper;
import org.isoflop.stdlib.keep.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Constrained allocation. The answer is the best of many local optima, each a Karush-Kuhn-Tucker point with the objective exact to about
 * 1e-12 and the coordinates to about 1e-9; conditions hold to a relative 1e-9.
 */
public final class Allocator {
    /** From so many rows on it is worth a look at the problem's shape to foresee the work. */
    private static final int MANY = 10_000;

    private Allocator() {}

    /**
     * Solves a batch.
     *
     * @param rows how many; columns among the parameters have at least as many values
     * @throws java.util.concurrent.CancellationException when cancelled
     */
    public static Allocation solve(AllocationProblem problem, int rows, Options options) {
        if (rows < 1) {
            throw new IllegalArgumentException("an allocation needs at least one row");
        }
        double work = options.keeper() == Keeper.NONE ? 0 : evaluations(problem, rows);
        return solve(problem, rows, options, kept(problem, rows, options, work));
    }

    /** The same where the place of the answer is known. */
    public static Allocation solve(AllocationProblem problem, int rows, Options options, Kept<Answer> kept) {
        Answer known = kept.find();
        if (known != null) {
            return known.of(problem, rows).allocation();
        }
        Answer.Solved solved = solved(problem, rows, options);
        if (kept.isWanted()) {
            kept.put(Answer.of(solved));
        }
        return solved.allocation();
    }

    /**
     * Where the answer is kept.
     *
     * @param work how much is saved if it is known, in evaluations of a row
     */
    public static Kept<Answer> kept(AllocationProblem problem, int rows, Options options, double work) {
        double numbers = (problem.parameters().size() + 2.0 * problem.domains().size() + problem.program().outputs()) * rows;
        return options.keeper().of(Answer.class, work, numbers, options.threads(), null, "allocation", problem, rows, options.starts());
    }

    private static Answer.Solved solved(AllocationProblem problem, int rows, Options options) {
        List<Formulation> forms = formulate(searched(problem), rows, options);
        Answer.Solved answer = solve(problem, forms, rows, options);
        if (forms.getFirst().objectiveLogarithmic && answer.unbounded() == null && answer.failsEverywhere()) {
            // an objective that falls to zero or below has no logarithm where it matters
            forms.replaceAll(form -> form.with(false, form.logarithmicCondition, form.linear));
            return solve(problem, forms, rows, options);
        }
        return answer;
    }

    /** The problem as the search takes it: without steps. */
    private static AllocationProblem searched(AllocationProblem problem) {
        return problem.program() instanceof ChanceProgram chance ? problem.with(chance.smoothed(Margins.WIDE)) : problem;
    }

    /** What of a single row is no number anywhere. */
    public static Undefined undefined(AllocationProblem problem, Options options) {
        return Undefined.of(problem, options);
    }

    /** How near the conditions of a single row's conflict come to being fulfilled. */
    public static List<Reach> reach(AllocationProblem problem, Conflict conflict, Options options) {
        return Reach.of(problem, conflict, options);
    }

    /**
     * How many evaluations of a row, roughly, {@link #solve} will take: a few for each where one direction is left to go, else those of
     * descents.
     */
    public static double evaluations(AllocationProblem problem, int rows) {
        double descents = 10.0 * rows * problem.program().outputs() * (1 + Cases.count(problem.program()));
        if (rows < MANY || problem.choices() != null) {
            return descents;
        }
        return new Solver(Design.formulate(problem, rows), rows, Options.defaults()).isLine() ? 3.0 * rows : descents;
    }

    /**
     * The range of each variable, {@code [variable][0 lower, 1 upper][row]}, over the points where the conditions hold and the objective is
     * within a relative {@code tolerance} of the optimum, as far as they hang together with it. NaN where it was not found.
     */
    public static double[][][] span(Allocation allocation, double tolerance, Options options) {
        double sign = allocation.form().objectiveSign;
        double[] limits = new double[allocation.rows()];
        for (int i = 0; i < limits.length; i++) {
            double best = allocation.objective()[i];
            limits[i] = best + sign * tolerance * Math.abs(best);
        }
        return Span.of(allocation, limits, options);
    }

    /**
     * The same for the points where the objective is no worse than a limit.
     *
     * @param limits by row; NaN for a row that is left out
     */
    public static double[][][] spanTo(Allocation allocation, double[] limits, Options options) {
        AllocationProblem problem = allocation.problem();
        int rows = allocation.rows();
        double work = options.keeper() == Keeper.NONE ? 0 : spanWork(allocation);
        double numbers = (problem.parameters().size() + 4.0 * problem.domains().size() + 1) * rows;
        return options.keeper().of(Spans.class, work, numbers, options.threads(), null, "span", problem, rows, limits, options.starts(),
                allocation.variables, allocation.objective, allocation.choice)
                .or(() -> new Spans(Span.of(allocation, limits, options))).of();
    }

    /** How many evaluations of a row {@link #spanTo} takes, roughly: two allocations for each variable. */
    public static double spanWork(Allocation allocation) {
        return 2.0 * allocation.problem().domains().size() * evaluations(allocation.problem(), allocation.rows());
    }

    /** {@code [variable][side][row]} */
    private record Spans(double[][][] of) {
    }

    /** One formulation for each discrete choice, all on the same scales. */
    private static List<Formulation> formulate(AllocationProblem problem, int rows, Options options) {
        List<Formulation> forms = new ArrayList<>();
        Choices choices = problem.choices();
        if (choices == null) {
            forms.add(Design.formulate(problem, rows, options.cancelled()));
            return forms;
        }
        for (double[] setting : choices.settings()) {
            List<Parameter> parameters = new ArrayList<>(problem.parameters());
            for (int k = 0; k < setting.length; k++) {
                parameters.set(choices.parameters()[k], Parameter.of(setting[k]));
            }
            forms.add(Design.formulate(problem.with(parameters), rows, options.cancelled()));
        }
        boolean objective = true;
        boolean[] logarithmic = forms.getFirst().logarithmicCondition.clone();
        for (Formulation form : forms) {
            objective &= form.objectiveLogarithmic;
            for (int c = 0; c < logarithmic.length; c++) {
                logarithmic[c] &= form.logarithmicCondition[c];
            }
        }
        boolean together = objective;
        forms.replaceAll(form -> {
            boolean[] linear = form.linear.clone();
            for (int c = 0; c < linear.length; c++) {
                linear[c] &= logarithmic[c] == form.logarithmicCondition[c];
            }
            return form.with(together, logarithmic, linear);
        });
        return forms;
    }

    private static Answer.Solved solve(AllocationProblem problem, List<Formulation> forms, int rows, Options options) {
        Lanes best = null;
        int[] choice = problem.choices() == null ? null : new int[rows];
        Unbounded unbounded = null;
        Allocation.Certificate certificate = Allocation.Certificate.NONE;
        for (int s = 0; s < forms.size(); s++) {
            Solver solver = new Solver(forms.get(s), rows, options);
            Lanes ends = solver.solve();
            unbounded = unbounded == null ? solver.escape(ends) : unbounded;
            certificate = certificate.and(solver.certificate(ends));
            if (problem.program() instanceof ChanceProgram chance && unbounded == null) {
                if (!chance.isSmooth()) {
                    Narrowing.run(forms.get(s), chance, ends, options);
                }
                certificate = new Kinks(forms.get(s).with(chance), chance, ends, options).run();
            }
            if (best == null || choice == null) {
                best = ends;
                continue;
            }
            Search judge = new Search(new Engine(forms.get(s), false, options), options);
            for (int i = 0; i < rows; i++) {
                if (judge.better(ends, i, best, i)) {
                    Search.copy(ends, i, best, i);
                    choice[i] = s;
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("no formulation");
        }
        Conflict conflict = rows == 1 && !best.holds(0) ? Conflicts.smallest(forms.getFirst(), options) : null;
        Formulation asked = chosen(problem, forms.getFirst().with(problem.program()), choice);
        return new Answer.Solved(asked, best, choice, conflict, unbounded, certificate);
    }

    /** The formulation whose parameters are, row by row, those of the best choice. */
    static Formulation chosen(AllocationProblem problem, Formulation form, int @Nullable [] choice) {
        Choices choices = problem.choices();
        if (choices == null || choice == null) {
            return form;
        }
        List<Parameter> parameters = new ArrayList<>(problem.parameters());
        for (int k = 0; k < choices.parameters().length; k++) {
            double[] column = new double[choice.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = choices.settings()[choice[i]][k];
            }
            parameters.set(choices.parameters()[k], Parameter.of(column));
        }
        return new Formulation(problem.with(parameters), form.objectiveLogarithmic, form.logarithmicCondition, form.linear);
    }
}
