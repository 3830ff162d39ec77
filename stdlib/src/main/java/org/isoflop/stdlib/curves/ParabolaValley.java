package org.isoflop.stdlib.curves;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A parabola over the logarithm of the size by least squares. Logarithms are centred and brought into -1..1, so that sums of
 * their powers keep their digits; a resample then only weights these powers.
 */
final class ParabolaValley extends Valley {
    private static final int POWERS = 7;

    private final double centre;
    private final double halfWidth;
    private final double offset;
    private final double tolerance;
    /** For each row t, t², t³, t⁴, y, t·y, t²·y. */
    private final double[] powers;

    /** The parabola traced last, above {@link #offset}. */
    private double constant;
    private double linear;
    private double square;

    ParabolaValley(double[] sizes, double[] losses, double tolerance) {
        super(sizes, losses);
        this.tolerance = tolerance;
        int rows = logSizes.length;
        double low = logSizes[0];
        double high = logSizes[rows - 1];
        centre = (low + high) / 2;
        halfWidth = high > low ? (high - low) / 2 : 1;
        offset = Arrays.stream(losses).sum() / rows;
        powers = new double[rows * POWERS];
        for (int i = 0; i < rows; i++) {
            double t = (logSizes[i] - centre) / halfWidth;
            double y = this.losses[i] - offset;
            double[] row = {t, t * t, t * t * t, t * t * t * t, y, t * y, t * t * y};
            System.arraycopy(row, 0, powers, i * POWERS, POWERS);
        }
    }

    @Override
    boolean trace(double[] weights) {
        double count = 0;
        double t1 = 0;
        double t2 = 0;
        double t3 = 0;
        double t4 = 0;
        double y0 = 0;
        double y1 = 0;
        double y2 = 0;
        for (int i = 0, at = 0; i < weights.length; i++, at += POWERS) {
            double weight = weights[i];
            if (weight == 0) {
                continue;
            }
            count += weight;
            t1 += weight * powers[at];
            t2 += weight * powers[at + 1];
            t3 += weight * powers[at + 2];
            t4 += weight * powers[at + 3];
            y0 += weight * powers[at + 4];
            y1 += weight * powers[at + 5];
            y2 += weight * powers[at + 6];
        }
        double tt = t2 - t1 * t1 / count;
        double tq = t3 - t1 * t2 / count;
        double qq = t4 - t2 * t2 / count;
        double ty = y1 - t1 * y0 / count;
        double qy = y2 - t2 * y0 / count;
        double determinant = tt * qq - tq * tq;
        square = (tt * qy - tq * ty) / determinant;
        linear = (qq * ty - tq * qy) / determinant;
        constant = y0 / count - linear * t1 / count - square * t2 / count;
        curvature = square / (halfWidth * halfWidth);
        if (!(curvature > 0)) {
            return false;
        }
        double vertex = -linear / (2 * square);
        lowest = centre + halfWidth * vertex;
        loss = offset + constant + linear * vertex / 2;
        double reach = Math.sqrt(tolerance * Math.abs(loss) / curvature);
        lower = lowest - reach;
        upper = lowest + reach;
        return true;
    }

    @Override
    DoubleUnaryOperator traced() {
        double least = loss;
        double at = lowest;
        double rise = curvature;
        return logSize -> least + rise * (logSize - at) * (logSize - at);
    }

    /** How far a run's loss lies from the parabola through some others. */
    static double error(IsoFlopRuns runs, int[] others, int row) {
        ParabolaValley parabola = new ParabolaValley(runs.sizesOf(others), runs.lossesOf(others), 0);
        parabola.trace(parabola.once());
        double t = (Math.log(runs.sizes()[row]) - parabola.centre) / parabola.halfWidth;
        return runs.losses()[row] - parabola.offset - (parabola.constant + t * (parabola.linear + t * parabola.square));
    }

    /** How far a row lies from the parabola traced last. */
    double residual(int row) {
        double t = powers[row * POWERS];
        return powers[row * POWERS + 4] - (constant + t * (linear + t * square));
    }
}
