package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.jspecify.annotations.Nullable;

/**
 * A fit to be made again on resampled rows or other targets, each time from its optimum. Safe to share between threads;
 * each takes a {@link Worker} of its own.
 */
public final class Refits {
    /** Places besides the optimum that a refit may be tried from: other minima of the fit, then designed starts. */
    private static final int OTHER_MINIMA = 3;
    private static final int DESIGNED = 2;
    /** What a retry must gain, as a part of the objective, to count as better. */
    private static final double BETTER = 1e-6;
    /** From this step towards absolute values on the rows may be known that the optimum meets. */
    private static final int SHARP = 0;

    private final FitProblem problem;
    private final FitResult fit;
    private final Model model;
    private final BoundKernel predictions;
    private final Targets targets;
    private final double spread;
    private final double[] start;
    private final double floor;
    private final double meanResidual;
    private final @Nullable RowDraws rowDraws;
    private double @Nullable [][] others;
    private @Nullable OneStep oneStep;

    public Refits(FitResult fit) {
        this(fit, null);
    }

    /** @param rowDraws what the rows are not sure of: the refit of number k is to draw k of it, where a number is given */
    public Refits(FitResult fit, @Nullable RowDraws rowDraws) {
        this.fit = fit;
        this.rowDraws = rowDraws;
        problem = fit.problem();
        model = Model.of(problem);
        predictions = model.bind(problem, 1);
        targets = Targets.shown(problem);
        spread = fit.spread();
        double sum = 0;
        for (double r : fit.residuals()) {
            sum += Math.abs(r);
        }
        meanResidual = sum / fit.residuals().length;
        floor = Search.floor(problem, problem.loss(), 1);
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
                zero = objective.metric.diagonal(j) < 1e-3 * objective.value;
            }
        }
        return point;
    }

    /** Where else to descend from, in search variables; found when first asked for. */
    private synchronized double[][] others() {
        double[][] known = others;
        if (known != null) {
            return known;
        }
        Objective objective = objective(smooth(meanResidual));
        List<double[]> points = new ArrayList<>();
        List<LocalMinimum> minima = fit.minima();
        for (int i = 1; i < Math.min(minima.size(), 1 + OTHER_MINIMA); i++) {
            points.add(Search.variables(objective, minima.get(i).coefficients()));
        }
        int[] rows = Search.strided(problem.rows(), 2000);
        List<double[]> designed = new StartDesign(problem, rows, new boolean[problem.coefficients().size()]).points();
        for (int i = 0; i < Math.min(DESIGNED, designed.size()); i++) {
            int at = (int) ((i + 0.5) * designed.size() / Math.min(DESIGNED, designed.size()));
            points.add(Search.variables(objective, designed.get(at)));
        }
        known = points.toArray(new double[0][]);
        others = known;
        return known;
    }

    /** Made when first asked for: profiles never do. */
    private synchronized OneStep oneStep() {
        OneStep known = oneStep;
        if (known == null) {
            known = new OneStep(fit);
            oneStep = known;
        }
        return known;
    }

    /** The widths of the Huber losses by which absolute values are approached. */
    private double delta(int step) {
        return 0.1 * meanResidual * Math.pow(0.125, step);
    }

    private Objective objective(Loss loss) {
        double unit = loss.equals(problem.loss()) ? 1 : ((Loss.Huber) loss).delta();
        return new Objective(problem, loss, model, predictions, targets, spread * unit, 1, new Known());
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
        private final Objective exact;
        private final @Nullable Vertex vertex;
        private final int[] chosen = new int[problem.rows()];
        private final double[] weights = new double[problem.rows()];
        private final double[] chosenTargets = new double[problem.rows()];
        private double[] point = start;
        private double value;
        private boolean converged;

        private Worker(Cancellation cancellation) {
            this.cancellation = cancellation;
            boolean absolute = problem.loss() instanceof Loss.LeastAbsolute;
            objectives = new Objective[absolute ? 10 : 1];
            descents = new Descent[objectives.length];
            for (int i = 0; i < objectives.length; i++) {
                objectives[i] = Refits.this.objective(smooth(delta(i)));
                descents[i] = new Descent(objectives[i], absolute ? Pace.CAREFUL : Pace.STRAIGHT, Descent.CLOSE, new int[0]);
            }
            exact = absolute ? Refits.this.objective(problem.loss()) : objectives[0];
            vertex = absolute ? new Vertex(exact) : null;
        }

        /** The optimum, in search variables; coefficients that are zero there are raised until they count. */
        public double[] start() {
            return start.clone();
        }

        /**
         * Refits the rows as they are with one search variable held at a value.
         *
         * @param from where to begin, in search variables
         * @return where that ended, in search variables; {@link #objective} is the objective there, NaN if it did not converge
         */
        public double[] hold(int variable, double value, double[] from) {
            for (Objective objective : objectives) {
                objective.use(predictions, targets, problem.weights());
                objective.hold(variable, value);
            }
            exact.use(predictions, targets, problem.weights());
            exact.hold(variable, value);
            double[] begin = from.clone();
            begin[variable] = value;
            descend(begin, 0);
            for (Objective objective : objectives) {
                objective.hold(-1, 0);
            }
            exact.hold(-1, 0);
            return point;
        }

        /** The objective of the last refit, in the unit of the fit's; NaN if it did not converge. */
        public double objective() {
            return converged ? value : Double.NaN;
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
            double[] result = refit(counts, predictions, targets.values());
            if (converged && vertex == null && value > oneStep().objective(counts)) {
                descend(start, 0);
                return coefficients();
            }
            return result;
        }

        /** The same with draw k of what the rows are not sure of. */
        public double[] refit(int[] counts, int k) {
            return rowDraws == null ? refit(counts) : refit(counts, drawn(rowDraws, k), shown(rowDraws, k));
        }

        /**
         * Refits all rows to what would have been observed with other residuals in place of the fit's own.
         *
         * @return the coefficients, all NaN if the descent did not converge
         */
        public double[] refit(double[] errors) {
            return refit(errors, predictions, targets.values());
        }

        /** The same with draw k of what the rows are not sure of. */
        public double[] refit(double[] errors, int k) {
            return rowDraws == null ? refit(errors) : refit(errors, drawn(rowDraws, k), shown(rowDraws, k));
        }

        private BoundKernel drawn(RowDraws draws, int k) {
            return model.bind(draws.columns(k, problem.columns()), problem.rows());
        }

        private double[] shown(RowDraws draws, int k) {
            if (draws.target() == null) {
                return targets.values();
            }
            double[] result = draws.target(k, problem.target());
            for (int row = 0; row < result.length; row++) {
                result[row] = problem.residual().shown(result[row]);
            }
            return result;
        }

        private double[] refit(double[] errors, BoundKernel rows, double[] from) {
            int[] ones = new int[problem.rows()];
            Arrays.fill(ones, 1);
            double[] shown = new double[errors.length];
            for (int row = 0; row < shown.length; row++) {
                double own = fit.residuals()[row];
                shown[row] = problem.residual() == Residual.RELATIVE
                        ? from[row] * (1 - errors[row]) / (1 - own)
                        : from[row] - own + errors[row];
            }
            use(ones, rows, shown);
            descend(start, 0);
            return coefficients();
        }

        private double[] refit(int[] counts, BoundKernel all, double[] from) {
            use(counts, all, from);
            double[] begin = vertex == null ? oneStep().point(objectives[0], start, counts) : null;
            if (begin != null) {
                descend(begin, 0);
            }
            if (begin == null || !converged) {
                descend(start, 0);
            }
            return coefficients();
        }

        private void use(int[] counts, BoundKernel all, double[] from) {
            int count = 0;
            double[] own = problem.weights();
            for (int row = 0; row < counts.length; row++) {
                if (counts[row] > 0) {
                    weights[count] = counts[row] * (own == null ? 1 : own[row]);
                    chosenTargets[count] = from[row];
                    chosen[count++] = row;
                }
            }
            BoundKernel rows = all.gather(chosen, count);
            Targets shown = Targets.shown(chosenTargets);
            for (Objective objective : objectives) {
                objective.use(rows, shown, weights);
            }
            exact.use(rows, shown, weights);
        }

        private void descend(double[] from, double damping) {
            point = from;
            for (int i = 0; i < descents.length; i++) {
                descents[i].from(point, i == 0 ? damping : 0, floor, cancellation);
                point = descents[i].point();
                value = descents[i].value() / (vertex == null ? 1 : delta(i));
                converged = descents[i].converged();
                if (vertex != null && i >= SHARP && vertex.from(point, delta(i))) {
                    point = vertex.point();
                    value = vertex.value();
                    converged = true;
                    return;
                }
            }
        }

        private double[] coefficients() {
            double[] result = new double[point.length];
            for (int j = 0; j < result.length; j++) {
                result[j] = converged ? objectives[0].coefficient(j, point[j]) : Double.NaN;
            }
            return result;
        }

        /**
         * Refits once more what was refitted last, from the other minima of the fit and from some designed starts, and keeps
         * the best of all.
         *
         * @return the coefficients if that is lower than what the last refit found, or it had found nothing; else null
         */
        public double @Nullable [] retry() {
            double[] best = point;
            double least = value;
            boolean found = converged;
            boolean better = false;
            for (double[] other : others()) {
                descend(other, 0.1);
                if (converged && (!found || value < least - BETTER * Math.abs(least) - floor)) {
                    best = point;
                    least = value;
                    better = true;
                    found = true;
                }
            }
            point = best;
            value = least;
            converged = found;
            return better ? coefficients() : null;
        }
    }
}
