package org.isoflop.stdlib.fit;

import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.jspecify.annotations.Nullable;

/**
 * The objective as a function of the search variables (coefficients, some in logarithms), with its gradient, its exact
 * Hessian, and the matrix of reweighted least squares, which is never negative and serves as the natural metric.
 */
final class Objective {
    /** Blocks summed at a time: a thread's share of a large table, and the same shares for any number of threads. */
    private static final int SHARE = Totals.SHARE / BoundKernel.BLOCK;

    private final Loss loss;
    private final Variables space;
    private final List<@Nullable Prior> priors;
    private final Model model;
    private final int size;
    private final Residual residual;
    private final int threads;
    private final double spread;
    private final double[] inputs;
    /** The variables at the point last evaluated. */
    private double[] pool = {};
    private final double[] total;
    private final RowSums rows;
    private BoundKernel predictions;
    private Targets targets;
    private double @Nullable [] weights;
    private Known known;
    private int held = -1;
    private double heldAt;

    /** Whether the metric is computed with the derivatives, or stays as it was. */
    boolean measured = true;
    /** The same of the Hessian. */
    boolean bent = true;
    /** Value, gradient and matrices at the point last evaluated. */
    double value;
    final double[] gradient;
    final Symmetric hessian;
    final Symmetric metric;

    Objective(FitProblem problem, Loss loss, Model model, BoundKernel predictions, Targets targets, double spread, int threads,
            Known known) {
        this.known = known;
        this.model = model;
        this.loss = loss;
        this.predictions = predictions;
        this.targets = targets;
        this.spread = spread;
        this.threads = threads;
        weights = problem.weights();
        residual = problem.residual();
        space = new Variables(problem.coefficients());
        priors = problem.priors();
        size = space.size();
        inputs = new double[predictions.kernel().inputCount()];
        total = new double[RowSums.length(model)];
        rows = new RowSums(loss, residual, model, predictions, targets, weights);
        gradient = new double[size];
        hessian = new Symmetric(shape());
        metric = new Symmetric(shape());
    }

    private Objective(Objective other, Loss loss, double spread) {
        this.loss = loss;
        model = other.model;
        predictions = other.predictions;
        targets = other.targets;
        this.spread = spread;
        threads = other.threads;
        weights = other.weights;
        known = new Known();
        residual = other.residual;
        space = other.space;
        priors = other.priors;
        size = other.size;
        inputs = other.inputs.clone();
        total = new double[other.total.length];
        rows = new RowSums(loss, residual, model, predictions, targets, weights);
        gradient = new double[size];
        hessian = new Symmetric(shape());
        metric = new Symmetric(shape());
    }

    /** The same on the same rows with another loss, and the spread in its unit. */
    Objective with(Loss otherLoss, double otherSpread) {
        return new Objective(this, otherLoss, otherSpread);
    }

    /** Goes on with other rows, their targets and weights. */
    void use(BoundKernel otherRows, Targets otherTargets, double @Nullable [] otherWeights) {
        predictions = otherRows;
        targets = otherTargets;
        weights = otherWeights;
        known = new Known();
        rows.use(otherRows, otherTargets, otherWeights);
    }

    int size() {
        return size;
    }

    /** Which entries the matrices have. */
    Envelope shape() {
        return model.roles().envelope();
    }

    double spread() {
        return spread;
    }

    /** Holds one search variable at a value, as if it were its only bound; -1 holds none. */
    void hold(int j, double variable) {
        held = j;
        heldAt = variable;
    }

    double lower(int j) {
        return j == held ? heldAt : space.lower(j);
    }

    double upper(int j) {
        return j == held ? heldAt : space.upper(j);
    }

    /** How far a variable may reasonably go in a step. */
    double reach(int j) {
        return space.reach(j);
    }

    /** Whether a coefficient is searched in its logarithm and may yet be zero. */
    boolean mayVanish(int j) {
        return space.mayVanish(j);
    }

    /** The search variable of a coefficient's value. */
    double variable(int j, double coefficient) {
        return Math.max(lower(j), Math.min(space.of(j, coefficient), upper(j)));
    }

    /** The coefficient's value of a search variable; at the far end of a logarithm, its bound. */
    double coefficient(int j, double variable) {
        return space.coefficient(j, variable);
    }

    /** Evaluates all; without derivatives only {@link #value}. */
    void evaluate(double[] variables, boolean derivatives) {
        set(variables);
        Arrays.fill(total, 0);
        if (predictions.blocks() <= SHARE) {
            rows.add(0, predictions.blocks(), derivatives, wanted(), total);
        } else if (!known.recall(variables, total)) {
            addShares(derivatives);
            if (derivatives && wanted() == RowSums.Matrices.BOTH) {
                known.keep(variables, total);
            }
        }
        value = total[0];
        for (int j = 0; j < priors.size(); j++) {
            believe(j, variables[j]);
        }
        if (derivatives) {
            unpack();
            believeSlopes(variables);
        }
    }

    /** Whether all derivatives that were computed last are {@linkplain Known known} where they are asked for again. */
    boolean isLong() {
        return predictions.blocks() > SHARE;
    }

    /** Whether the derivatives cost no more where the value was computed first. */
    boolean isShort() {
        return predictions.blocks() == 1;
    }

    /** Whether each coefficient plays in every row. */
    boolean isUniform() {
        return model.roles().shared() == size;
    }

    /**
     * What acceleration along a direction solves the metric for: the sum over rows of weight, slopes by the search variables and the residual's
     * second derivative along the direction. Of a short table, at the point where its derivatives were evaluated last.
     */
    void bendAlong(double[] direction, double[] result) {
        rows.bendAlong(direction, predictions.rows(), result);
    }

