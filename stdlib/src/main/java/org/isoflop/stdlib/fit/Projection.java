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
    private final Roles roles;
    /** By role. */
    private final boolean[] exponential;
    /** The roles whose coefficients are found linearly. */
    private final int[] linearRoles;
    /** These coefficients, and by coefficient its place among them or -1. */
    private final int[] linear;
    private final int[] place;
    private final BoundKernel bound;
    private final BlockEvaluator evaluator;
    private final double[][] importance;
    private final double[][] observed;
    private final double[] inputs;
    /** Over the places of what is found linearly. */
    private final Symmetric normal;
    private final double[] right;
    private final double[][] basis;
    private final double squares;
    /** The squares of what the linear part has to meet. */
    private double left;

    /** On some rows of a problem; {@code known[j]} says that coefficient j is given anyway. */
    Projection(FitProblem problem, int[] rows, boolean[] known) {
        coefficients = problem.coefficients();
        columns = problem.columns().length;
        roles = Roles.of(problem);
        exponential = new boolean[roles.count()];
        int[] variables = new int[roles.count()];
        for (int role = 0; role < variables.length; role++) {
            variables[role] = columns + role;
        }
        Kernel gradient = roles.prediction().withGradient(variables);
        linearRoles = findLinear(problem, gradient, known);
        linear = Arrays.stream(linearRoles).flatMap(role -> Arrays.stream(roles.members(role))).toArray();
        place = new int[coefficients.size()];
        Arrays.fill(place, -1);
        for (int k = 0; k < linear.length; k++) {
            place[linear[k]] = k;
        }
        double[][] bindings = new double[columns][];
        for (int column = 0; column < columns; column++) {
            bindings[column] = pick(problem.columns()[column], rows);
        }
        bound = roles.bind(kernel(gradient), bindings, rows.length, 1);
        evaluator = bound.evaluator();
        inputs = new double[gradient.inputCount()];
        observed = new double[bound.blocks()][];
        importance = new double[bound.blocks()][];
        prepareRows(problem, rows);
        squares = targetSquares();
        normal = new Symmetric(roles.envelope().only(place, linear.length));
        right = new double[linear.length];
        basis = new double[linearRoles.length + 1][BoundKernel.BLOCK];
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
        int[] found = new int[roles.count()];
        int count = 0;
        boolean[][] depends = gradient.dependencies(columns);
        for (int j = 0; j < found.length; j++) {
            boolean itself = depends[1 + j][j];
            boolean given = Arrays.stream(roles.members(j)).anyMatch(member -> known[member]);
            boolean candidate = !given && (!itself || isExponential(problem, j));
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
    private boolean isExponential(FitProblem problem, int role) {
        for (int j : roles.members(role)) {
            Coefficient own = coefficients.get(j);
            if (Math.abs(own.lower()) <= Double.MAX_VALUE || Math.abs(own.upper()) <= Double.MAX_VALUE) {
                return false;
            }
        }
        Kernel twice = roles.prediction().withHessian(columns + role);
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
        for (int role : linearRoles) {
            without[columns + role] = builder.constant(exponential[role] ? VANISHED : 0);
            unit[columns + role] = builder.constant(0);
        }
        int[] outputs = new int[linearRoles.length + 1];
        outputs[0] = builder.inline(gradient, without)[0];
        int[] slopes = builder.inline(gradient, unit);
        for (int k = 0; k < linearRoles.length; k++) {
            outputs[k + 1] = slopes[1 + linearRoles[k]];
        }
        return builder.build(outputs);
    }

    /** The coefficients found linearly. */
    int[] linear() {
        return linear.clone();
    }

    /** Whether a coefficient is found linearly. */
    boolean isLinear(int coefficient) {
        return place[coefficient] >= 0;
    }

    /** Fills in the linear coefficients of a point; returns false if they cannot be found. */
    boolean complete(double[] point) {
        if (linear.length == 0) {
            return true;
        }
        accumulate(point);
        double[] solution = solve();
        if (solution == null) {
            return false;
        }
        for (int k = 0; k < linear.length; k++) {
            point[linear[k]] = isExponential(k) ? Operator.LOG.apply(solution[k]) : solution[k];
        }
        return true;
    }

    /** Fills in the linear coefficients of a point, and returns the squares that are left: infinite if that cannot be done. */
    double left(double[] point) {
        if (linear.length == 0) {
            accumulate(point);
            return left == left ? left : Double.POSITIVE_INFINITY;
        }
        if (!complete(point)) {
            return Double.POSITIVE_INFINITY;
        }
        double[] values = new double[linear.length];
        double sum = left;
        for (int k = 0; k < linear.length; k++) {
            values[k] = isExponential(k) ? Operator.EXP.apply(point[linear[k]]) : point[linear[k]];
            sum -= 2 * values[k] * right[k];
        }
        sum += normal.product(values, values);
        return sum == sum ? sum : Double.POSITIVE_INFINITY;
    }

    private boolean isExponential(int k) {
        return exponential[roleAt(k)];
    }

    private int roleAt(int k) {
        int role = 0;
        int last = roles.members(linearRoles[0]).length;
        while (k >= last) {
            role++;
            last += roles.members(linearRoles[role]).length;
        }
        return linearRoles[role];
    }

    private void accumulate(double[] point) {
        roles.fill(point, inputs);
        evaluator.pick(point);
        evaluator.set(inputs);
        left = 0;
        Arrays.fill(right, 0);
        Arrays.fill(normal.values(), 0);
        for (int block = 0; block < observed.length; block++) {
            int n = evaluator.run(block);
            double[] rest = basis[linearRoles.length];
            double[] base = evaluator.output(0);
            double[] scale = importance[block];
            double[] target = observed[block];
            for (int i = 0; i < n; i++) {
                rest[i] = (target[i] - base[i]) * scale[i];
            }
            left += Sums.dot(rest, rest, n);
            for (int k = 0; k < linearRoles.length; k++) {
                Rows.multiply(basis[k], evaluator.output(k + 1), scale, n);
                addRight(k, rest, block * BoundKernel.BLOCK, n);
                for (int m = 0; m <= k; m++) {
                    addProducts(k, m, block * BoundKernel.BLOCK, n);
                }
            }
        }
    }

    private void addRight(int k, double[] rest, int firstRow, int n) {
        int role = linearRoles[k];
        if (role < roles.shared()) {
            right[place[roles.first(role)]] += Sums.dot(basis[k], rest, n);
            return;
        }
        int[] playing = roles.playing(bound, role);
        for (int i = 0; i < n; i++) {
            right[place[playing[firstRow + i]]] += basis[k][i] * rest[i];
        }
    }

    private void addProducts(int k, int m, int firstRow, int n) {
        int role = linearRoles[k];
        int other = linearRoles[m];
        int first = place[roles.first(other)];
        if (role < roles.shared()) {
            normal.add(place[roles.first(role)], first, Sums.dot(basis[k], basis[m], n));
            return;
        }
        int[] playing = roles.playing(bound, role);
        int[] with = other < roles.shared() ? null : roles.playing(bound, other);
        for (int i = 0; i < n; i++) {
            normal.add(place[playing[firstRow + i]], with == null ? first : place[with[firstRow + i]], basis[k][i] * basis[m][i]);
        }
    }

    private double @Nullable [] solve() {
        double[] lower = new double[linear.length];
        double[] upper = new double[linear.length];
        for (int k = 0; k < linear.length; k++) {
            lower[k] = smallest(k);
            upper[k] = isExponential(k) ? Double.POSITIVE_INFINITY : coefficients.get(linear[k]).upper();
        }
        return new BoundedSquares(normal, right, lower, upper).solve();
    }

    /** A positive coefficient starts at a small part of the target at least, or its logarithm could not move. */
    private double smallest(int k) {
        Coefficient c = coefficients.get(linear[k]);
        boolean positive = isExponential(k) || c.isLogarithmic();
        if (!positive) {
            return c.lower();
        }
        double part = 0.02 * Math.sqrt(squares / Math.max(normal.diagonal(k), Double.MIN_NORMAL));
        return isExponential(k) ? part : Math.max(c.lower(), part);
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
}
