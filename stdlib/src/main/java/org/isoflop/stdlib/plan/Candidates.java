package org.isoflop.stdlib.plan;

/**
 * Runs that might be made, as far as an estimate with draws foresees them. Everything is measured where errors add: in the
 * logarithm of a loss, say, if its errors are relative ones. Arrays are not copied.
 *
 * @param predictions {@code predictions[candidate][draw]}: what each draw of the estimate predicts the run to give, finite
 * @param target what each draw says of the quantity that is to be known better, finite
 * @param noise the variance of the error that a run is observed with, above zero, by candidate
 * @param cost what a run costs, above zero, by candidate
 */
public record Candidates(double[][] predictions, double[] target, double[] noise, double[] cost) {
    /**
     * Checks that there are runs and draws, as many of each as there should be.
     *
     * @throws IllegalArgumentException if lengths differ, there are fewer than three draws or no candidates, or a noise or a
     *     cost is not above zero
     */
    public Candidates {
        if (predictions.length == 0 || noise.length != predictions.length || cost.length != predictions.length) {
            throw new IllegalArgumentException("as many costs and noises as candidates, at least one");
        }
        if (target.length < 3) {
            throw new IllegalArgumentException("at least three draws");
        }
        for (int i = 0; i < predictions.length; i++) {
            if (predictions[i].length != target.length) {
                throw new IllegalArgumentException("a prediction by each draw");
            }
            if (!(noise[i] > 0) || !(cost[i] > 0)) {
                throw new IllegalArgumentException("noise and cost are above zero");
            }
        }
    }

    /** How many there are. */
    public int size() {
        return predictions.length;
    }

    /** The largest squared correlation of a prediction with the target; about 1 / draws is chance. */
    public double correlation() {
        Candidates centred = Designer.centred(this);
        Conditioned nothing = Conditioned.of(centred, 0);
        double most = 0;
        for (int i = 0; i < size(); i++) {
            most = Math.max(most, nothing.correlation(i));
        }
        return most;
    }

    /** How many draws the estimate has. */
    public int draws() {
        return target.length;
    }
}