    /** Adds the derivatives at the point where the value of a short table was evaluated last. */
    void differentiate(double[] variables) {
        rows.addDerivatives(predictions.rows(), wanted(), total);
        unpack();
        believeSlopes(variables);
    }

    /** Whether the objective at a point is above a bound, or no number; a long table is read only as far as it takes. */
    boolean exceeds(double[] variables, double bound) {
        int part = predictions.blocks() <= SHARE ? 0 : predictions.blocks() / 8;
        set(variables);
        Arrays.fill(total, 0);
        for (int block = 0; block < part; block += SHARE) {
            rows.add(block, Math.min(part, block + SHARE), false, RowSums.Matrices.BOTH, total);
            if (total[0] > bound) {
                return true;
            }
        }
        evaluate(variables, false);
        return !(value <= bound);
    }

    private void set(double[] variables) {
        model.roles().fill(variables, inputs);
        pool = variables;
        rows.set(inputs, pool);
    }

    private void addShares(boolean derivatives) {
        int blocks = predictions.blocks();
        double[][] shares = new double[shares()][total.length];
        Workers.run(threads, shares.length, () -> {
            RowSums worker = worker();
            return share -> worker.add(share * SHARE, Math.min(blocks, (share + 1) * SHARE), derivatives, wanted(), shares[share]);
        });
        for (double[] share : shares) {
            for (int i = 0; i < total.length; i++) {
                total[i] += share[i];
            }
        }
    }

    private int shares() {
        return (predictions.blocks() + SHARE - 1) / SHARE;
    }

    /** The same for another thread. */
    private RowSums worker() {
        RowSums worker = new RowSums(loss, residual, model, predictions, targets, weights);
        worker.set(inputs, pool);
        return worker;
    }

    private RowSums.Matrices wanted() {
        return bent ? measured ? RowSums.Matrices.BOTH : RowSums.Matrices.HESSIAN : RowSums.Matrices.METRIC;
    }

    private void unpack() {
        int length = shape().length();
        System.arraycopy(total, 1, gradient, 0, size);
        if (bent) {
            System.arraycopy(total, 1 + size, hessian.values(), 0, length);
        }
        if (measured) {
            System.arraycopy(total, 1 + size + length, metric.values(), 0, length);
        }
    }

    private void believe(int j, double variable) {
        Prior prior = priors.get(j);
        if (prior != null) {
            double distance = space.unbound(j, variable) - prior.mean();
            value += spread / (prior.deviation() * prior.deviation()) * distance * distance / 2;
        }
    }

    private void believeSlopes(double[] at) {
        for (int j = 0; j < priors.size(); j++) {
            Prior prior = priors.get(j);
            if (prior == null) {
                continue;
            }
            boolean logarithmic = space.isLogarithmic(j);
            double c = space.unbound(j, at[j]);
            double factor = spread / (prior.deviation() * prior.deviation());
            double distance = c - prior.mean();
            double step = logarithmic ? c : 1;
            gradient[j] += factor * distance * step;
            metric.add(j, j, measured ? factor * step * step : 0);
            hessian.add(j, j, bent ? factor * (step * step + (logarithmic ? distance * c : 0)) : 0);
        }
    }

    /** Writes the residuals at a point into {@code result}, as many as rows. */
    void residuals(double[] variables, double[] result) {
        set(variables);
        int blocks = predictions.blocks();
        if (blocks <= SHARE) {
            rows.residuals(0, blocks, result);
            return;
        }
        Workers.run(threads, shares(), () -> {
            RowSums worker = worker();
            return share -> worker.residuals(share * SHARE, Math.min(blocks, (share + 1) * SHARE), result);
        });
    }

    /** Gradient and Hessian with the losses' slopes given for each row, weights included; the value is that of the priors. */
    void lagrangian(double[] variables, double[] given) {
        set(variables);
        Arrays.fill(total, 0);
        rows.addGiven(predictions, given, total);
        measured = false;
        bent = true;
        value = 0;
        unpack();
        for (int j = 0; j < priors.size(); j++) {
            believe(j, variables[j]);
        }
        believeSlopes(variables);
    }

    /** The residual's slopes by the search variables at some rows, ascending: {@code result[place][variable]}. */
    double[][] slopes(double[] variables, int[] chosen) {
        double[][] result = new double[chosen.length][size];
        set(variables);
        rows.slopes(predictions, chosen, result);
        return result;
    }

    int threads() {
        return threads;
    }

    int rows() {
        return predictions.rows();
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** The residual's slopes by the search variables: {@code result[variable][row]}. */
    double[][] jacobian(double[] variables) {
        double[][] result = new double[size][predictions.rows()];
        slopes(variables, (row, coefficients, values) -> {
            for (int i = 0; i < coefficients.length; i++) {
                result[coefficients[i]][row] += values[i];
            }
        });
        return result;
    }

    /** Shows the residual's slopes row by row, in order. */
    void slopes(double[] variables, RowSums.Slopes shown) {
        set(variables);
        rows.slopes(predictions, shown);
    }

    /** Adds {@code factor(row)^2} times the outer product of the residual's gradient, over all rows. */
    void outerProducts(double[] variables, RowSums.Factors factors, Symmetric result) {
        set(variables);
        int blocks = predictions.blocks();
        if (blocks <= SHARE) {
            rows.outerProducts(0, blocks, factors, result.values());
            return;
        }
        double[][] parts = new double[shares()][result.values().length];
        Workers.run(threads, parts.length, () -> {
            RowSums worker = worker();
            return share -> worker.outerProducts(share * SHARE, Math.min(blocks, (share + 1) * SHARE), factors, parts[share]);
        });
        for (double[] part : parts) {
            for (int i = 0; i < part.length; i++) {
                result.values()[i] += part[i];
            }
        }
    }
}
