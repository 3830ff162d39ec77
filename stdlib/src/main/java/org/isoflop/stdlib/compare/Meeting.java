package org.isoflop.stdlib.compare;

import java.util.Arrays;
import org.isoflop.stdlib.Cancellation;

/**
 * Where curves over a positive resource, such as compute, reach a target or cross. All work goes on many curves side by side: a
 * point and its draws. Roots are found in the logarithm of the resource, by false position with halved ends (Dowell and Jarratt
 * 1971) and bisection where that is slow, to rounding.
 */
public final class Meeting {
    /** Curves are followed to this factor up and down. */
    private static final double FURTHEST = Math.log(1e30);
    /** Places at which the sign of a difference is looked at. */
    private static final int GRID = 128;
    private static final int ITERATIONS = 200;
    private static final double PRECISION = 4e-16;

    private Meeting() {
    }

    /** Curves side by side. */
    @FunctionalInterface
    public interface Curves {
        /** What each of them gives at a place of its own; NaN where it has no value. */
        double[] at(double[] resources);
    }

    /** Where a factor of the resource beyond which curves are not followed, up and down, leads to. */
    public static double furthest(double from) {
        return from * Math.exp(FURTHEST);
    }

    /**
     * Where curves that only fall, or only rise, reach their targets.
     *
     * @param targets one for each curve
     * @param from where the search begins
     * @return for each curve its resource; NaN where it does not reach its target within a factor of 1e30 of the beginning
     */
    public static double[] reach(Curves curves, double[] targets, double from, Cancellation cancellation) {
        int count = targets.length;
        double start = Math.log(from);
        Curves above = shifted(curves, targets);
        double[] low = filled(count, start);
        double[] high = low.clone();
        double[] atLow = above.at(exponentials(low));
        double[] atHigh = atLow.clone();
        boolean[] found = new boolean[count];
        for (double step = 0.25; step < 2 * FURTHEST; step *= 2) {
            cancellation.poll();
            double distance = Math.min(step, FURTHEST);
            double[] up = filled(count, start + distance);
            double[] down = filled(count, start - distance);
            double[] atUp = above.at(exponentials(up));
            double[] atDown = above.at(exponentials(down));
            for (int i = 0; i < count; i++) {
                if (found[i]) {
                    continue;
                }
                // Until a sign changes, both ends move out; then the end that met it stays with its neighbour.
                if (changes(atHigh[i], atUp[i])) {
                    found[i] = true;
                    low[i] = high[i];
                    atLow[i] = atHigh[i];
                    high[i] = up[i];
                    atHigh[i] = atUp[i];
                } else if (changes(atDown[i], atLow[i])) {
                    found[i] = true;
                    high[i] = low[i];
                    atHigh[i] = atLow[i];
                    low[i] = down[i];
                    atLow[i] = atDown[i];
                } else {
                    high[i] = up[i];
                    atHigh[i] = atUp[i];
                    low[i] = down[i];
                    atLow[i] = atDown[i];
                }
            }
        }
        return solved(above, low, high, atLow, atHigh, found, cancellation);
    }

    /**
     * The lowest place within a range at which differences change their sign.
     *
     * @param count how many differences there are
     * @return for each its place; NaN where the sign stays
     */
    public static double[] crossings(Curves differences, int count, double lower, double upper, Cancellation cancellation) {
        double start = Math.log(lower);
        double step = (Math.log(upper) - start) / GRID;
        double[] low = new double[count];
        double[] high = new double[count];
        double[] atLow = new double[count];
        double[] atHigh = new double[count];
        boolean[] found = new boolean[count];
        double[] last = differences.at(filled(count, lower));
        double[] lastAt = filled(count, start);
        for (int k = 1; k <= GRID; k++) {
            cancellation.poll();
            double place = k == GRID ? Math.log(upper) : start + k * step;
            double[] now = differences.at(filled(count, k == GRID ? upper : Math.exp(place)));
            for (int i = 0; i < count; i++) {
                if (!found[i] && last[i] * now[i] < 0) {
                    found[i] = true;
                    low[i] = lastAt[i];
                    atLow[i] = last[i];
                    high[i] = place;
                    atHigh[i] = now[i];
                }
                if (now[i] != 0 && now[i] == now[i]) {
                    last[i] = now[i];
                    lastAt[i] = place;
                }
            }
        }
        return solved(differences, low, high, atLow, atHigh, found, cancellation);
    }

    private static Curves shifted(Curves curves, double[] targets) {
        return resources -> {
            double[] values = curves.at(resources).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] -= targets[i];
            }
            return values;
        };
    }

    private static boolean changes(double one, double other) {
        return one == 0 || other == 0 || one < 0 && other > 0 || one > 0 && other < 0;
    }

    private static double[] filled(int count, double value) {
        double[] all = new double[count];
        Arrays.fill(all, value);
        return all;
    }

    private static double[] exponentials(double[] logarithms) {
        return Arrays.stream(logarithms).map(Math::exp).toArray();
    }

    /** The roots between ends of different signs. */
    private static double[] solved(Curves curves, double[] low, double[] high, double[] atLow, double[] atHigh, boolean[] found,
            Cancellation cancellation) {
        int count = found.length;
        boolean[] open = found.clone();
        double[] place = new double[count];
        int[] side = new int[count];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            cancellation.poll();
            boolean any = false;
            for (int i = 0; i < count; i++) {
                open[i] &= atLow[i] != 0 && atHigh[i] != 0 && high[i] - low[i] > PRECISION * Math.max(1, Math.abs(high[i]));
                any |= open[i];
                double secant = high[i] - atHigh[i] * (high[i] - low[i]) / (atHigh[i] - atLow[i]);
                boolean within = secant > low[i] && secant < high[i];
                place[i] = within && iteration % 3 != 2 ? secant : (low[i] + high[i]) / 2;
            }
            if (!any) {
                break;
            }
            double[] at = curves.at(exponentials(place));
            for (int i = 0; i < count; i++) {
                if (open[i]) {
                    narrow(i, place[i], at[i], low, high, atLow, atHigh, side);
                }
            }
        }
        double[] roots = new double[count];
        for (int i = 0; i < count; i++) {
            double root = atLow[i] == 0 ? low[i] : atHigh[i] == 0 ? high[i] : (low[i] + high[i]) / 2;
            roots[i] = found[i] ? Math.exp(root) : Double.NaN;
        }
        return roots;
    }

    private static void narrow(int i, double place, double at, double[] low, double[] high, double[] atLow, double[] atHigh, int[] side) {
        if (at == 0) {
            low[i] = place;
            high[i] = place;
            atLow[i] = 0;
            atHigh[i] = 0;
        } else if (at < 0 == atLow[i] < 0) {
            low[i] = place;
            atLow[i] = at;
            atHigh[i] *= side[i] == -1 ? 0.5 : 1;
            side[i] = -1;
        } else {
            high[i] = place;
            atHigh[i] = at;
            atLow[i] *= side[i] == 1 ? 0.5 : 1;
            side[i] = 1;
        }
    }
}
