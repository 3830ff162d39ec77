package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.kernel.Kernel;

/**
 * Points to descend from. What enters linearly is projected out; of the rest, finite ranges are covered evenly and open
 * ones over the orders of magnitude in which they change the prediction's shape.
 */
final class StartDesign {
    private static final int DECADES = 15;
    private static final int PROBES = 24;
    private static final int LEVELS = 64;
    private static final int ALONG = 24;
    /** The part of the design of a place that lies between the ends of its column. */
    private static final double WITHIN = 0.75;
    /** Points of a large design, and rows that may be evaluated for it. */
    private static final int FEWEST = 400;
    private static final int MOST = 4096;
    private static final int PLACED = 1_000_000;
    private static final int TURNS = 1024;

    private final FitProblem problem;
    private final boolean[] known;
    private final Roles roles;
    private final Projection projection;
    /** Roles of coefficients to be covered, and for each its low and high end, in decades where open. */
    private final int[] open;
    private final double[] low;
    private final double[] high;
    /** Of coefficients that may be a place on a column, the column's ends: between them half of the design lies. */
    private final double[] first;
    private final double[] last;

    StartDesign(FitProblem problem, int[] rows, boolean[] known) {
        this.problem = problem;
        this.known = known;
        roles = Roles.of(problem);
        projection = new Projection(problem, rows, known);
        int size = roles.count();
        int[] found = new int[size];
        int count = 0;
        for (int j = 0; j < size; j++) {
            if (Arrays.stream(roles.members(j)).anyMatch(member -> !known[member]) && !projection.isLinear(roles.first(j))) {
                found[count++] = j;
            }
        }
        open = Arrays.copyOf(found, count);
        low = new double[size];
        high = new double[size];
        first = new double[size];
        last = new double[size];
        for (int j : open) {
            Coefficient c = coefficient(j);
            low[j] = c.lower();
            high[j] = c.upper();
            if (isOpen(c)) {
                findDecades(j);
                locate(j, rows);
            }
        }
    }

