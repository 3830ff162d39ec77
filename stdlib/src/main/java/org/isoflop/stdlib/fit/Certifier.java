package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether an end is an optimum, and goes on from wherever a restart got lower. Ends that are none, or where the rows no
 * longer determine the coefficients (a plateau), are left by descents along the valley floor of the coefficients that enter
 * linearly: first from the given starts, then from designed ones.
 */
final class Certifier {
    /** What counts as lower: well above what a converged descent may leave. */
    private static final double LOWER = 1e-9;
    /** What may be left of the slope. */
    static final double STATIONARY = 1e-5;
    private static final int ROUNDS = 4;
    private static final int RESCUED = 16;

    private final int size;
    private Search search;
    private Objective objective;
    private List<Search.Minimum> minima;
    private int restarts;
    private double gain;

    Certifier(Search search, List<Search.Minimum> minima) {
        this.search = search;
        this.minima = minima;
        objective = search.objective();
        size = objective.size();
    }

    /** Goes on with minima of the same problem on other rows, or with another loss. */
    void use(Search other, List<Search.Minimum> found) {
        search = other;
        objective = other.objective();
        minima = found;
    }

    /** The minima, the best first, after what the restarts found. */
    List<Search.Minimum> minima() {
        return minima;
    }

    /** Leaves a first end that is no optimum, descending from points given in search variables or, failing that, designed. */
    void rescue(List<double[]> starts) {
        if (isSound(minima.get(0).end())) {
            return;
        }
        int[] rows = Search.strided(search.problem().rows(), 2000);
        int[] linear = new Projection(search.problem(), rows, new boolean[size]).linear();
        List<double[]> points = new ArrayList<>(starts.subList(0, Math.min(starts.size(), RESCUED)));
        points.add(minima.get(0).end().point());
        descendAlong(points, linear);
        if (!isSound(minima.get(0).end()) && search.problem().starts() instanceof Starts.Points) {
            List<double[]> designed = new ArrayList<>();
            for (double[] each : search.best(new StartDesign(search.problem(), rows, new boolean[size]).points(), RESCUED)) {
                designed.add(Search.variables(objective, each));
            }
            descendAlong(designed, linear);
        }
        preferNear(starts.get(0));
    }

    private void descendAlong(List<double[]> points, int[] linear) {
        List<double[]> ends = new ArrayList<>(points.size());
        for (Search.End end : search.descend(points, 0.1, Descent.PATIENT, linear)) {
            if (end.value() <= Double.MAX_VALUE) {
                ends.add(end.point());
            }
        }
        add(search.descend(ends, 0, Descent.PATIENT, new int[0]));
    }

    /** Takes in ends of restarts. */
    private void add(Search.End[] ends) {
        double value = minima.get(0).end().value();
        List<Search.Minimum> all = new ArrayList<>(minima);
        for (Search.End end : ends) {
            all.add(new Search.Minimum(end, 0));
        }
        minima = search.merged(all);
        restarts += ends.length;
        double lowest = minima.get(0).end().value();
        if (value - lowest > LOWER * value) {
            gain = Math.max(gain, (value - lowest) / value);
        }
    }

    /** Of places equally deep the one nearest to the start is the first: terms keep the order they were given in. */
    private void preferNear(double[] start) {
        int nearest = 0;
        exchange(start);
        double value = minima.get(0).end().value();
        for (int i = 1; i < minima.size() && search.isSame(value, minima.get(i).end().value()); i++) {
            if (distance(start, minima.get(i)) < distance(start, minima.get(nearest))) {
                nearest = i;
            }
        }
        List<Search.Minimum> ordered = new ArrayList<>(minima);
        ordered.add(0, ordered.remove(nearest));
        minima = ordered;
    }

    /** Puts terms that may be exchanged without changing the law into the order that is nearer to the start. */
    private void exchange(double[] start) {
        Search.Minimum best = minima.get(0);
        double[] point = best.end().point();
        for (int[] places : Exchange.of(search.problem())) {
            double[] exchanged = Exchange.exchanged(point, places);
            if (distance(start, exchanged) < distance(start, point)) {
                point = exchanged;
            }
        }
        if (point != best.end().point()) {
            minima.set(0, new Search.Minimum(search.descend(List.of(point), 0)[0], best.starts()));
        }
    }

    private static double distance(double[] start, Search.Minimum minimum) {
        return distance(start, minimum.end().point());
    }

    private static double distance(double[] start, double[] point) {
        double sum = 0;
        for (int j = 0; j < start.length; j++) {
            double to = point[j];
            double length = Math.abs(start[j]) + Math.abs(to);
            sum += length == 0 ? 0 : Math.abs(to - start[j]) / length;
        }
        return sum;
    }

    private boolean isSound(Search.End end) {
        return search.isSound(objective, end);
    }

    /** Descends from around the best end until nothing gets lower. */
    void restart() {
        for (int round = 0; round < ROUNDS; round++) {
            Search.End best = minima.get(0).end();
            if (best.value() <= search.floor()) {
                return;
            }
            double before = gain;
            int starts = minima.get(0).starts();
            add(search.descend(new Axes(search, objective, best).around(), 0, Descent.PATIENT, new int[0]));
            double least = Math.max(LOWER * best.value(), Search.noise(best.value(), search.floor()));
            if (best.value() - minima.get(0).end().value() <= least) {
                gain = before;
                return;
            }
            minima.set(0, new Search.Minimum(minima.get(0).end(), Math.max(starts, minima.get(0).starts())));
        }
    }

    /** The certificate of an end that rows met exactly hold, with what is left of the slope. */
    Certificate certificate(Search.End end, double stationarity) {
        boolean determined = new Axes(search, objective, end).determined();
        Certificate.Ending ending = end.value() <= search.floor()
                ? Certificate.Ending.ROUNDING
                : end.converged() ? Certificate.Ending.VERTEX : Certificate.Ending.UNFINISHED;
        return new Certificate(ending, stationarity, 0, determined, restarts, gain);
    }

    /** The certificate of the best end. */
    Certificate certificate() {
        Search.End best = minima.get(0).end();
        Axes axes = new Axes(search, objective, best);
        double left = axes.gradientNorm() * axes.gradientNorm() * best.value();
        Certificate.Ending ending = axes.gradientNorm() <= STATIONARY && best.value() > search.floor()
                ? Certificate.Ending.STATIONARY
                : left <= Search.noise(best.value(), search.floor()) || best.value() <= search.floor()
                        ? Certificate.Ending.ROUNDING
                        : Certificate.Ending.UNFINISHED;
        double among = ending == Certificate.Ending.UNFINISHED
                ? new Kink(objective, best.point()).gradientNorm()
                : Double.POSITIVE_INFINITY;
        return among <= STATIONARY
                ? new Certificate(Certificate.Ending.KINK, among, 0, axes.determined(), restarts, gain)
                : new Certificate(ending, axes.gradientNorm(), axes.step(), axes.determined(), restarts, gain);
    }
}
