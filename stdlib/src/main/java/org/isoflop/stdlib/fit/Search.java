package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.keep.Keeper;
import org.isoflop.stdlib.kernel.BoundKernel;

/** Descents from many starts, with one smooth loss, on some rows. */
final class Search {
    /** Descents made from a designed set, of which the best points are taken. */
    private static final int DESCENTS = 16;
    private static final int DESCENTS_OF_MANY = 4;
    /** Rows that scans look at. */
    private static final int SCANNED = 500;
    /** One of so many descents that leads to the best minimum is few. */
    private static final int AGREEING = 4;
    /** Objectives that differ by less than this part of them are one. */
    static final double SAME = 1e-6;

    /** Where a descent ended, in search variables. */
    record End(double[] point, double value, boolean converged) {
    }

    /** A distinct end, and from how many starts it was reached. */
    record Minimum(End end, int starts) {
    }

    private final FitProblem problem;
    private final Loss loss;
    private final Model model;
    private final BoundKernel predictions;
    private final Targets targets;
    private final FitOptions options;
    private final double spread;
    private final double floor;
    private final Known known = new Known();

    Search(FitProblem problem, Loss loss, Model model, FitOptions options, double spread) {
        this.problem = problem;
        this.loss = loss;
        this.options = options;
        this.spread = spread;
        this.model = model;
        predictions = model.bind(problem, options.threads());
        targets = Targets.shown(problem, options.threads());
        floor = floor(problem, loss, options.threads());
    }

    private Search(Search other, Loss loss, double spread) {
        problem = other.problem;
        this.loss = loss;
        options = other.options;
        this.spread = spread;
        model = other.model;
        predictions = other.predictions;
        targets = other.targets;
        floor = floor(problem, loss, options.threads());
    }

    Search with(Loss otherLoss, double otherSpread) {
        return new Search(this, otherLoss, otherSpread);
    }

    Objective objective() {
        return new Objective(problem, loss, model, predictions, targets, spread, options.threads(), known);
    }

    FitProblem problem() {
        return problem;
    }

    FitOptions options() {
        return options;
    }

    Loss loss() {
        return loss;
    }

    double floor() {
        return floor;
    }

    /** What rounding alone leaves of the objective: a few units in the last place of each target. */
    static double floor(FitProblem problem, Loss loss, int threads) {
        return Totals.of(problem.rows(), threads, 1, (from, to, sums) -> {
            double sum = 0;
            for (int row = from; row < to; row++) {
                double weight = problem.weights() == null ? 1 : problem.weights()[row];
                sum += weight * loss.of(8 * Math.ulp(problem.target()[row]) * problem.residual().slope(problem.target()[row]));
            }
            sums[0] = sum;
        })[0];
    }

    /**
     * By how much rounding alone may move an objective: residuals times a unit in the last place of each target, summed, is at
     * most this (Cauchy and Schwarz).
     */
    static double noise(double value, double floor) {
        return Math.sqrt(value * floor) / 4;
    }

    /** The points to descend from, in coefficients. */
    List<double[]> starts() {
        int[] rows = strided(problem.rows(), 2000);
        return switch (problem.starts()) {
            case Starts.Auto ignored -> designed(rows);
            case Starts.Points(double[][] points) -> completed(points, rows);
            case Starts.Grid(double[][] values) -> grid(values, rows);
        };
    }

    /** Whether descents from designed starts need more of them: few agree on the best, it is no sound
     * minimum, or angles make many. */
    boolean isDoubtful(List<Minimum> found, int tried) {
        if (!(problem.starts() instanceof Starts.Auto) || problem.coefficients().size() > Roles.FEW) {
            return false;
        }
        return AGREEING * found.get(0).starts() < tried || !isSound(objective(), found.get(0).end()) || design(SCANNED).turns();
    }

    /** Whether an end is a minimum that the rows determine. */
    boolean isSound(Objective objective, End end) {
        return end.converged() && new Axes(this, objective, end).determined();
    }

