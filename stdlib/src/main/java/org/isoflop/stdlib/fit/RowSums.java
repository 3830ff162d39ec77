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
    private static final int NONE = -1;
    private static final int OWN = -2;
    /** The outputs of an objective's kernel that are the prediction itself, without derivatives. */
    private static final int PREDICTED = 2;

    private final Loss loss;
    private final Residual residual;
    private final int size;
    private final BlockEvaluator evaluator;
    /** For each entry of the Hessian the gradient's entry that is the same, {@link #NONE} if it is zero, else {@link #OWN}. */
    private final int[] bends;
    /** The entries of the Hessian in which the prediction itself bends. */
    private final int[] bent;
    private final CrossProducts crossProducts;
    private final double[] cost = new double[BoundKernel.BLOCK];
    private final double[] slope = new double[BoundKernel.BLOCK];
    private final double[] curvature = new double[BoundKernel.BLOCK];
    private final double[] reweighting = new double[BoundKernel.BLOCK];
    private final double[] product = new double[BoundKernel.BLOCK];
    private final double[] r = new double[BoundKernel.BLOCK];
    private final double[] chain = new double[BoundKernel.BLOCK];
    private final double[] slopes;
    private final double[] dots;
    private final double[] otherDots;
    /** The rows of the prediction's derivatives in the current block. */
    private final double[][] by;
    private Targets targets;
    private double @Nullable [] weights;

    RowSums(Loss loss, Residual residual, int size, BoundKernel predictions, Targets targets, double @Nullable [] weights) {
        this.loss = loss;
        this.residual = residual;
        this.size = size;
        this.targets = targets;
        this.weights = weights;
        evaluator = predictions.evaluator();
        evaluator.computeFirst(PREDICTED);
        slopes = new double[Sums.room(size)];
        dots = new double[Sums.room(size)];
        otherDots = new double[Sums.room(size)];
        by = new double[size][];
        bends = bends(predictions.kernel(), size);
        bent = bent(bends);
        crossProducts = new CrossProducts(size);
    }

    private static int[] bent(int[] bends) {
        int[] result = new int[bends.length];
        int count = 0;
        for (int i = 0; i < bends.length; i++) {
            if (bends[i] != NONE) {
                result[count++] = i;
            }
        }
        return Arrays.copyOf(result, count);
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
    static int length(int size) {
        return 1 + size + size * (size + 1);
    }

    void use(BoundKernel rows, Targets otherTargets, double @Nullable [] otherWeights) {
        targets = otherTargets;
        weights = otherWeights;
        evaluator.use(rows);
    }

    void set(double[] inputs) {
        evaluator.set(inputs);
    }

    /** Adds blocks to a sum: the value, and if asked for the derivatives, and with them the metric. */
    void add(int fromBlock, int toBlock, boolean derivatives, boolean measured, double[] sum) {
        for (int block = fromBlock; block < toBlock; block++) {
            int n = begin(block);
            Rows.losses(loss, r, cost, slope, curvature, reweighting, n);
            double[] factors = weights;
            if (factors != null) {
                System.arraycopy(factors, block * BoundKernel.BLOCK, product, 0, n);
                Rows.scale(cost, product, n);
                Rows.scale(slope, product, n);
                Rows.scale(curvature, product, n);
                Rows.scale(reweighting, product, n);
            }
            sum[0] += Sums.sum(cost, n);
            if (derivatives) {
                addDerivatives(n, measured, sum);
            }
        }
    }

    /** Adds the derivatives of the block of so many rows whose value was added last, and that was not asked for more. */
    void addDerivatives(int n, boolean measured, double[] sum) {
        evaluator.finish(n);
        accumulate(n, measured, sum);
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
        targets.read(block * BoundKernel.BLOCK, n, r);
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
    private void accumulate(int n, boolean measured, double[] sum) {
        Rows.chain(residual == Residual.LOG, chain, slope, curvature, reweighting, n);
        for (int j = 0; j < size; j++) {
            by[j] = evaluator.output(2 + j);
        }
        Sums.dots(slope, by, size, n, product, slopes);
        for (int j = 0; j < size; j++) {
            sum[1 + j] += slopes[j];
        }
        int hessian = 1 + size;
        int metric = hessian + size * (size + 1) / 2;
        if (crossProducts.take(by, n)) {
            crossProducts.add(curvature, sum, hessian);
            if (measured) {
                crossProducts.add(reweighting, sum, metric);
            }
            for (int entry : bent) {
                sum[hessian + entry] += bend(entry, n);
            }
            return;
        }
        for (int j = 0; j < size; j++) {
            int triangle = j * (j + 1) / 2;
            Sums.crossProducts(curvature, measured ? reweighting : curvature, by, j, n, product, dots, otherDots);
            for (int k = 0; k <= j; k++) {
                sum[hessian + triangle + k] += dots[k] + bend(triangle + k, n);
                sum[metric + triangle + k] += measured ? otherDots[k] : 0;
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

    /** Adds, for all rows, the slope that is given for each times the residual's first and second derivatives. */
    void addGiven(BoundKernel rows, double[] given, double[] sum) {
        for (int block = 0; block < rows.blocks(); block++) {
            int n = run(block);
            System.arraycopy(given, block * BoundKernel.BLOCK, slope, 0, n);
            Arrays.fill(curvature, 0);
            Arrays.fill(reweighting, 0);
            accumulate(n, false, sum);
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
                for (int j = 0; j < size; j++) {
                    result[place][j] = chain[at] * evaluator.output(2 + j)[at];
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

    /** Writes the residual's slopes by the search variables into {@code result[variable][row]}. */
    void jacobian(BoundKernel rows, double[][] result) {
        for (int block = 0; block < rows.blocks(); block++) {
            int n = run(block);
            for (int j = 0; j < size; j++) {
                Rows.multiply(product, chain, evaluator.output(2 + j), n);
                System.arraycopy(product, 0, result[j], block * BoundKernel.BLOCK, n);
            }
        }
    }

    /** Gives the factors of some rows, into the first {@code n} places of an array. */
    @FunctionalInterface
    interface Factors {
        void fill(int firstRow, int n, double[] factors);
    }

    /** Adds {@code factor(row)^2} times the outer product of the residual's gradient, over some blocks. */
    void outerProducts(int fromBlock, int toBlock, Factors factors, double[][] result) {
        double[] sparse = new double[size > CrossProducts.FEW ? size * (size + 1) / 2 : 0];
        for (int block = fromBlock; block < toBlock; block++) {
            int n = run(block);
            factors.fill(block * BoundKernel.BLOCK, n, slope);
            Rows.multiply(slope, slope, chain, n);
            Rows.multiply(slope, slope, slope, n);
            for (int j = 0; j < size; j++) {
                by[j] = evaluator.output(2 + j);
            }
            if (crossProducts.take(by, n)) {
                crossProducts.add(slope, sparse, 0);
                continue;
            }
            for (int j = 0; j < size; j++) {
                Rows.multiply(product, slope, by[j], n);
                for (int k = 0; k < size; k++) {
                    result[j][k] += Sums.dot(product, by[k], n);
                }
            }
        }
        for (int j = 0; j < size && sparse.length > 0; j++) {
            for (int k = 0; k < size; k++) {
                result[j][k] += sparse[Math.max(j, k) * (Math.max(j, k) + 1) / 2 + Math.min(j, k)];
            }
        }
    }
}
