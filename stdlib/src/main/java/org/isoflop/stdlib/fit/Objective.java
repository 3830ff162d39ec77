package org.isoflop.stdlib.fit;

import java.util.Arrays;
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
    private static final int NONE = -1;
    private static final int OWN = -2;

    private final Loss loss;
    private final List<Coefficient> coefficients;
    private final List<@Nullable Prior> priors;
    private final int size;
    private final int firstCoefficient;
    private final double[] inputs;
    private final BlockEvaluator evaluator;
    /** For each entry of the Hessian the gradient's entry that is the same, {@link #NONE} if it is zero, else {@link #OWN}. */
    private final int[] bends;
    private final double[] cost = new double[BoundKernel.BLOCK];
    private final double[] slope = new double[BoundKernel.BLOCK];
    private final double[] curvature = new double[BoundKernel.BLOCK];
    private final double[] reweighting = new double[BoundKernel.BLOCK];
    private final double[] product = new double[BoundKernel.BLOCK];
    private final double[] otherProduct = new double[BoundKernel.BLOCK];
    private final double[] slopes;
    private final double[] r = new double[BoundKernel.BLOCK];
    private final double[] chain = new double[BoundKernel.BLOCK];
    private final Residual residual;
    private BoundKernel predictions;
    private double[] targets;
    private double @Nullable [] weights;
    private final double spread;

    /** Whether the metric is computed with the derivatives, or stays as it was. */
    boolean measured = true;
    /** Value, gradient and matrices at the point last evaluated. */
    double value;
    final double[] gradient;
    final double[][] hessian;
    final double[][] metric;

    Objective(FitProblem problem, Loss loss, BoundKernel predictions, double[] targets, double spread) {
        this.loss = loss;
        this.predictions = predictions;
        this.targets = targets;
        weights = problem.weights();
        residual = problem.residual();
        this.spread = spread;
        coefficients = problem.coefficients();
        priors = problem.priors();
        size = coefficients.size();
        firstCoefficient = problem.columns().length;
        inputs = new double[predictions.kernel().inputCount()];
        evaluator = predictions.evaluator();
        gradient = new double[size];
        slopes = new double[size];
        hessian = new double[size][size];
        metric = new double[size][size];
        bends = bends(predictions.kernel(), size);
    }

    private static int[] bends(Kernel kernel, int size) {
        int[] result = new int[size * (size + 1) / 2];
        for (int i = 0; i < result.length; i++) {
            result[i] = kernel.isZero(2 + size + i) ? NONE : OWN;
            for (int j = 0; j < size && result[i] == OWN; j++) {
                result[i] = kernel.isSame(2 + size + i, 2 + j) ? j : OWN;
            }
        }
        return result;
    }

    /**
     * The prediction in the search variables, for {@link #evaluate}: first as the residual shows it (its logarithm for log
     * residuals), then itself, its gradient, and the lower triangle of its Hessian.
     */
    static Kernel kernel(FitProblem problem) {
        KernelBuilder builder = new KernelBuilder();
        int columns = problem.columns().length;
        int size = problem.coefficients().size();
        int[] arguments = new int[columns + size];
        int[] variables = new int[size];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = builder.input(problem.prediction().inputName(i));
            if (i >= columns) {
                variables[i - columns] = arguments[i];
                boolean logarithmic = problem.coefficients().get(i - columns).isLogarithmic();
                arguments[i] = logarithmic ? builder.apply(Operator.EXP, arguments[i]) : arguments[i];
            }
        }
        int predicted = builder.inline(problem.prediction(), arguments)[0];
        int[] outputs = new int[2 + size + size * (size + 1) / 2];
        outputs[0] = problem.residual() == Residual.LOG ? builder.apply(Operator.LOG, predicted) : predicted;
        outputs[1] = predicted;
        int[] slopes = builder.derivatives(predicted, variables);
        System.arraycopy(slopes, 0, outputs, 2, size);
        for (int j = 0; j < size; j++) {
            int[] bends = builder.derivatives(slopes[j], Arrays.copyOf(variables, j + 1));
            System.arraycopy(bends, 0, outputs, 2 + size + j * (j + 1) / 2, j + 1);
        }
        return builder.build(outputs);
    }

    /** The kernel tied to the problem's rows. */
    static BoundKernel bind(FitProblem problem, Kernel kernel) {
        double[][] columns = Arrays.copyOf(problem.columns(), kernel.inputCount());
        return kernel.bind(columns, problem.rows());
    }

    /** Goes on with other rows, their targets as {@link #shown} gives them, and their weights. */
    void use(BoundKernel rows, double[] otherTargets, double[] otherWeights) {
        predictions = rows;
        targets = otherTargets;
        weights = otherWeights;
        evaluator.use(rows);
    }

    /** The target as the residual sees it: in logarithms, itself, or its inverse, which relative residuals are multiplied by. */
    static double[] shown(FitProblem problem) {
        return shown(problem.residual(), problem.target());
    }

    static double[] shown(Residual residual, double[] target) {
        if (residual == Residual.PLAIN) {
            return target;
        }
        double[] result = new double[target.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = residual == Residual.LOG ? Operator.LOG.apply(target[row]) : 1 / target[row];
        }
        return result;
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
        set(variables);
        value = 0;
        if (derivatives) {
            clear();
        }
        for (int block = 0; block < predictions.blocks(); block++) {
            int n = run(block);
            Rows.losses(loss, r, cost, slope, curvature, reweighting, n);
            double[] factors = weights;
            if (factors != null) {
                System.arraycopy(factors, block * BoundKernel.BLOCK, product, 0, n);
                Rows.scale(cost, product, n);
                Rows.scale(slope, product, n);
                Rows.scale(curvature, product, n);
                Rows.scale(reweighting, product, n);
            }
            value += Sums.sum(cost, n);
            if (derivatives) {
                accumulate(n);
            }
        }
        for (int j = 0; j < priors.size(); j++) {
            believe(j, variables[j], derivatives);
        }
    }

    private void set(double[] variables) {
        System.arraycopy(variables, 0, inputs, firstCoefficient, size);
        evaluator.set(inputs);
    }

    /** Computes a block's residuals and their slopes by the prediction. */
    private int run(int block) {
        int n = evaluator.run(block);
        System.arraycopy(targets, block * BoundKernel.BLOCK, r, 0, n);
        switch (residual) {
            case LOG -> Rows.logResiduals(r, chain, evaluator.output(0), evaluator.output(1), n);
            case PLAIN -> Rows.plainResiduals(r, chain, evaluator.output(1), n);
            case RELATIVE -> Rows.relativeResiduals(r, chain, evaluator.output(1), n);
        }
        return n;
    }

    private void clear() {
        for (int j = 0; j < size; j++) {
            gradient[j] = 0;
            for (int k = 0; k <= j; k++) {
                hessian[j][k] = 0;
                metric[j][k] = measured ? 0 : metric[j][k];
            }
        }
    }

    /** By the chain rule from the prediction's derivatives; a log residual bends by the square of its slope. */
    private void accumulate(int n) {
        Rows.chain(residual == Residual.LOG, chain, slope, curvature, reweighting, n);
        for (int j = 0; j < size; j++) {
            slopes[j] = Sums.dot(slope, evaluator.output(2 + j), n);
            gradient[j] += slopes[j];
        }
        for (int j = 0; j < size; j++) {
            double[] by = evaluator.output(2 + j);
            Rows.multiply(product, curvature, by, n);
            if (measured) {
                Rows.multiply(otherProduct, reweighting, by, n);
            }
            int triangle = j * (j + 1) / 2;
            for (int k = 0; k <= j; k++) {
                double[] other = evaluator.output(2 + k);
                metric[j][k] += measured ? Sums.dot(otherProduct, other, n) : 0;
                hessian[j][k] += Sums.dot(product, other, n) + bend(triangle + k, n);
            }
        }
    }

    private double bend(int entry, int n) {
        return switch (bends[entry]) {
            case NONE -> 0;
            case OWN -> Sums.dot(slope, evaluator.output(2 + size + entry), n);
            default -> slopes[bends[entry]];
        };
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
            metric[j][j] += measured ? factor * step * step : 0;
            hessian[j][j] += factor * (step * step + (logarithmic ? distance * c : 0));
        }
    }

    /** Writes the residuals at a point into {@code result}, as many as rows. */
    void residuals(double[] variables, double[] result) {
        set(variables);
        for (int block = 0; block < predictions.blocks(); block++) {
            int n = run(block);
            System.arraycopy(r, 0, result, block * BoundKernel.BLOCK, n);
        }
    }

    /** Adds {@code factor(row)^2} times the outer product of the residual's gradient, over all rows. */
    void outerProducts(double[] variables, double[] factors, double[][] result) {
        set(variables);
        for (int block = 0; block < predictions.blocks(); block++) {
            int n = run(block);
            System.arraycopy(factors, block * BoundKernel.BLOCK, slope, 0, n);
            Rows.multiply(slope, slope, chain, n);
            Rows.multiply(slope, slope, slope, n);
            for (int j = 0; j < size; j++) {
                Rows.multiply(product, slope, evaluator.output(2 + j), n);
                for (int k = 0; k < size; k++) {
                    result[j][k] += Sums.dot(product, evaluator.output(2 + k), n);
                }
            }
        }
    }
}
