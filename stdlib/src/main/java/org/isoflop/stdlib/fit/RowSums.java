package org.isoflop.stdlib.fit;

import java.util.Arrays;
import org.isoflop.stdlib.kernel.BlockEvaluator;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.Sums;
import org.jspecify.annotations.Nullable;

/**
 * Sums over rows of losses and their derivatives by the search variables: what one thread does for an {@link Objective}.
 * A sum holds the value, the gradient, the Hessian's lower triangle by rows, and that of the metric.
 */
final class RowSums {
    /** Which matrices are asked for besides the gradient. */
    enum Matrices {
        HESSIAN,
        METRIC,
        BOTH
    }

    private static final int NONE = -1;
    private static final int OWN = -2;
    /** The outputs of an objective's kernel that are the prediction itself, without derivatives. */
    private static final int PREDICTED = 2;

    private final Loss loss;
    private final Residual residual;
    private final Roles roles;
    private final Envelope envelope;
    private final int size;
    private final int count;
    private final int shared;
    private final BlockEvaluator evaluator;
    private BoundKernel bound;
    /** The first row of the block begun last. */
    private int firstRow;
    /** For each entry of the Hessian the gradient's entry that is the same, {@link #NONE} if it is zero, else {@link #OWN}. */
    private final int[] bends;
    private final double[] cost = new double[BoundKernel.BLOCK];
    private final double[] slope = new double[BoundKernel.BLOCK];
    private final double[] curvature = new double[BoundKernel.BLOCK];
    private final double[] reweighting = new double[BoundKernel.BLOCK];
    private final double[] product = new double[BoundKernel.BLOCK];
    private final double[] lanes = new double[BoundKernel.BLOCK];
    private final double[] r = new double[BoundKernel.BLOCK];
    private final double[] chain = new double[BoundKernel.BLOCK];
    private final double[] slopes;
    private final double[] dots;
    private final double[] otherDots;
    /** The rows of the prediction's derivatives in the current block. */
    private final double[][] by;
    private Targets targets;
    private double @Nullable [] weights;

