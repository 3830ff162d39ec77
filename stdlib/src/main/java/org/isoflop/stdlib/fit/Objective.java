package org.isoflop.stdlib.fit;

import java.util.List;
import org.isoflop.stdlib.kernel.BlockEvaluator;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.kernel.Sums;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * The objective as a function of the search variables (coefficients, some in logarithms), with its gradient, its exact
 * Hessian, and the matrix of reweighted least squares, which is never negative and serves as the natural metric.
 */
final class Objective {
    private final Loss loss;
    private final List<Coefficient> coefficients;
    private final List<@Nullable Prior> priors;
    private final int size;
    private final int firstCoefficient;
    private final double[] inputs;
    private final BlockEvaluator evaluator;
    private final boolean[] curved;
    private final double[] cost = new double[BoundKernel.BLOCK];
    private final double[] slope = new double[BoundKernel.BLOCK];
    private final double[] curvature = new double[BoundKernel.BLOCK];
    private final double[] reweighting = new double[BoundKernel.BLOCK];
    private final double[] product = new double[BoundKernel.BLOCK];
    private final double[] otherProduct = new double[BoundKernel.BLOCK];
    private final double[] blockWeights = new double[BoundKernel.BLOCK];
    private BoundKernel residuals;
    private double @Nullable [] weights;
    private double spread;

    /** Value, gradient and matrices at the point last evaluated. */
    double value;
    final double[] gradient;
    final double[][] hessian;
    final double[][] metric;

    Objective(FitProblem problem, Loss loss, BoundKernel residuals, double @Nullable [] weights, double spread) {
        this.loss = loss;
        this.residuals = residuals;
        this.weights = weights;
        this.spread = spread;
        coefficients = problem.coefficients();
        priors = problem.priors();
        size = coefficients.size();
        firstCoefficient = problem.columns().length;
        inputs = new double[residuals.kernel().inputCount()];
        evaluator = residuals.evaluator();
        gradient = new double[size];
        hessian = new double[size][size];
        metric = new double[size][size];
        curved = new boolean[size * (size + 1) / 2];
        for (int i = 0; i < curved.length; i++) {
            curved[i] = !residuals.kernel().isZero(1 + size + i);
        }
    }

