package org.isoflop.stdlib.fit;

import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * What is fitted: coefficients of a prediction, to a target observed in rows.
 *
 * <p>The objective is the sum over rows of weight times loss of the residual. With priors it is that sum plus, for each,
 * {@code t (c - mean)^2 / (2 deviation^2)}, where {@code t} is the residuals' spread measured as the loss measures:
 * {@code t = sum(w slope(r) r) / sum(w) * n / (n - p)} at the optimum without priors, with {@code p} the number of
 * coefficients. For squares {@code t} is the residual variance, for absolute values their mean; dividing by it, residuals
 * count in units of their spread and priors in units of their deviation.
 *
 * @param prediction kernel with one output; its inputs are the columns, then the coefficients, in their orders
 * @param columns {@code columns[input][row]}, without missing values
 * @param target what was observed, in the prediction's unit; above zero for log, not zero for relative residuals
 * @param weights a factor for each row's loss, not negative and not normalised; null if all are 1
 * @param priors for each coefficient its prior or null, in their order; empty if there are none
 */
public record FitProblem(Kernel prediction, double[][] columns, double[] target, double @Nullable [] weights,
        List<Coefficient> coefficients, Residual residual, Loss loss, List<@Nullable Prior> priors, Starts starts) {

    public FitProblem {
        coefficients = List.copyOf(coefficients);
        if (prediction.outputCount() != 1 || prediction.inputCount() != columns.length + coefficients.size()) {
            throw new IllegalArgumentException("the prediction has " + prediction.inputCount() + " inputs for " + columns.length
                    + " columns and " + coefficients.size() + " coefficients");
        }
        if (!priors.isEmpty() && priors.size() != coefficients.size()) {
            throw new IllegalArgumentException("one prior or null for each coefficient, or none at all");
        }
        if (target.length == 0) {
            throw new IllegalArgumentException("no rows to fit");
        }
        for (int row = 0; row < target.length; row++) {
            double observed = target[row];
            if (!residual.suits(observed)) {
                throw new IllegalArgumentException("row " + (row + 1) + ": " + observed + " cannot be fitted by " + residual.words());
            }
            if (weights != null && !(weights[row] >= 0 && weights[row] <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("row " + (row + 1) + ": the weight is " + weights[row]);
            }
        }
        for (double[] column : columns) {
            if (column.length != target.length) {
                throw new IllegalArgumentException("a column has " + column.length + " rows, the target " + target.length);
            }
            for (int row = 0; row < column.length; row++) {
                if (!(Math.abs(column[row]) <= Double.MAX_VALUE)) {
                    throw new IllegalArgumentException("row " + (row + 1) + ": a column's value is " + column[row]);
                }
            }
        }
    }

    /** Unweighted, without priors, from designed starts. */
    public static FitProblem of(Kernel prediction, double[][] columns, double[] target, List<Coefficient> coefficients,
            Residual residual, Loss loss) {
        return new FitProblem(prediction, columns, target, null, coefficients, residual, loss, List.of(), new Starts.Auto());
    }

    public int rows() {
        return target.length;
    }

    /** The same on some of the rows, which may be given in any order and more than once. */
    @SuppressWarnings("NullAway") // of a record's constructor it does not see which parameters may be null
    public FitProblem select(int[] rows) {
        double[][] chosen = new double[columns.length][];
        for (int column = 0; column < chosen.length; column++) {
            chosen[column] = Projection.pick(columns[column], rows);
        }
        double[] own = weights == null ? null : Projection.pick(weights, rows);
        return new FitProblem(prediction, chosen, Projection.pick(target, rows), own, coefficients, residual, loss, priors, starts);
    }

    /** The same, descended into from one point alone. */
    @SuppressWarnings("NullAway") // of a record's constructor it does not see which parameters may be null
    public FitProblem from(double[] point) {
        return new FitProblem(prediction, columns, target, weights, coefficients, residual, loss, priors,
                new Starts.Points(new double[][] {point.clone()}));
    }

    /** Whether what the law gives for some row changes with a coefficient. */
    public boolean depends(int coefficient, double[] point) {
        double[] moved = point.clone();
        Coefficient own = coefficients.get(coefficient);
        double middle = (Math.max(own.lower(), -1e3) + Math.min(own.upper(), 1e3)) / 2;
        moved[coefficient] = moved[coefficient] == middle ? (middle + Math.min(own.upper(), middle + 1)) / 2 : middle;
        return !Arrays.equals(predictions(point), predictions(moved));
    }

    /** What the law gives for each row. */
    public double[] predictions(double[] coefficients) {
        double[] @Nullable [] inputs = Arrays.copyOf(columns, prediction.inputCount());
        double[] constants = new double[inputs.length];
        System.arraycopy(coefficients, 0, constants, columns.length, coefficients.length);
        double[] predicted = new double[rows()];
        prediction.bind(inputs, rows()).evaluate(constants, new double[][] {predicted});
        return predicted;
    }

    /** The estimator in words, as {@code sum of Huber(0.001) losses of log residuals over 240 rows}. */
    public String estimator() {
        boolean informed = false;
        for (Prior prior : priors) {
            informed |= prior != null;
        }
        return "sum of " + loss.words() + " of " + residual.words() + " over " + rows() + " rows" + (weights == null ? "" : ", weighted")
                + (informed ? ", with priors" : "");
    }
}