    RowSums(Loss loss, Residual residual, Model model, BoundKernel predictions, Targets targets, double @Nullable [] weights) {
        this.loss = loss;
        this.residual = residual;
        roles = model.roles();
        envelope = roles.envelope();
        size = envelope.size();
        count = roles.count();
        shared = roles.shared();
        bound = predictions;
        this.targets = targets;
        this.weights = weights;
        evaluator = predictions.evaluator();
        evaluator.computeFirst(PREDICTED);
        slopes = new double[Sums.room(count)];
        dots = new double[Sums.room(count)];
        otherDots = new double[Sums.room(count)];
        by = new double[count][];
        bends = bends(predictions.kernel(), count);
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

    /** How many numbers a sum has. */
    static int length(Model model) {
        return 1 + model.size() + 2 * model.roles().envelope().length();
    }

    void use(BoundKernel rows, Targets otherTargets, double @Nullable [] otherWeights) {
        targets = otherTargets;
        weights = otherWeights;
        bound = rows;
        evaluator.use(rows);
    }

    void set(double[] inputs, double[] variables) {
        evaluator.pick(variables);
        evaluator.set(inputs);
    }

    /** Adds blocks to a sum: the value, and if asked for the derivatives. */
    void add(int fromBlock, int toBlock, boolean derivatives, Matrices wanted, double[] sum) {
        for (int block = fromBlock; block < toBlock; block++) {
            int n = begin(block);
            Rows.losses(loss, r, cost, slope, curvature, reweighting, n);
            if (weights != null) {
                Rows.weigh(cost, factors(weights, n), n);
            }
            sum[0] += Sums.sum(cost, n);
            if (derivatives) {
                addDerivatives(n, wanted, sum);
            }
        }
    }

    /** Adds the derivatives of the block of so many rows whose value was added last, and that was not asked for more. */
    void addDerivatives(int n, Matrices wanted, double[] sum) {
        evaluator.finish(n);
        if (weights != null) {
            // Of a trial that is refused nobody asks for these.
            Rows.weigh(slope, curvature, reweighting, factors(weights, n), n);
        }
        accumulate(n, wanted, sum);
    }

    /** The weights of the block begun last, from the beginning of an array as loops want them. */
    private double[] factors(double[] all, int n) {
        if (firstRow == 0) {
            return all;
        }
        System.arraycopy(all, firstRow, product, 0, n);
        return product;
    }

    /** Computes a block's residuals, their slopes by the prediction, and the prediction's derivatives. */
    private int run(int block) {
        int n = begin(block);
        evaluator.finish(n);
        return n;
    }

    /** Computes a block's residuals and their slopes by the prediction. */
    private int begin(int block) {
        int n = evaluator.begin(block);
        firstRow = block * BoundKernel.BLOCK;
        targets.read(block * BoundKernel.BLOCK, n, r, cost, slope, curvature);
        // Tests, not a pattern switch, which would link slowly in every cold process. The kernel transforms predictions itself.
        if (residual == Residual.LOG) {
            Rows.logResiduals(r, chain, evaluator.output(0), evaluator.output(1), n);
        } else if (residual == Residual.RELATIVE) {
            Rows.relativeResiduals(r, chain, evaluator.output(1), n);
        } else {
            Rows.plainResiduals(r, chain, evaluator.output(1), n);
        }
        return n;
    }

    /** By the chain rule from the prediction's derivatives; a log residual bends by the square of its slope. */
    private void accumulate(int n, Matrices wanted, double[] sum) {
        Rows.chain(residual == Residual.LOG, chain, slope, curvature, reweighting, n);
        for (int role = 0; role < count; role++) {
            by[role] = evaluator.output(2 + role);
        }
        int hessian = 1 + size;
        int metric = hessian + envelope.length();
        Sums.dots(slope, by, shared, n, product, slopes);
        for (int role = 0; role < shared; role++) {
            sum[1 + roles.first(role)] += slopes[role];
        }
        for (int role = 0; role < shared; role++) {
            int triangle = role * (role + 1) / 2;
            int j = roles.first(role);
            cross(role, wanted, n);
            for (int other = 0; other <= role; other++) {
                int at = shared == size ? triangle + other : envelope.at(j, roles.first(other));
                sum[hessian + at] += wanted == Matrices.METRIC ? 0 : dots[other] + bend(triangle + other, n);
                sum[metric + at] += wanted == Matrices.HESSIAN ? 0 : otherDots[other];
            }
        }
        for (int role = shared; role < count; role++) {
            scatter(role, n, wanted != Matrices.HESSIAN, sum);
        }
    }

    /**
     * Writes the sums of reweighted slopes times the second derivative of each residual along a direction, over the block of so many rows whose
     * derivatives were added last. Each coefficient plays in every row.
     */
    void bendAlong(double[] direction, int n, double[] result) {
        Arrays.fill(cost, 0, n, 0);
        Arrays.fill(product, 0, n, 0);
        Arrays.fill(slopes, 0);
        for (int role = 0; role < count; role++) {
            for (int other = 0; other <= role; other++) {
                int entry = role * (role + 1) / 2 + other;
                double factor = (role == other ? 1 : 2) * direction[roles.first(role)] * direction[roles.first(other)];
                if (bends[entry] == OWN) {
                    Rows.addTimes(product, factor, evaluator.output(2 + count + entry), n);
                } else if (bends[entry] != NONE) {
                    slopes[bends[entry]] += factor;
                }
            }
        }
        for (int role = 0; role < count; role++) {
            Rows.addTimes(cost, direction[roles.first(role)], product, slopes[role], by[role], n);
        }
        Rows.bend(residual == Residual.LOG, chain, reweighting, cost, product, n);
        Sums.dots(product, by, count, n, lanes, slopes);
        for (int role = 0; role < count; role++) {
            result[roles.first(role)] = slopes[role];
        }
    }

    /** The cross products of a role's derivatives with those before, for the Hessian and the metric. */
    private void cross(int role, Matrices wanted, int n) {
        if (wanted == Matrices.BOTH) {
            Sums.crossProducts(curvature, reweighting, by, role, n, product, dots, otherDots);
        } else {
            boolean bent = wanted == Matrices.HESSIAN;
            Rows.multiply(product, bent ? curvature : reweighting, by[role], n);
            Sums.dots(product, by, role + 1, n, lanes, bent ? dots : otherDots);
        }
    }

    /** Adds what a role gives that another coefficient plays in each group of rows. */
    private void scatter(int role, int n, boolean measured, double[] sum) {
        int[] playing = roles.playing(bound, role);
        double[] own = by[role];
        for (int i = 0; i < n; i++) {
            sum[1 + playing[firstRow + i]] += slope[i] * own[i];
        }
        int hessian = 1 + size;
        int metric = hessian + envelope.length();
        for (int other = 0; other <= role; other++) {
            double[] its = by[other];
            double[] bend = bent(role, other, n);
            int[] with = other < shared ? null : roles.playing(bound, other);
            int fixed = roles.first(other);
            for (int i = 0; i < n; i++) {
                int at = envelope.at(playing[firstRow + i], with == null ? fixed : with[firstRow + i]);
                double both = own[i] * its[i];
                sum[hessian + at] += Math.fma(curvature[i], both, bend[i]);
                sum[metric + at] += measured ? reweighting[i] * both : 0;
            }
        }
    }

    /** What each row adds because the prediction bends. */
    private double[] bent(int role, int other, int n) {
        int entry = role * (role + 1) / 2 + other;
        if (bends[entry] == NONE) {
            Arrays.fill(product, 0, n, 0);
        } else {
            double[] second = bends[entry] == OWN ? evaluator.output(2 + count + entry) : by[bends[entry]];
            Rows.multiply(product, slope, second, n);
        }
        return product;
    }

    private double bend(int entry, int n) {
        return switch (bends[entry]) {
            case NONE -> 0;
            case OWN -> Sums.dot(slope, evaluator.output(2 + count + entry), n);
            default -> slopes[bends[entry]];
        };
    }

    /** Adds, for all rows, the slope that is given for each times the residual's first and second derivatives. */
    void addGiven(BoundKernel rows, double[] given, double[] sum) {
        for (int block = 0; block < rows.blocks(); block++) {
            int n = run(block);
            System.arraycopy(given, block * BoundKernel.BLOCK, slope, 0, n);
            Arrays.fill(curvature, 0);
            Arrays.fill(reweighting, 0);
            accumulate(n, Matrices.HESSIAN, sum);
        }
    }

    /** Is shown the residual's slopes in a row, by the coefficients that play there; the arrays are the same for every row. */
    @FunctionalInterface
    interface Slopes {
        void show(int row, int[] coefficients, double[] values);
    }

    /** Shows the residual's slopes in all rows, in order. */
    void slopes(BoundKernel rows, Slopes shown) {
        int[] coefficients = new int[count];
        double[] values = new double[count];
        for (int role = 0; role < shared; role++) {
            coefficients[role] = roles.first(role);
        }
        for (int block = 0; block < rows.blocks(); block++) {
            int n = run(block);
            for (int i = 0; i < n; i++) {
                for (int role = 0; role < count; role++) {
                    values[role] = chain[i] * evaluator.output(2 + role)[i];
                    coefficients[role] = role < shared ? coefficients[role] : roles.playing(rows, role)[firstRow + i];
                }
                shown.show(firstRow + i, coefficients, values);
            }
        }
    }

    /** Writes the residual's slopes by the search variables at some rows, ascending, into {@code result[place][variable]}. */
    void slopes(BoundKernel rows, int[] chosen, double[][] result) {
        int place = 0;
        for (int block = 0; block < rows.blocks() && place < chosen.length; block++) {
            int end = (block + 1) * BoundKernel.BLOCK;
            if (chosen[place] < end) {
                run(block);
            }
            for (; place < chosen.length && chosen[place] < end; place++) {
                int at = chosen[place] - block * BoundKernel.BLOCK;
                for (int role = 0; role < count; role++) {
                    int j = role < shared ? roles.first(role) : roles.playing(rows, role)[chosen[place]];
                    result[place][j] = chain[at] * evaluator.output(2 + role)[at];
                }
            }
        }
    }

    /** Writes the residuals of some blocks. */
    void residuals(int fromBlock, int toBlock, double[] result) {
        for (int block = fromBlock; block < toBlock; block++) {
            int n = begin(block);
            System.arraycopy(r, 0, result, block * BoundKernel.BLOCK, n);
        }
    }

    /** Gives the factors of some rows, into the first {@code n} places of an array. */
    @FunctionalInterface
    interface Factors {
        void fill(int firstRow, int n, double[] factors);
    }

    /** Adds {@code factor(row)^2} times the outer product of the residual's gradient, over some blocks, to a matrix's entries. */
    void outerProducts(int fromBlock, int toBlock, Factors factors, double[] result) {
        for (int block = fromBlock; block < toBlock; block++) {
            int n = run(block);
            factors.fill(block * BoundKernel.BLOCK, n, slope);
            Rows.multiply(slope, slope, chain, n);
            Rows.multiply(slope, slope, slope, n);
            for (int role = 0; role < count; role++) {
                by[role] = evaluator.output(2 + role);
            }
            for (int role = 0; role < count; role++) {
                Rows.multiply(product, slope, by[role], n);
                for (int other = 0; other <= role; other++) {
                    addProducts(role, other, n, result);
                }
            }
        }
    }

    private void addProducts(int role, int other, int n, double[] result) {
        if (role < shared) {
            result[envelope.at(roles.first(role), roles.first(other))] += Sums.dot(product, by[other], n);
            return;
        }
        int[] playing = roles.playing(bound, role);
        for (int i = 0; i < n; i++) {
            int with = other < shared ? roles.first(other) : roles.playing(bound, other)[firstRow + i];
            result[envelope.at(playing[firstRow + i], with)] += product[i] * by[other][i];
        }
    }
}
