package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an {@link AllocationProblem}, row by row. What is not feasible is NaN. Arrays belong to the allocation: do not change them.
 */
public final class Allocation {
    /** A condition binds where its sides agree to this relative difference. */
    static final double BINDS = 1e-7;

    private final AllocationProblem problem;
    private final int rows;
    final double[][] variables;
    final double[] objective;
    final boolean[] feasible;
    final boolean[] converged;
    private final Lanes ends;
    private double @Nullable [] residual;
    final int @Nullable [] choice;
    private final Formulation form;
    private final @Nullable Conflict conflict;
    private final @Nullable Unbounded unbounded;
    private final Certificate certificate;
    private double @Nullable [][] sides;

    /** How an optimum is known to be the best of all, from the surest on. */
    public enum Method {
        /** A formula gives it. */
        CLOSED_FORM,
        /** A geometric program: convex in the logarithms of the variables, so that a stationary point is the optimum. */
        CONVEX_IN_LOGARITHMS,
        /** Convex in the variables, or in some and in the logarithms of others. */
        CONVEX,
        /** The best end of searches from many starts. */
        STARTS
    }

    /**
     * What the claim of a global optimum rests on.
     *
     * @param method the least sure of what was used for the rows and the choices
     * @param searchedRows how many rows were searched from many starts
     * @param starts how many starts each of them had
     * @param fewestAgreeing the smallest number of starts, among the feasible ones of these rows, that ended at the best objective; 0 where
     *     none of them is feasible
     * @param elsewhere another optimum that is as good as the best of its row, if one was met; null of several choices or cases
     */
    public record Certificate(Method method, int searchedRows, int starts, int fewestAgreeing, @Nullable Elsewhere elsewhere) {
        /** That of no rows. */
        static final Certificate NONE = new Certificate(Method.CLOSED_FORM, 0, 0, 0, null);

        /** That of other rows, choices or cases, too. */
        Certificate and(Certificate other) {
            int fewest = fewestAgreeing == 0 || other.fewestAgreeing == 0
                    ? Math.max(fewestAgreeing, other.fewestAgreeing)
                    : Math.min(fewestAgreeing, other.fewestAgreeing);
            return new Certificate(method.compareTo(other.method) > 0 ? method : other.method, searchedRows + other.searchedRows,
                    Math.max(starts, other.starts), fewest, this == NONE ? other.elsewhere : null);
        }
    }

    /** An optimum of a row that is as good as the one that is reported, and not connected with it: the variables are its own. */
    public record Elsewhere(int row, double[] variables) {
    }

