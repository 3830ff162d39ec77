package org.isoflop.stdlib.fit;

/** Rows that determine as many variables as there are. */
final class IndependentRows {
    /** What a residual counts for beside slopes: those below a thousandth of the farthest are all alike. */
    private static final double ALIKE = 1e-6;

    private IndependentRows() {
    }

    /**
     * As many rows as variables by Gram and Schmidt, each time the one least explained by those taken. Of rows that are explained
     * alike the one that deviates less comes first: it is the likelier one to be met.
     *
     * @param slopes of each row along each variable, in comparable units; they are changed
     * @param deviations how far each row is from being met
     * @param count of the variables
     * @return whether each row is one of them
     */
    static boolean[] among(double[][] slopes, double[] deviations, int count) {
        double farthest = Double.MIN_NORMAL;
        for (double deviation : deviations) {
            farthest = Math.max(farthest, deviation);
        }
        boolean[] taken = new boolean[slopes.length];
        for (int round = 0; round < count; round++) {
            int best = -1;
            double longest = 0;
            for (int row = 0; row < slopes.length; row++) {
                double part = deviations[row] / farthest;
                double merit = Matrices.dot(slopes[row], slopes[row]) / (ALIKE + part * part);
                if (!taken[row] && merit > longest) {
                    longest = merit;
                    best = row;
                }
            }
            if (best < 0) {
                break;
            }
            taken[best] = true;
            double[] axis = slopes[best].clone();
            double square = Matrices.dot(axis, axis);
            for (double[] slope : slopes) {
                double part = Matrices.dot(slope, axis) / square;
                for (int j = 0; j < axis.length; j++) {
                    slope[j] -= part * axis[j];
                }
            }
        }
        return taken;
    }
}
