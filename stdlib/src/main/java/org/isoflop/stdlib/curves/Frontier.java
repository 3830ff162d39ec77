package org.isoflop.stdlib.curves;

/** Which runs are lowest where, among all runs or among those that a resample has. */
sealed interface Frontier permits Buckets, Hull {
    /**
     * Follows the lowest curves of the runs that are there.
     *
     * @return the run and the loss at each place
     */
    Lowest among(boolean[] present);

    /** The natural logarithms of compute at the places. */
    double[] places();

    /**
     * What is lowest.
     *
     * @param runs the run at each place, -1 where there is none
     * @param losses the loss at each place, NaN where there is none
     */
    record Lowest(int[] runs, double[] losses) {
    }
}
