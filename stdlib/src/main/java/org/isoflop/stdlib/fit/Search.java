package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;

/** Descents from many starts, with one smooth loss, on some rows. */
final class Search {
    /** Descents made from a designed set, of which the best points are taken. */
    private static final int DESCENTS = 16;

    /** Where a descent ended, in search variables. */
    record End(double[] point, double value, boolean converged, double gradientNorm) {
    }

    private final FitProblem problem;
    private final Loss loss;
    private final BoundKernel predictions;
    private final double[] targets;
    private final FitOptions options;
    private final double spread;
    private final double floor;

    /** A distinct end, and from how many starts it was reached. */
    record Minimum(End end, int starts) {
    }

    Search(FitProblem problem, Loss loss, Kernel kernel, FitOptions options, double spread) {
        this.problem = problem;
        this.loss = loss;
        this.options = options;
        this.spread = spread;
        predictions = Objective.bind(problem, kernel);
        targets = Objective.shown(problem);
        floor = floor(problem, loss);
    }

    private Search(Search other, Loss loss, double spread) {
        problem = other.problem;
        this.loss = loss;
        options = other.options;
        this.spread = spread;
        predictions = other.predictions;
        targets = other.targets;
        floor = floor(problem, loss);
    }

    Search with(Loss otherLoss, double otherSpread) {
        return new Search(this, otherLoss, otherSpread);
    }

    Objective objective() {
        return new Objective(problem, loss, predictions, targets, spread, options.threads());
    }

    Loss loss() {
        return loss;
    }

    double floor() {
        return floor;
    }

    /** What rounding alone leaves of the objective: a few units in the last place of each target. */
    static double floor(FitProblem problem, Loss loss) {
        double sum = 0;
        for (int row = 0; row < problem.rows(); row++) {
            double weight = problem.weights() == null ? 1 : problem.weights()[row];
            sum += weight * loss.of(8 * Math.ulp(problem.target()[row]) * problem.residual().slope(problem.target()[row]));
        }
        return sum;
    }

    /** The points to descend from, in coefficients. */
    List<double[]> starts() {
        int[] rows = strided(problem.rows(), 2000);
        return switch (problem.starts()) {
            case Starts.Auto ignored -> best(new StartDesign(problem, rows, new boolean[problem.coefficients().size()]).points(), DESCENTS);
            case Starts.Points(double[][] points) -> List.of(points);
            case Starts.Grid(double[][] values) -> grid(values, rows);
        };
    }

    static int[] strided(int rows, int most) {
        int count = Math.min(rows, most);
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            result[i] = (int) ((i + 0.5) * rows / count);
        }
        return result;
    }

    private List<double[]> grid(double[][] values, int[] rows) {
        boolean[] known = new boolean[values.length];
        int total = 1;
        for (int j = 0; j < values.length; j++) {
            known[j] = values[j].length > 0;
            total = Math.multiplyExact(total, Math.max(1, values[j].length));
        }
        boolean complete = true;
        for (boolean given : known) {
            complete &= given;
        }
        StartDesign design = complete ? null : new StartDesign(problem, rows, known);
        List<double[]> result = new ArrayList<>(total);
        for (int number = 0; number < total; number++) {
            double[] point = new double[values.length];
            int rest = number;
            for (int j = values.length - 1; j >= 0; j--) {
                if (known[j]) {
                    point[j] = values[j][rest % values[j].length];
                    rest /= values[j].length;
                }
            }
            result.addAll(design == null ? List.of(point) : best(design.pointsAround(point), 1));
        }
        return result;
    }

    /** The best by objective, half of them; then an even choice of the rest, in case all of those lead to one place. */
    private List<double[]> best(List<double[]> points, int count) {
        Objective objective = objective();
        double[] values = new double[points.size()];
        Integer[] order = new Integer[values.length];
        for (int i = 0; i < values.length; i++) {
            objective.evaluate(variables(objective, points.get(i)), false);
            values[i] = objective.value <= Double.MAX_VALUE ? objective.value : Double.POSITIVE_INFINITY;
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> values[i]));
        int finite = 0;
        while (finite < order.length && values[order[finite]] < Double.POSITIVE_INFINITY) {
            finite++;
        }
        int taken = Math.min(count, finite);
        int first = (taken + 1) / 2;
        List<double[]> result = new ArrayList<>(taken);
        for (int i = 0; i < taken; i++) {
            int rank = i < first ? i : first + (i - first) * (finite - first) / Math.max(1, taken - first);
            result.add(points.get(order[rank]));
        }
        return result;
    }

    static double[] variables(Objective objective, double[] coefficients) {
        double[] result = new double[coefficients.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = objective.variable(j, coefficients[j]);
        }
        return result;
    }

    /** Descends from each point, given in search variables; where a start has no finite objective the end has none either. */
    End[] descend(List<double[]> starts, double damping) {
        End[] ends = new End[starts.size()];
        Workers.run(options.threads(), ends.length, () -> {
            Descent descent = new Descent(objective());
            return number -> {
                descent.from(starts.get(number), damping, floor, options.cancellation());
                ends[number] = new End(descent.point(), descent.value(), descent.converged(), descent.gradientNorm());
            };
        });
        return ends;
    }

    /** Descends again, from where others ended. */
    List<Minimum> again(List<Minimum> minima, double damping) {
        List<double[]> points = new ArrayList<>(minima.size());
        for (Minimum minimum : minima) {
            points.add(minimum.end().point());
        }
        End[] ends = descend(points, damping);
        List<Minimum> result = new ArrayList<>(ends.length);
        for (int i = 0; i < ends.length; i++) {
            result.add(new Minimum(ends[i], minima.get(i).starts()));
        }
        return merged(result);
    }

    /** Distinct minima of descents from starts. */
    static List<Minimum> minima(End[] ends) {
        List<Minimum> all = new ArrayList<>(ends.length);
        for (End end : ends) {
            all.add(new Minimum(end, 1));
        }
        return merged(all);
    }

    /** Ascending by objective; those within a relative 1e-6 of the least among them are one. */
    static List<Minimum> merged(List<Minimum> minima) {
        Minimum[] sorted = minima.toArray(new Minimum[0]);
        Arrays.sort(sorted, Comparator.comparingDouble((Minimum m) -> m.end().value()));
        List<Minimum> result = new ArrayList<>();
        for (Minimum minimum : sorted) {
            int last = result.size() - 1;
            if (!(minimum.end().value() <= Double.MAX_VALUE)) {
                break;
            }
            if (last >= 0 && same(result.get(last).end().value(), minimum.end().value())) {
                result.set(last, new Minimum(result.get(last).end(), result.get(last).starts() + minimum.starts()));
            } else {
                result.add(minimum);
            }
        }
        return result;
    }

    private static boolean same(double best, double value) {
        return value - best <= 1e-6 * best;
    }
}