    /** The residual with derivatives by the search variables; inputs are columns, coefficients, target. */
    static Kernel residualKernel(FitProblem problem) {
        KernelBuilder builder = new KernelBuilder();
        int columns = problem.columns().length;
        int size = problem.coefficients().size();
        int[] arguments = new int[columns + size];
        int[] variables = new int[size];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = builder.input(problem.prediction().inputName(i));
            if (i >= columns) {
                variables[i - columns] = i;
                boolean logarithmic = problem.coefficients().get(i - columns).isLogarithmic();
                arguments[i] = logarithmic ? builder.apply(Operator.EXP, arguments[i]) : arguments[i];
            }
        }
        int observed = builder.input("observed");
        int predicted = builder.inline(problem.prediction(), arguments)[0];
        return builder.build(problem.residual().node(builder, observed, predicted)).withHessian(variables);
    }

    /** The residual kernel tied to the problem's rows. */
    static BoundKernel bind(FitProblem problem, Kernel kernel) {
        double[][] columns = new double[kernel.inputCount()][];
        System.arraycopy(problem.columns(), 0, columns, 0, problem.columns().length);
        columns[kernel.inputCount() - 1] = problem.target();
        return kernel.bind(columns, problem.rows());
    }

    /** Goes on with other rows and weights. */
    void use(BoundKernel rows, double @Nullable [] otherWeights) {
        residuals = rows;
        weights = otherWeights;
        evaluator.use(rows);
    }

    int size() {
        return size;
    }

    double spread() {
        return spread;
    }

    double lower(int j) {
        Coefficient c = coefficients.get(j);
        return !c.isLogarithmic() ? c.lower() : c.lower() > 0 ? Math.log(c.lower()) : -600;
    }

    double upper(int j) {
        Coefficient c = coefficients.get(j);
        return !c.isLogarithmic() ? c.upper() : c.upper() < Double.POSITIVE_INFINITY ? Math.log(c.upper()) : 600;
    }

    /** The search variable of a coefficient's value. */
    double variable(int j, double coefficient) {
        double u = coefficients.get(j).isLogarithmic() ? Operator.LOG.apply(coefficient) : coefficient;
        return Math.max(lower(j), Math.min(u, upper(j)));
    }

    /** The coefficient's value of a search variable; at the far end of a logarithm, its bound. */
    double coefficient(int j, double variable) {
        Coefficient c = coefficients.get(j);
        if (!c.isLogarithmic()) {
            return variable;
        }
        return variable <= lower(j) ? c.lower() : variable >= upper(j) ? c.upper() : Operator.EXP.apply(variable);
    }

    /** Evaluates all; without derivatives only {@link #value}. */
    void evaluate(double[] variables, boolean derivatives) {
        System.arraycopy(variables, 0, inputs, firstCoefficient, size);
        evaluator.set(inputs);
        value = 0;
        if (derivatives) {
            clear();
        }
        for (int block = 0; block < residuals.blocks(); block++) {
            int n = evaluator.run(block);
            Rows.losses(loss, evaluator.output(0), cost, slope, curvature, reweighting, n);
            weigh(block, n, derivatives);
            value += Sums.sum(cost, n);
            if (derivatives) {
                accumulate(n);
            }
        }
        for (int j = 0; j < priors.size(); j++) {
            believe(j, variables[j], derivatives);
        }
    }

    private void clear() {
        for (int j = 0; j < size; j++) {
            gradient[j] = 0;
            for (int k = 0; k <= j; k++) {
                hessian[j][k] = 0;
                metric[j][k] = 0;
            }
        }
    }

    private void weigh(int block, int n, boolean derivatives) {
        double[] factors = weights;
        if (factors == null) {
            return;
        }
        System.arraycopy(factors, block * BoundKernel.BLOCK, blockWeights, 0, n);
        Rows.scale(cost, blockWeights, n);
        if (derivatives) {
            Rows.scale(slope, blockWeights, n);
            Rows.scale(curvature, blockWeights, n);
            Rows.scale(reweighting, blockWeights, n);
        }
    }

    private void accumulate(int n) {
        for (int j = 0; j < size; j++) {
            double[] by = evaluator.output(1 + j);
            gradient[j] += Sums.dot(slope, by, n);
            Rows.multiply(product, curvature, by, n);
            Rows.multiply(otherProduct, reweighting, by, n);
            int triangle = j * (j + 1) / 2;
            for (int k = 0; k <= j; k++) {
                double[] other = evaluator.output(1 + k);
                metric[j][k] += Sums.dot(otherProduct, other, n);
                double bend = curved[triangle + k] ? Sums.dot(slope, evaluator.output(1 + size + triangle + k), n) : 0;
                hessian[j][k] += Sums.dot(product, other, n) + bend;
            }
        }
    }

    private void believe(int j, double variable, boolean derivatives) {
        Prior prior = priors.get(j);
        if (prior == null) {
            return;
        }
        boolean logarithmic = coefficients.get(j).isLogarithmic();
        double c = logarithmic ? Operator.EXP.apply(variable) : variable;
        double factor = spread / (prior.deviation() * prior.deviation());
        double distance = c - prior.mean();
        value += factor * distance * distance / 2;
        if (derivatives) {
            double step = logarithmic ? c : 1;
            gradient[j] += factor * distance * step;
            metric[j][j] += factor * step * step;
            hessian[j][j] += factor * (step * step + (logarithmic ? distance * c : 0));
        }
    }

    /** Writes the residuals at a point into {@code result}, as many as rows. */
    void residuals(double[] variables, double[] result) {
        System.arraycopy(variables, 0, inputs, firstCoefficient, size);
        evaluator.set(inputs);
        for (int block = 0; block < residuals.blocks(); block++) {
            int n = evaluator.run(block);
            System.arraycopy(evaluator.output(0), 0, result, block * BoundKernel.BLOCK, n);
        }
    }

    /** Adds {@code factor(row)^2} times the outer product of the residual's gradient, over all rows. */
    void outerProducts(double[] variables, double[] factors, double[][] result) {
        System.arraycopy(variables, 0, inputs, firstCoefficient, size);
        evaluator.set(inputs);
        for (int block = 0; block < residuals.blocks(); block++) {
            int n = evaluator.run(block);
            for (int j = 0; j < size; j++) {
                double[] by = evaluator.output(1 + j);
                for (int i = 0; i < n; i++) {
                    double factor = factors[block * BoundKernel.BLOCK + i];
                    product[i] = factor * factor * by[i];
                }
                for (int k = 0; k < size; k++) {
                    result[j][k] += Sums.dot(product, evaluator.output(1 + k), n);
                }
            }
        }
    }
}