    /** Finds between which ends of a column a place lies. */
    private void locate(int j, int[] rows) {
        int columns = problem.columns().length;
        Kernel opposites = roles.prediction().opposites(columns + j, columns);
        if (opposites.outputCount() == 0) {
            return;
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double[] inputs = new double[opposites.inputCount()];
        double[] results = new double[opposites.outputCount()];
        for (int row : rows) {
            fillProbe(inputs, row);
            opposites.evaluate(inputs, results);
            least = Math.min(least, results[0]);
            most = Math.max(most, results[0]);
        }
        first[j] = Math.max(least, coefficient(j).lower());
        last[j] = Math.min(most, coefficient(j).upper());
    }

    Projection projection() {
        return projection;
    }

    /** The coefficients that the design covers. */
    int[] covered() {
        return open.clone();
    }

    /** Whether some coefficient that is covered stands within a sine or cosine, so that there are many minima. */
    boolean turns() {
        for (int j : open) {
            if (roles.prediction().angles(problem.columns().length + j).outputCount() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The covered coefficients that may be places on a column. */
    int[] places() {
        return Arrays.stream(open).filter(j -> first[j] < last[j]).toArray();
    }

    /** Places all along the column of a coefficient that may be one. */
    double[] along(int j) {
        double[] result = new double[ALONG];
        for (int i = 0; i < result.length; i++) {
            result[i] = first[j] + (i + 0.5) / ALONG * (last[j] - first[j]);
        }
        return result;
    }

    /** Values to be tried of a coefficient, all over its range: of a period or frequency four a turn. */
    double[] levels(int j) {
        double[] turning = turning(j);
        if (turning.length > 0) {
            return turning;
        }
        double[] result = new double[LEVELS];
        for (int i = 0; i < result.length; i++) {
            result[i] = value(j, (i + 0.5) / result.length);
        }
        return result;
    }

    /** Values between which an angle's span over the rows differs by a quarter of a turn; none if the coefficient sets no angle. */
    private double[] turning(int j) {
        int columns = problem.columns().length;
        Kernel angles = roles.prediction().angles(columns + j);
        if (angles.outputCount() == 0 || !isOpen(coefficient(j))) {
            return new double[0];
        }
        double once = span(angles, columns + j, 1);
        double twice = span(angles, columns + j, 2);
        boolean frequency = Math.abs(twice - 2 * once) < 1e-9 * once;
        boolean period = Math.abs(2 * twice - once) < 1e-9 * once;
        if (!frequency && !period) {
            return new double[0];
        }
        // Up to half a turn a row (Nyquist).
        double[] result = new double[Math.min(2 * problem.rows(), TURNS)];
        for (int i = 0; i < result.length; i++) {
            double turns = (i + 1) * Math.PI / 2 / once;
            result[i] = frequency ? turns : 1 / turns;
        }
        return result;
    }

    private double span(Kernel angles, int input, double value) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double[] inputs = new double[angles.inputCount()];
        double[] results = new double[angles.outputCount()];
        for (int row = 0; row < problem.rows(); row++) {
            fillProbe(inputs, row);
            inputs[input] = value;
            angles.evaluate(inputs, results);
            least = Math.min(least, results[0]);
            most = Math.max(most, results[0]);
        }
        return most - least;
    }

    /** The coefficient that has a role, or the first of them. */
    private Coefficient coefficient(int role) {
        return problem.coefficients().get(roles.first(role));
    }

    private static boolean isOpen(Coefficient c) {
        return c.isLogarithmic() || c.upper() - c.lower() > Double.MAX_VALUE;
    }

    /** All designed points, completed: those that cannot be completed are left out. */
    List<double[]> points() {
        int count = switch (open.length) {
            case 0 -> 1;
            case 1 -> 48;
            case 2 -> 81;
            case 3 -> 160;
            default -> 320;
        };
        return points(count);
    }

    /** Many more points, as far as the rows allow. */
    List<double[]> manyPoints() {
        int side = (int) Math.sqrt(Math.max(FEWEST, Math.min(MOST, PLACED / problem.rows())));
        return open.length == 0 ? points() : points(side * side);
    }

    private List<double[]> points(int count) {
        List<double[]> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double[] point = new double[problem.coefficients().size()];
            place(point, i, count);
            if (projection.complete(point)) {
                result.add(point);
            }
        }
        return result;
    }

    /** The points around given values: {@code given} holds what is known, the design the rest. */
    List<double[]> pointsAround(double[] given) {
        int count = open.length == 0 ? 1 : 8 << Math.min(open.length, 3);
        List<double[]> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double[] point = given.clone();
            place(point, i, count);
            if (projection.complete(point)) {
                result.add(point);
            }
        }
        return result;
    }

    private void place(double[] point, int number, int count) {
        int side = (int) Math.round(Math.sqrt(count));
        for (int k = 0; k < open.length; k++) {
            double t = open.length == 1
                    ? (number + 0.5) / count
                    : open.length == 2
                            ? ((k == 0 ? number / side : number % side) + 0.5) / side
                            : fraction(0.5 + (number + 1) * ratio(k));
            double value = value(open[k], t);
            for (int member : roles.members(open[k])) {
                point[member] = known[member] ? point[member] : value;
            }
        }
    }

    /** Powers of the generalised golden ratio: an even spread in any number of dimensions (Roberts 2018). */
    private double ratio(int k) {
        double phi = 1.5;
        for (int i = 0; i < 30; i++) {
            phi = Math.pow(1 + phi, 1.0 / (open.length + 1));
        }
        return Math.pow(phi, -(k + 1));
    }

    private static double fraction(double x) {
        return x - Math.floor(x);
    }

    private double value(int j, double t) {
        if (!isOpen(coefficient(j))) {
            return low[j] + t * (high[j] - low[j]);
        }
        boolean located = first[j] < last[j];
        return !located ? size(j, t) : t < WITHIN ? first[j] + t / WITHIN * (last[j] - first[j]) : size(j, (t - WITHIN) / (1 - WITHIN));
    }

    private double size(int j, double t) {
        Coefficient c = coefficient(j);
        boolean bothSigns = c.lower() < 0 && c.upper() > 0;
        double part = bothSigns ? Math.abs(2 * t - 1) : t;
        double size = Math.pow(10, low[j] + part * (high[j] - low[j]));
        double signed = bothSigns && t < 0.5 || c.upper() <= 0 ? -size : size;
        return Math.max(c.lower(), Math.min(signed, c.upper()));
    }

    /** The orders of magnitude in which the coefficient bends the prediction differently from row to row. */
    private void findDecades(int j) {
        int columns = problem.columns().length;
        Kernel kernel = roles.prediction().withGradient(columns + j);
        double[] activity = new double[2 * DECADES + 1];
        double[] results = new double[2];
        double[] inputs = new double[kernel.inputCount()];
        boolean negative = coefficient(j).upper() <= 0;
        for (int decade = 0; decade < activity.length; decade++) {
            double size = Math.pow(10, decade - DECADES);
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int probe = 0; probe < PROBES; probe++) {
                fillProbe(inputs, (int) ((probe + 0.5) * problem.rows() / PROBES));
                inputs[columns + j] = negative ? -size : size;
                kernel.evaluate(inputs, results);
                double effect = results[1] * size / (Math.abs(results[0]) + 1e-300);
                least = Math.min(least, effect);
                most = Math.max(most, effect);
            }
            double spread = most - least;
            activity[decade] = spread <= Double.MAX_VALUE ? Math.min(spread, 1e3) : 0;
        }
        span(j, activity);
    }

    private void fillProbe(double[] inputs, int row) {
        for (int input = 0; input < inputs.length; input++) {
            if (input < problem.columns().length) {
                inputs[input] = problem.columns()[input][row];
            } else {
                Coefficient c = coefficient(input - problem.columns().length);
                double middle = isOpen(c) ? 1 : (c.lower() + c.upper()) / 2;
                inputs[input] = Math.max(c.lower(), Math.min(middle, c.upper()));
            }
        }
    }

    private void span(int j, double[] activity) {
        double most = 0;
        for (double a : activity) {
            most = Math.max(most, a);
        }
        low[j] = -2;
        high[j] = 2;
        if (most == 0) {
            return;
        }
        int first = 0;
        int last = activity.length - 1;
        double threshold = Math.min(most, 1) * 0.02;
        while (activity[first] < threshold) {
            first++;
        }
        while (activity[last] < threshold) {
            last--;
        }
        low[j] = first - DECADES - 0.5;
        high[j] = last - DECADES + 0.5;
    }
}