    Allocation(Formulation form, Lanes ends, int @Nullable [] choice, @Nullable Conflict conflict, @Nullable Unbounded unbounded,
            Certificate certificate) {
        this.form = form;
        this.problem = form.problem;
        this.choice = choice;
        this.conflict = conflict;
        this.unbounded = unbounded;
        this.certificate = certificate;
        rows = ends.count;
        // the points are no longer needed as coordinates
        variables = ends.point;
        objective = ends.objective;
        this.ends = ends;
        feasible = new boolean[rows];
        converged = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            feasible[i] = ends.holds(i);
            converged[i] = ends.ended[i] != Lockstep.FAILED && ends.ended[i] != Lockstep.RUNAWAY;
        }
        for (int v = 0; v < form.size; v++) {
            form.variable(v, variables[v], rows);
            forget(variables[v]);
        }
        forget(objective);
    }

    private void forget(double[] column) {
        for (int i = 0; i < rows; i++) {
            if (!feasible[i]) {
                column[i] = Double.NaN;
            }
        }
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** {@code [variable][row]}. */
    public double[][] variables() {
        return variables;
    }

    /** The best value, by row. */
    public double[] objective() {
        return objective;
    }

    /** Whether the conditions can hold, by row. */
    public boolean[] feasible() {
        return feasible;
    }

    /** Whether the optimality (or infeasibility) of a row is established; false for example where the program has a kink there. */
    public boolean[] converged() {
        return converged;
    }

    /**
     * How far a row is from the conditions of Karush, Kuhn and Tucker, in numbers without scale: the largest of the components of the
     * gradient of the Lagrangian, per e-folding of a variable that is searched in logarithms or per width of its range, and of the products
     * of multipliers and slacks, both relative to the objective (or to what such a step changes, where that is more), and of the conditions'
     * relative violations. NaN where a row is infeasible. Worked out from the program when first asked for.
     */
    public double[] kktResidual() {
        double[] known = residual;
        if (known == null) {
            known = Residuals.of(this);
            residual = known;
        }
        return known;
    }

    /** Which setting of the {@link Choices} is best, by row; null where there are none. */
    public int @Nullable [] choice() {
        return choice;
    }

    /** For a single infeasible row, why. */
    public @Nullable Conflict conflict() {
        return conflict;
    }

    /** Set where the objective has no optimum; then the rows hold points on the way and nothing more. */
    public @Nullable Unbounded unbounded() {
        return unbounded;
    }

    /** What the claim of a global optimum rests on. */
    public Certificate certificate() {
        return certificate;
    }

    /**
     * By row, how many draws stand within a tenth of a standard deviation of the edge of a share that the objective or a condition follows:
     * on these it rests where the optimum lies. Zero where no share is followed.
     */
    public int[] deciding() {
        return problem.program() instanceof ChanceProgram chance
                ? chance.deciding(variables, problem.parameters().toArray(new Parameter[0]), rows)
                : new int[rows];
    }

    /**
     * What the objective comes to at the decision in each of the draws over which a {@link ChanceProgram} was decided at once,
     * {@code [row * draws + draw]}; null where it does not depend on the draw.
     */
    public double @Nullable [] objectiveOutcomes() {
        return outcomes(0);
    }

    /** The same of the left side of a condition. */
    public double @Nullable [] leftOutcomes(int condition) {
        return outcomes(1 + 2 * condition);
    }

    /** The same of the right side of a condition. */
    public double @Nullable [] rightOutcomes(int condition) {
        return outcomes(2 + 2 * condition);
    }

    private double @Nullable [] outcomes(int output) {
        return problem.program() instanceof ChanceProgram chance
                ? chance.outcomes(output, variables, problem.parameters().toArray(new Parameter[0]), rows)
                : null;
    }

    /** The left side of a condition, by row: what was spent. */
    public double[] left(int condition) {
        return sides()[1 + 2 * condition];
    }

    /** The right side of a condition, by row: the limit. */
    public double[] right(int condition) {
        return sides()[2 + 2 * condition];
    }

    /** How far a condition is from binding, in the units of its sides, by row: zero where it binds, negative for a missed equality. */
    public double[] slack(int condition) {
        double[] left = left(condition);
        double[] right = right(condition);
        double[] slack = new double[rows];
        for (int i = 0; i < rows; i++) {
            slack[i] = switch (problem.conditions().get(condition).relation()) {
                case AT_MOST -> right[i] - left[i];
                case AT_LEAST -> left[i] - right[i];
                case EQUAL -> -Math.abs(left[i] - right[i]);
            };
            if (Math.abs(slack[i]) <= BINDS * Math.max(Math.abs(left[i]), Math.abs(right[i]))) {
                slack[i] = 0;
            }
        }
        return slack;
    }

    /** Whether a condition holds with equality, by row. */
    public boolean[] binding(int condition) {
        double[][] known;
        if (isShare(condition)) {
            // a share moves in steps: what binds is the comparison of the draw that decides it
            known = new double[problem.program().outputs()][rows];
            problem.program().evaluate(variables, problem.parameters().toArray(new Parameter[0]), 0, rows, known, null);
        } else {
            known = sides();
        }
        double[] left = known[1 + 2 * condition];
        double[] right = known[2 + 2 * condition];
        boolean[] binding = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            double size = Math.max(Math.abs(left[i]), Math.abs(right[i]));
            binding[i] = feasible[i] && Math.abs(left[i] - right[i]) <= BINDS * size;
        }
        return binding;
    }

    /** The derivative of the best objective by the right side of a condition, by row; NaN for a share of draws, which moves in steps. */
    public double[] multipliers(int condition) {
        double[] right = right(condition);
        double[] multiplier = ends.multipliers()[condition];
        double[] derivative = new double[rows];
        boolean share = isShare(condition);
        for (int i = 0; i < rows; i++) {
            double perUnit = multiplier[i] * form.orientation[condition]
                    / (form.logarithmicCondition[condition] ? right[i] : 1);
            double scale = form.objectiveLogarithmic ? objective[i] : 1;
            derivative[i] = feasible[i] && !share ? -form.objectiveSign * perUnit * scale : Double.NaN;
        }
        return derivative;
    }

    /**
     * How much better the objective would be if the right side of a condition were 1 % larger, to first order, by row; negative:
     * worse. NaN for a share of draws.
     */
    public double[] price(int condition) {
        double[] right = right(condition);
        double[] multiplier = ends.multipliers()[condition];
        double[] price = new double[rows];
        boolean share = isShare(condition);
        for (int i = 0; i < rows; i++) {
            double relaxed = form.orientation[condition] * (form.logarithmicCondition[condition] ? Math.log(1.01) : 0.01 * right[i]);
            double gain = multiplier[i] * relaxed;
            double better = form.objectiveLogarithmic && !form.logarithmicCondition[condition]
                    ? objective[i] * gain
                    : form.objectiveLogarithmic
                            ? -form.objectiveSign * objective[i] * Math.expm1(-form.objectiveSign * gain)
                            : gain;
            price[i] = feasible[i] && !share ? better + 0.0 : Double.NaN;
        }
        return price;
    }

    /** By condition and end, then row; see {@link Lanes}. */
    double[][] lagrange() {
        return ends.multipliers();
    }

    /** See {@link Lanes#corner(int)}. */
    double corner(int row) {
        return ends.corner(row);
    }

    AllocationProblem problem() {
        return problem;
    }

    Formulation form() {
        return form;
    }

    private boolean isShare(int condition) {
        return problem.program() instanceof ChanceProgram chance && chance.isShare(condition);
    }

    private double[][] sides() {
        double[][] known = sides;
        if (known == null) {
            known = new double[problem.program().outputs()][rows];
            Parameter[] parameters = problem.parameters().toArray(new Parameter[0]);
            if (problem.program() instanceof ChanceProgram chance) {
                chance.report(variables, parameters, 0, rows, known);
            } else {
                problem.program().evaluate(variables, parameters, 0, rows, known, null);
            }
            sides = known;
        }
        return known;
    }
}
