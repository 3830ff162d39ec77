package org.isoflop.interpreter.picture;

import java.util.Arrays;
import org.isoflop.interpreter.plot.PlotModel;
import org.jspecify.annotations.Nullable;

/**
 * Values over a grid.
 *
 * @param xs rising
 * @param ys rising
 * @param values {@code values[row * xs.length + column]}, NaN where there is none
 */
record Grid(double[] xs, double[] ys, double[] values) {
    /** The grid that some points lie on; null where one place has two values or more than half of them have none. */
    static @Nullable Grid of(double[] x, double[] y, double[] z) {
        double[] xs = Arrays.stream(x).filter(Double::isFinite).sorted().distinct().toArray();
        double[] ys = Arrays.stream(y).filter(Double::isFinite).sorted().distinct().toArray();
        if (xs.length < 2 || ys.length < 2 || (double) xs.length * ys.length > 2.0 * x.length) {
            return null;
        }
        double[] values = new double[xs.length * ys.length];
        boolean[] taken = new boolean[values.length];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                continue;
            }
            int at = Arrays.binarySearch(ys, y[i]) * xs.length + Arrays.binarySearch(xs, x[i]);
            if (taken[at]) {
                return null;
            }
            taken[at] = true;
            values[at] = z[i];
        }
        return new Grid(xs, ys, values);
    }

    /** Whether every place has its row. */
    boolean isFull(int rows) {
        return values.length == rows;
    }

    /** The edges of cells in the middle between neighbours, on a logarithmic axis in their geometric middle. */
    static double[] edges(double[] at, PlotModel.Axis axis) {
        double[] edges = new double[at.length + 1];
        for (int i = 1; i < at.length; i++) {
            edges[i] = axis.logarithmic() ? Math.sqrt(at[i - 1] * at[i]) : (at[i - 1] + at[i]) / 2;
        }
        int last = at.length - 1;
        edges[0] = axis.logarithmic() ? at[0] * at[0] / edges[1] : 2 * at[0] - edges[1];
        edges[last + 1] = axis.logarithmic() ? at[last] * at[last] / edges[last] : 2 * at[last] - edges[last];
        return edges;
    }
}
