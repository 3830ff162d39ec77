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

    private final FitProblem problem;
    private final Projection projection;
    /** Coefficients to be covered, and for each its low and high end, in decades where open. */
    private final int[] open;
    private final double[] low;
    private final double[] high;

    StartDesign(FitProblem problem, int[] rows, boolean[] known) {
        this.problem = problem;
        projection = new Projection(problem, rows, known);
        int size = problem.coefficients().size();
        int[] found = new int[size];
        int count = 0;
        for (int j = 0; j < size; j++) {
            if (!known[j] && !projection.isLinear(j)) {
                found[count++] = j;
            }
        }
        open = Arrays.copyOf(found, count);
        low = new double[size];
        high = new double[size];
        for (int j : open) {
            Coefficient c = problem.coefficients().get(j);
            low[j] = c.lower();
            high[j] = c.upper();
            if (isOpen(c)) {
                findDecades(j);
            }
        }
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
        List<double[]> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double[] point = new double[low.length];
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
            point[open[k]] = value(open[k], t);
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
        Coefficient c = problem.coefficients().get(j);
        if (!isOpen(c)) {
            return low[j] + t * (high[j] - low[j]);
        }
        boolean bothSigns = c.lower() < 0 && c.upper() > 0;
        double part = bothSigns ? Math.abs(2 * t - 1) : t;
        double size = Math.pow(10, low[j] + part * (high[j] - low[j]));
        double signed = bothSigns && t < 0.5 || c.upper() <= 0 ? -size : size;
        return Math.max(c.lower(), Math.min(signed, c.upper()));
    }

    /** The orders of magnitude in which the coefficient bends the prediction differently from row to row. */
    private void findDecades(int j) {
        int columns = problem.columns().length;
        Kernel kernel = problem.prediction().withGradient(columns + j);
        double[] activity = new double[2 * DECADES + 1];
        double[] results = new double[2];
        double[] inputs = new double[kernel.inputCount()];
        boolean negative = problem.coefficients().get(j).upper() <= 0;
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
                Coefficient c = problem.coefficients().get(input - problem.columns().length);
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
