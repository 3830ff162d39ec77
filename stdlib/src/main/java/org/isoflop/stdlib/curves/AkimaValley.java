package org.isoflop.stdlib.curves;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.interpolation.AkimaSplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.jspecify.annotations.Nullable;

/**
 * An Akima spline through the logarithms of sizes and losses; rows of one size are averaged. Its lowest place is exact: each
 * of its cubics is lowest at an end or where its slope vanishes.
 */
final class AkimaValley extends Valley {
    /** Into so many parts a cubic is cut to see where it crosses a level. */
    private static final int PARTS = 16;
    private static final int HALVINGS = 60;

    private final double tolerance;
    private @Nullable PolynomialSplineFunction last;

    AkimaValley(double[] sizes, double[] losses, double tolerance) {
        super(sizes, losses);
        this.tolerance = tolerance;
    }

    @Override
    boolean trace(double[] weights) {
        PolynomialSplineFunction spline = spline(weights);
        last = spline;
        double[] knots = spline.getKnots();
        PolynomialFunction[] cubics = spline.getPolynomials();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < cubics.length; i++) {
            double[] c = cubics[i].getCoefficients();
            double width = knots[i + 1] - knots[i];
            for (double place : places(c, width)) {
                double value = cubics[i].value(place);
                if (value < least) {
                    least = value;
                    lowest = knots[i] + place;
                    curvature = (c.length > 2 ? c[2] : 0) + 3 * (c.length > 3 ? c[3] : 0) * place;
                }
            }
        }
        loss = Math.exp(least);
        double level = least + Math.log1p(tolerance);
        lower = crossing(spline, lowest, knots[0], level);
        upper = crossing(spline, lowest, knots[knots.length - 1], level);
        return true;
    }

    @Override
    DoubleUnaryOperator traced() {
        PolynomialSplineFunction traced = Objects.requireNonNull(last, "nothing was traced");
        double[] knots = traced.getKnots();
        // Sizes that are nearly the same are one knot between them, so that the first and the last may lie a little outside.
        return logSize -> Math.exp(traced.value(Math.clamp(logSize, knots[0], knots[knots.length - 1])));
    }

    /** Where a cubic may be lowest: its ends, and where its slope vanishes between them. */
    private static double[] places(double[] c, double width) {
        double linear = c.length > 1 ? c[1] : 0;
        double square = c.length > 2 ? c[2] : 0;
        double cube = c.length > 3 ? c[3] : 0;
        // Of the slope linear + 2 square t + 3 cube t², in the form that does not cancel.
        double root = -(square + Math.copySign(Math.sqrt(Math.max(0, square * square - 3 * cube * linear)), square));
        return new double[] {0, width, clamp(linear / root, width), clamp(root / (3 * cube), width)};
    }

    private static double clamp(double place, double width) {
        return place > 0 && place < width ? place : 0;
    }

    /** The place nearest to the minimum at which the spline rises to a level, else the end. */
    private double crossing(PolynomialSplineFunction spline, double from, double end, double level) {
        double step = (end - from) / (PARTS * spline.getN());
        double inside = from;
        for (int i = 1; i <= PARTS * spline.getN(); i++) {
            double outside = i == PARTS * spline.getN() ? end : from + i * step;
            if (spline.value(outside) > level) {
                for (int halving = 0; halving < HALVINGS; halving++) {
                    double middle = (inside + outside) / 2;
                    if (spline.value(middle) > level) {
                        outside = middle;
                    } else {
                        inside = middle;
                    }
                }
                return outside;
            }
            inside = outside;
        }
        return end;
    }

    private PolynomialSplineFunction spline(double[] weights) {
        double[] sum = new double[sizes];
        double[] count = new double[sizes];
        double[] place = new double[sizes];
        for (int i = 0; i < weights.length; i++) {
            sum[sizeOf[i]] += weights[i] * Math.log(losses[i]);
            count[sizeOf[i]] += weights[i];
            place[sizeOf[i]] += weights[i] * logSizes[i];
        }
        int used = 0;
        for (int size = 0; size < sizes; size++) {
            if (count[size] > 0) {
                place[used] = place[size] / count[size];
                sum[used++] = sum[size] / count[size];
            }
        }
        return new AkimaSplineInterpolator().interpolate(Arrays.copyOf(place, used), Arrays.copyOf(sum, used));
    }
}
