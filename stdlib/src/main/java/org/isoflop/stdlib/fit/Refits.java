package org.isoflop.stdlib.fit;

import java.util.Arrays;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.BoundKernel;

/**
 * A fit to be made again on resampled rows or other targets, each time from its optimum. Safe to share between threads;
 * each takes a {@link Worker} of its own.
 */
public final class Refits {
    private final FitProblem problem;
    private final BoundKernel predictions;
    private final double[] targets;
    private final double spread;
    private final double[] start;
    private final double floor;
    private final double meanResidual;

    public Refits(FitResult fit) {
        problem = fit.problem();
        predictions = Objective.bind(problem, Objective.kernel(problem));
        targets = Objective.shown(problem);
        spread = fit.spread();
        double sum = 0;
        for (double r : fit.residuals()) {
            sum += Math.abs(r);
        }
        meanResidual = sum / fit.residuals().length;
        floor = Search.floor(problem, problem.loss());
        start = start(fit);
    }

    /** The optimum; a positive coefficient that is zero there is raised until it counts, or it could not leave zero again. */
    private double[] start(FitResult fit) {
        Objective objective = objective(smooth(meanResidual));
        double[] point = Search.variables(objective, fit.coefficients());
        for (int j = 0; j < point.length; j++) {
            boolean zero = problem.coefficients().get(j).isLogarithmic() && fit.coefficients()[j] == 0;
            for (point[j] = zero ? -40 : point[j]; zero && point[j] < 60; point[j]++) {
                objective.evaluate(point, true);
                zero = objective.metric[j][j] < 1e-3 * objective.value;
            }
        }
        return point;
    }

    private Objective objective(Loss loss) {
        double unit = loss.equals(problem.loss()) ? 1 : ((Loss.Huber) loss).delta();
        return new Objective(problem, loss, predictions, targets, spread * unit, 1);
    }

    private Loss smooth(double delta) {
        return problem.loss() instanceof Loss.LeastAbsolute ? new Loss.Huber(delta) : problem.loss();
    }

    public FitProblem problem() {
        return problem;
    }

    /** A workspace for one thread at a time. */
    public Worker worker(Cancellation cancellation) {
        return new Worker(cancellation);
    }

    /** Refits on one thread. */
    public final class Worker {
        private final Cancellation cancellation;
        private final Objective[] objectives;
        private final Descent[] descents;
        private final int[] chosen = new int[problem.rows()];
        private final double[] weights = new double[problem.rows()];
        private final double[] chosenTargets = new double[problem.rows()];

        private Worker(Cancellation cancellation) {
            this.cancellation = cancellation;
            boolean absolute = problem.loss() instanceof Loss.LeastAbsolute;
            objectives = new Objective[absolute ? 10 : 1];
            descents = new Descent[objectives.length];
            for (int i = 0; i < objectives.length; i++) {
                objectives[i] = objective(smooth(0.1 * meanResidual * Math.pow(0.125, i)));
                descents[i] = new Descent(objectives[i]);
            }
        }

        /** Evaluations of the objective by the last refit. */
        public int evaluations() {
            int sum = 0;
            for (Descent descent : descents) {
                sum += descent.evaluations();
            }
            return sum;
        }

        /**
         * Refits with each row taken {@code counts[row]} times.
         *
         * @return the coefficients, all NaN if the descent did not converge
         */
        public double[] refit(int[] counts) {
            return refit(counts, targets);
        }

        /** Refits all rows to other targets, in the target's unit. */
        public double[] refit(double[] otherTargets) {
            int[] ones = new int[problem.rows()];
            Arrays.fill(ones, 1);
            return refit(ones, Objective.shown(problem.residual(), otherTargets));
        }

        private double[] refit(int[] counts, double[] from) {
            int count = 0;
            double[] own = problem.weights();
            for (int row = 0; row < counts.length; row++) {
                if (counts[row] > 0) {
                    weights[count] = counts[row] * (own == null ? 1 : own[row]);
                    chosenTargets[count] = from[row];
                    chosen[count++] = row;
                }
            }
            BoundKernel rows = predictions.gather(chosen, count);
            double[] point = start;
            boolean converged = true;
            for (int i = 0; i < descents.length; i++) {
                objectives[i].use(rows, chosenTargets, weights);
                descents[i].from(point, 0, floor, cancellation);
                point = descents[i].point();
                converged = descents[i].converged();
            }
            double[] result = new double[point.length];
            for (int j = 0; j < result.length; j++) {
                result[j] = converged ? objectives[0].coefficient(j, point[j]) : Double.NaN;
            }
            return result;
        }
    }
}