    /** Where scans of designed points end, in search variables. */
    List<double[]> scanned() {
        Objective objective = objective();
        List<double[]> result = new ArrayList<>();
        for (double[] point : new StartScan(design(SCANNED), options.cancellation()).points()) {
            result.add(variables(objective, point));
        }
        return result;
    }

    private StartDesign design(int rows) {
        return new StartDesign(problem, strided(problem.rows(), rows), new boolean[problem.coefficients().size()]);
    }

    static int[] strided(int rows, int most) {
        int count = Math.min(rows, most);
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            result[i] = (int) ((i + 0.5) * rows / count);
        }
        return result;
    }

    private List<double[]> designed(int[] rows) {
        return best(new StartDesign(problem, rows, new boolean[problem.coefficients().size()]).points(),
                problem.coefficients().size() > Roles.FEW ? DESCENTS_OF_MANY : DESCENTS);
    }

    /** Points with what is missing of them filled in by design, each set of missing ones by a design of its own. */
    private List<double[]> completed(double[][] points, int[] rows) {
        List<double[]> result = new ArrayList<>(points.length);
        boolean[] designed = new boolean[0];
        StartDesign design = null;
        Objective objective = objective();
        for (double[] given : points) {
            double[] point = withoutZeros(objective, given);
            boolean[] known = new boolean[point.length];
            int count = 0;
            for (int j = 0; j < point.length; j++) {
                known[j] = !Double.isNaN(point[j]);
                count += known[j] ? 1 : 0;
            }
            if (count == 0 || count == point.length) {
                result.addAll(count == 0 ? designed(rows) : List.of(point));
                continue;
            }
            if (design == null || !Arrays.equals(known, designed)) {
                designed = known;
                design = new StartDesign(problem, rows, known);
            }
            result.addAll(best(design.pointsAround(point), 1));
        }
        return result;
    }

    /** A point of which nothing is known where it is zero, if the objective has no finite slope there. */
    private static double[] withoutZeros(Objective objective, double[] point) {
        double[] moved = point.clone();
        boolean zeros = false;
        boolean complete = true;
        for (int j = 0; j < moved.length; j++) {
            complete &= !Double.isNaN(point[j]);
            zeros |= point[j] == 0;
            moved[j] = point[j] == 0 ? Double.NaN : point[j];
        }
        if (!zeros || !complete) {
            return point;
        }
        objective.evaluate(variables(objective, point), true);
        boolean finite = objective.value <= Double.MAX_VALUE;
        for (double slope : objective.gradient) {
            finite &= Math.abs(slope) <= Double.MAX_VALUE;
        }
        return finite ? point : moved;
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
    List<double[]> best(List<double[]> points, int count) {
        Objective objective = objective();
        double[] values = new double[points.size()];
        Integer[] order = new Integer[values.length];
        for (int i = 0; i < values.length; i++) {
            options.cancellation().poll();
            objective.evaluate(variables(objective, points.get(i)), false);
            values[i] = objective.value <= Double.MAX_VALUE ? objective.value : Double.POSITIVE_INFINITY;
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
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
        if (areVeryMany(starts.size())) {
            return descend(starts, damping, Pace.BRISK, Math.max(Descent.QUICK, SHARED_BRISKLY / starts.size()), new int[0]);
        }
        int share = SHARED / Math.max(1, starts.size());
        int most = problem.coefficients().size() > Roles.FEW ? Descent.CLOSE : Descent.PATIENT;
        return descend(starts, damping, Math.max(Descent.QUICK, Math.min(share, most)), new int[0]);
    }

    /** Evaluations that many descents share evenly; what needs more than its share is given up, and counted. */
    private static final int SHARED = 270_000;
    /** The same of very many, of which hardly any needs its share. */
    private static final int SHARED_BRISKLY = 450_000;
    static final int VERY_MANY = 1000;

    /** Whether so many descents go {@linkplain Pace#BRISK briskly}, and the best of their ends are to be finished. */
    boolean areVeryMany(int starts) {
        return starts >= VERY_MANY && problem.coefficients().size() <= Roles.FEW;
    }

    /** Descends from each point along the valley floor of some coefficients. */
    End[] descend(List<double[]> starts, double damping, int evaluations, int[] eliminated) {
        return descend(starts, damping, Pace.CAREFUL, evaluations, eliminated);
    }

    private End[] descend(List<double[]> starts, double damping, Pace pace, int evaluations, int[] eliminated) {
        End[] ends = new End[starts.size()];
        KeptDescents kept = kept(ends, starts, damping, pace, evaluations, eliminated);
        int[] open = kept.open();
        Workers.run(options.threads(), open.length, () -> {
            Objective objective = objective();
            Descent descent = new Descent(objective, pace, evaluations, eliminated);
            Descent[] wider = damping > 0 && eliminated.length == 0 ? wider(objective) : new Descent[0];
            return place -> {
                int number = open[place];
                double[] start = starts.get(number);
                for (Descent each : wider) {
                    each.from(start, damping, 0, options.cancellation());
                    start = each.value() <= Double.MAX_VALUE ? each.point() : start;
                }
                descent.from(start, damping, floor, options.cancellation());
                ends[number] = new End(descent.point(), descent.value(), descent.converged());
                kept.done(number);
            };
        });
        return ends;
    }

    /** Where the ends of long searches are kept, block by block; those of others nowhere. */
    private KeptDescents kept(End[] ends, List<double[]> starts, double damping, Pace pace, int evaluations, int[] eliminated) {
        double workOfOne = (double) problem.rows() * Math.min(evaluations, Descent.QUICK);
        int size = KeptDescents.size(workOfOne);
        Keeper keeper = ends.length > size ? options.keeper() : Keeper.NONE;
        double numbers = (problem.columns().length + 2.0) * problem.rows() + (double) problem.coefficients().size() * ends.length;
        return new KeptDescents(ends, size, keeper.of(KeptDescents.Block.class, workOfOne * ends.length, numbers, options.threads(), null,
                "descents", problem, loss, spread, damping, pace, evaluations, eliminated, starts));
    }

    /**
     * With many coefficients a narrow Huber loss is nearly one of absolute values, whose optimum is found as the way to it is:
     * by losses ever narrower. So few rows change sides at a time.
     */
    private Descent[] wider(Objective objective) {
        if (objective.size() <= Roles.FEW || !(loss instanceof Loss.Huber huber)) {
            return new Descent[0];
        }
        Descent[] result = new Descent[WIDER];
        for (int i = 0; i < WIDER; i++) {
            double width = Math.scalb(huber.delta(), WIDER - i);
            result[i] = new Descent(objective.with(new Loss.Huber(width), spread * width / huber.delta()), Descent.QUICK, new int[0]);
        }
        return result;
    }

    /** Huber losses before the one that is meant, each twice as narrow as the one before. */
    private static final int WIDER = 6;

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
    List<Minimum> minima(End[] ends) {
        List<Minimum> all = new ArrayList<>(ends.length);
        for (End end : ends) {
            all.add(new Minimum(end, 1));
        }
        return merged(all);
    }

    /** Ascending by objective, the places of one objective each in the order found. */
    List<Minimum> merged(List<Minimum> minima) {
        Minimum[] sorted = minima.toArray(new Minimum[0]);
        Arrays.sort(sorted, (a, b) -> Double.compare(a.end().value(), b.end().value()));
        List<Minimum> result = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        Objective objective = objective();
        for (Minimum minimum : sorted) {
            if (!(minimum.end().value() <= Double.MAX_VALUE)) {
                break;
            }
            int same = -1;
            for (int i = result.size() - 1; i >= 0 && same < 0 && isSame(result.get(i).end().value(), minimum.end().value()); i--) {
                same = places.get(i).reaches(objective, minimum.end()) ? i : -1;
            }
            if (same >= 0) {
                result.set(same, new Minimum(result.get(same).end(), result.get(same).starts() + minimum.starts()));
            } else {
                result.add(minimum);
                places.add(new Place(minimum.end(), floor));
            }
        }
        return result;
    }

    boolean isSame(double best, double value) {
        return value - best <= SAME * best + floor;
    }
}
