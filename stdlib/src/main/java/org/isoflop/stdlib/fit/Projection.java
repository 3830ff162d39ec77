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
 * Variable projection (Golub and Pereyra 1973): coefficients that enter the prediction linearly, or as {@code exp(c)}, are
 * found by linear least squares once the others are given. Rows count by the square of the residual's slope, so that the
 * squares are close to those of the residuals.
 */
final class Projection {
    /** Where exp(c) is as good as zero and its neighbours do not underflow. */
    private static final double VANISHED = -200;

    private final List<Coefficient> coefficients;
    private final int columns;
    private final boolean[] exponential;
    /** The coefficients found linearly. */
    private final int[] linear;
    private final BoundKernel bound;
    private final BlockEvaluator evaluator;
    private final double[][] importance;
    private final double[][] observed;
    private final double[] inputs;
    /** The lower triangle by rows. */
    private final double[] normal;
    private final double[] right;
    private final CrossProducts crossProducts;
    private final double[] ones = new double[BoundKernel.BLOCK];
    private final double[][] basis;
    private final int[] inOrder;
    private final double squares;
    /** The squares of what the linear part has to meet. */
    private double left;

    /** On some rows of a problem; {@code known[j]} says that coefficient j is given anyway. */
    Projection(FitProblem problem, int[] rows, boolean[] known) {
        coefficients = problem.coefficients();
        columns = problem.columns().length;
        int size = coefficients.size();
        exponential = new boolean[size];
        int[] variables = new int[size];
        for (int j = 0; j < size; j++) {
            variables[j] = columns + j;
        }
        Kernel gradient = problem.prediction().withGradient(variables);
        linear = findLinear(problem, gradient, known);
        double[][] bindings = new double[gradient.inputCount()][];
        for (int column = 0; column < columns; column++) {
            bindings[column] = pick(problem.columns()[column], rows);
        }
        bound = kernel(gradient).bind(bindings, rows.length);
        evaluator = bound.evaluator();
        inputs = new double[gradient.inputCount()];
        observed = new double[bound.blocks()][];
        importance = new double[bound.blocks()][];
        prepareRows(problem, rows);
        squares = targetSquares();
        normal = new double[linear.length * (linear.length + 1) / 2];
        crossProducts = new CrossProducts(linear.length);
        inOrder = new int[linear.length];
        Arrays.setAll(inOrder, k -> k);
        Arrays.fill(ones, 1);
        right = new double[linear.length];
        basis = new double[linear.length + 1][BoundKernel.BLOCK];
    }

    static double[] pick(double[] values, int[] rows) {
        double[] result = new double[rows.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[rows[i]];
        }
        return result;
    }

    private void prepareRows(FitProblem problem, int[] rows) {
        double[] weights = problem.weights();
        for (int block = 0; block < observed.length; block++) {
            int n = bound.rowsIn(block);
            observed[block] = new double[n];
            importance[block] = new double[n];
            for (int i = 0; i < n; i++) {
                int row = rows[block * BoundKernel.BLOCK + i];
                double slope = problem.residual().slope(problem.target()[row]);
                observed[block][i] = problem.target()[row];
                importance[block][i] = Math.sqrt(weights == null ? 1 : weights[row]) * slope;
            }
        }
    }

