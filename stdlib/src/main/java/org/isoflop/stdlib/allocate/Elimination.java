package org.isoflop.stdlib.allocate;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The line on which independent linear equations slope u = -intercept, one fewer than there are coordinates, hold.
 *
 * @param binding which conditions they are
 * @param direction the way along it, of length one
 * @param inverse {@code [coordinate][equation]}: u0 = -inverse intercept is the point of the line that is nearest to the origin
 */
record Elimination(int[] binding, double[] direction, double[][] inverse) {
    /** Null where the equations depend on each other. */
    static @Nullable Elimination of(double[][] slope, List<Integer> binding) {
        int equations = binding.size();
        int size = equations + 1;
        int[] which = binding.stream().mapToInt(Integer::intValue).toArray();
        if (equations == 0) {
            return new Elimination(which, new double[] {1}, new double[1][0]);
        }
        RealMatrix transposed = new Array2DRowRealMatrix(size, equations);
        for (int m = 0; m < equations; m++) {
            transposed.setColumn(m, slope[which[m]]);
        }
        QRDecomposition parts = new QRDecomposition(transposed);
        RealMatrix triangle = parts.getR().getSubMatrix(0, equations - 1, 0, equations - 1);
        for (int m = 0; m < equations; m++) {
            if (!(Math.abs(triangle.getEntry(m, m)) > 1e-9 * transposed.getColumnVector(m).getNorm())) {
                return null;
            }
        }
        RealMatrix basis = parts.getQ().getSubMatrix(0, size - 1, 0, equations - 1);
        RealMatrix inverse = basis.multiply(MatrixUtils.inverse(triangle.transpose()));
        return new Elimination(which, parts.getQ().getColumn(size - 1), inverse.getData());
    }
}
