package org.isoflop.stdlib.fit;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.jspecify.annotations.Nullable;

/**
 * Log-likelihood of residuals under the density proportional to {@code exp(-w loss(r) / t)}, and the statistics built on it. Weights w
 * are precisions: multiplied by a number all alike, they say the same.
 */
final class Likelihood {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Likelihood() {
    }

    static FitStatistics statistics(FitProblem problem, double[] coefficients, double[] residuals, int threads) {
        double[] weights = problem.weights();
        double[] target = problem.target();
        int n = residuals.length;
        double[] first = Totals.of(n, threads, 3, (from, to, sums) -> {
            double total = 0;
            double sum = 0;
            double targets = 0;
            for (int i = from; i < to; i++) {
                double w = weights == null ? 1 : weights[i];
                total += w;
                sum += w * residuals[i];
                targets += w * target[i];
            }
            sums[0] = total;
            sums[1] = sum;
            sums[2] = targets;
        });
        double total = first[0];
        double mean = first[1] / total;
        double targetMean = first[2] / total;
        double[] second = Totals.of(n, threads, 3, (from, to, sums) -> {
            double[] inputs = new double[problem.prediction().inputCount()];
            System.arraycopy(coefficients, 0, inputs, problem.columns().length, coefficients.length);
            double squares = 0;
            double unexplained = 0;
            double variance = 0;
            for (int i = from; i < to; i++) {
                double w = weights == null ? 1 : weights[i];
                squares += w * residuals[i] * residuals[i];
                double error = target[i] - predicted(problem, inputs, i, residuals[i]);
                unexplained += w * error * error;
                variance += w * (target[i] - targetMean) * (target[i] - targetMean);
            }
            sums[0] = squares;
            sums[1] = unexplained;
            sums[2] = variance;
        });
        boolean varies = false;
        for (int i = 1; i < n && !varies; i++) {
            varies = target[i] != target[0];
        }
        int parameters = problem.coefficients().size() + 1;
        Precision precision = Precision.of(weights, n);
        double deviance = -2 * logarithm(problem, residuals, precision, threads);
        double aic = deviance + 2 * parameters;
        double few = precision.rows() - parameters - 1;
        double aicc = few > 0 ? aic + 2.0 * parameters * (parameters + 1) / few : Double.POSITIVE_INFINITY;
        return new FitStatistics(varies ? 1 - second[1] / second[2] : Double.NaN, Math.sqrt(second[0] / total), mean, aic, aicc,
                deviance + parameters * Math.log(precision.rows()));
    }

    private static double predicted(FitProblem problem, double[] inputs, int row, double r) {
        double observed = problem.target()[row];
        return switch (problem.residual()) {
            case Residual.Kind.LOG -> observed * Math.exp(-r);
            case Residual.Kind.PLAIN -> observed - r;
            case Residual.Kind.RELATIVE -> observed * (1 - r);
            case Residual.Transformed ignored -> {
                for (int column = 0; column < problem.columns().length; column++) {
                    inputs[column] = problem.columns()[column][row];
                }
                yield problem.prediction().value(inputs);
            }
        };
    }

    /** The log-likelihood on the target's scale at the most likely spread, found by golden section in its logarithm. */
    private static double logarithm(FitProblem problem, double[] residuals, Precision precision, int threads) {
        double[] weights = problem.weights();
        double[] totals = Totals.of(residuals.length, threads, 2, (from, to, sums) -> {
            double cost = 0;
            double jacobian = 0;
            for (int i = from; i < to; i++) {
                double w = weights == null ? 1 : weights[i];
                cost += w * problem.loss().of(residuals[i]);
                jacobian += w > 0 ? Math.log(Math.abs(problem.residual().slope(problem.target()[i]))) : 0;
            }
            sums[0] = cost;
            sums[1] = jacobian;
        });
        double sum = totals[0];
        if (sum == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double centre = Math.log(sum / precision.rows());
        double low = centre - 3;
        double high = centre + 12;
        for (int i = 0; i < 80; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            // Beyond some spread a Cauchy density has no integral: between two places there the lower is taken.
            if (cost(problem.loss(), right, sum, precision) < cost(problem.loss(), left, sum, precision)) {
                low = left;
            } else {
                high = right;
            }
        }
        return totals[1] - cost(problem.loss(), (low + high) / 2, sum, precision);
    }

    private static double cost(Loss loss, double logSpread, double sum, Precision precision) {
        double t = Math.exp(logSpread);
        double cost = sum / t;
        for (int i = 0; i < precision.weights.length; i++) {
            cost += precision.counts[i] * Math.log(normaliser(loss, t / precision.weights[i]));
        }
        return cost;
    }

    /** Weights that occur, and how many rows have each; where there are many, neighbouring ones are taken together. */
    private record Precision(double[] weights, int[] counts) {
        private static final int MOST = 256;

        static Precision of(double @Nullable [] weights, int rows) {
            if (weights == null) {
                return new Precision(new double[] {1}, new int[] {rows});
            }
            double[] sorted = Arrays.stream(weights).filter(weight -> weight > 0).sorted().toArray();
            int groups = Math.min(MOST, sorted.length);
            double[] means = new double[groups];
            int[] counts = new int[groups];
            for (int i = 0; i < sorted.length; i++) {
                int group = (int) ((long) i * groups / sorted.length);
                means[group] += Math.log(sorted[i]);
                counts[group]++;
            }
            for (int group = 0; group < groups; group++) {
                means[group] = Math.exp(means[group] / counts[group]);
            }
            return new Precision(means, counts);
        }

        int rows() {
            return Arrays.stream(counts).sum();
        }
    }

    /** The integral of {@code exp(-loss(r) / t)} over all r. */
    private static double normaliser(Loss loss, double t) {
        return switch (loss) {
            case Loss.Squared ignored -> Math.sqrt(2 * Math.PI * t);
            case Loss.LeastAbsolute ignored -> 2 * t;
            case Loss.Huber(double delta) -> huber(delta, t);
            case Loss.Asymmetric(double delta, double weight) -> (huber(delta, t) + huber(delta, t / weight)) / 2;
            case Loss.Cauchy(double scale) -> {
                double shape = scale * scale / (2 * t);
                yield shape <= 0.5
                        ? Double.POSITIVE_INFINITY
                        : scale * Math.sqrt(Math.PI) * Math.exp(Gamma.logGamma(shape - 0.5) - Gamma.logGamma(shape));
            }
        };
    }

    private static double huber(double delta, double t) {
        return Math.sqrt(2 * Math.PI * t) * Erf.erf(delta / Math.sqrt(2 * t)) + 2 * t / delta * Math.exp(-delta * delta / (2 * t));
    }
}