    private int[] findLinear(FitProblem problem, Kernel gradient, boolean[] known) {
        int[] found = new int[coefficients.size()];
        int count = 0;
        boolean[][] depends = gradient.dependencies(columns);
        for (int j = 0; j < coefficients.size(); j++) {
            boolean itself = depends[1 + j][j];
            boolean candidate = !known[j] && (!itself || isExponential(problem, j));
            for (int k = 0; k < count && candidate; k++) {
                candidate = !depends[1 + j][found[k]] && !depends[1 + found[k]][j];
            }
            if (candidate) {
                exponential[j] = itself;
                found[count++] = j;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Whether the prediction is linear in exp(c): then its first and second derivative by c are one, tried at some points. */
    private boolean isExponential(FitProblem problem, int j) {
        if (Math.abs(coefficients.get(j).lower()) <= Double.MAX_VALUE || Math.abs(coefficients.get(j).upper()) <= Double.MAX_VALUE) {
            return false;
        }
        Kernel twice = problem.prediction().withHessian(columns + j);
        double[] point = new double[twice.inputCount()];
        double[] results = new double[3];
        boolean seen = false;
        for (int trial = 0; trial < 3; trial++) {
            for (int input = 0; input < point.length; input++) {
                point[input] = input < columns
                        ? problem.columns()[input][trial * (problem.rows() - 1) / 2]
                        : 0.3 + 0.17 * trial + 0.01 * input;
            }
            twice.evaluate(point, results);
            if (!(Math.abs(results[2] - results[1]) <= 1e-12 * Math.abs(results[1]))) {
                return false;
            }
            seen |= results[1] != 0;
        }
        return seen;
    }

    /** The prediction without the linear part, then what each linear coefficient, or its exponential, is multiplied with. */
    private Kernel kernel(Kernel gradient) {
        KernelBuilder builder = new KernelBuilder();
        int[] arguments = new int[gradient.inputCount()];
        for (int input = 0; input < arguments.length; input++) {
            arguments[input] = builder.input(gradient.inputName(input));
        }
        int[] without = arguments.clone();
        int[] unit = arguments.clone();
        for (int j : linear) {
            without[columns + j] = builder.constant(exponential[j] ? VANISHED : 0);
            unit[columns + j] = builder.constant(0);
        }
        int[] outputs = new int[linear.length + 1];
        outputs[0] = builder.inline(gradient, without)[0];
        int[] slopes = builder.inline(gradient, unit);
        for (int k = 0; k < linear.length; k++) {
            outputs[k + 1] = slopes[1 + linear[k]];
        }
        return builder.build(outputs);
    }

    /** The coefficients found linearly. */
    int[] linear() {
        return linear.clone();
    }

    /** Whether a coefficient is found linearly. */
    boolean isLinear(int coefficient) {
        for (int j : linear) {
            if (j == coefficient) {
                return true;
            }
        }
        return false;
    }

    /** Fills in the linear coefficients of a point; returns false if they cannot be found. */
    boolean complete(double[] point) {
        if (linear.length == 0) {
            return true;
        }
        for (int j = 0; j < point.length; j++) {
            inputs[columns + j] = point[j];
        }
        accumulate();
        double[] solution = solve();
        if (solution == null) {
            return false;
        }
        for (int k = 0; k < linear.length; k++) {
            point[linear[k]] = exponential[linear[k]] ? Operator.LOG.apply(solution[k]) : solution[k];
        }
        return true;
    }

    /** Fills in the linear coefficients of a point, and returns the squares that are left: infinite if that cannot be done. */
    double left(double[] point) {
        if (linear.length == 0) {
            System.arraycopy(point, 0, inputs, columns, point.length);
            accumulate();
            return left == left ? left : Double.POSITIVE_INFINITY;
        }
        if (!complete(point)) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = left;
        for (int k = 0; k < linear.length; k++) {
            double c = exponential[linear[k]] ? Operator.EXP.apply(point[linear[k]]) : point[linear[k]];
            sum -= 2 * c * right[k];
            for (int m = 0; m < linear.length; m++) {
                sum += c * entry(k, m) * (exponential[linear[m]] ? Operator.EXP.apply(point[linear[m]]) : point[linear[m]]);
            }
        }
        return sum == sum ? sum : Double.POSITIVE_INFINITY;
    }

    private void accumulate() {
        evaluator.set(inputs);
        left = 0;
        Arrays.fill(right, 0);
        Arrays.fill(normal, 0);
        for (int block = 0; block < observed.length; block++) {
            int n = evaluator.run(block);
            double[] rest = basis[linear.length];
            double[] base = evaluator.output(0);
            double[] scale = importance[block];
            double[] target = observed[block];
            for (int i = 0; i < n; i++) {
                rest[i] = (target[i] - base[i]) * scale[i];
            }
            left += Sums.dot(rest, rest, n);
            for (int k = 0; k < linear.length; k++) {
                Rows.multiply(basis[k], evaluator.output(k + 1), scale, n);
                right[k] += Sums.dot(basis[k], rest, n);
            }
            if (crossProducts.take(basis, n)) {
                crossProducts.add(ones, normal, 0);
                continue;
            }
            for (int k = 0; k < linear.length; k++) {
                for (int m = 0; m <= k; m++) {
                    normal[k * (k + 1) / 2 + m] += Sums.dot(basis[k], basis[m], n);
                }
            }
        }
    }

    private double @Nullable [] solve() {
        double[] lower = new double[linear.length];
        double[] upper = new double[linear.length];
        for (int k = 0; k < linear.length; k++) {
            lower[k] = smallest(k);
            upper[k] = exponential[linear[k]] ? Double.POSITIVE_INFINITY : coefficients.get(linear[k]).upper();
        }
        return new BoundedSquares(normal, right, lower, upper, order()).solve();
    }

    /** An order in which many unknowns are quickly solved for. */
    private int[] order() {
        if (linear.length <= CrossProducts.FEW) {
            return inOrder;
        }
        double[][] lower = new double[linear.length][];
        for (int k = 0; k < lower.length; k++) {
            lower[k] = Arrays.copyOfRange(normal, k * (k + 1) / 2, k * (k + 1) / 2 + k + 1);
        }
        return Matrices.sparseFirst(lower, lower.length);
    }

    /** A positive coefficient starts at a small part of the target at least, or its logarithm could not move. */
    private double smallest(int k) {
        Coefficient c = coefficients.get(linear[k]);
        boolean positive = exponential[linear[k]] || c.isLogarithmic();
        if (!positive) {
            return c.lower();
        }
        double part = 0.02 * Math.sqrt(squares / Math.max(entry(k, k), Double.MIN_NORMAL));
        return exponential[linear[k]] ? part : Math.max(c.lower(), part);
    }

    private double targetSquares() {
        double sum = 0;
        for (int block = 0; block < observed.length; block++) {
            for (int i = 0; i < observed[block].length; i++) {
                double scaled = observed[block][i] * importance[block][i];
                sum += scaled * scaled;
            }
        }
        return sum;
    }

    private double entry(int i, int k) {
        return i >= k ? normal[i * (i + 1) / 2 + k] : normal[k * (k + 1) / 2 + i];
    }
}
