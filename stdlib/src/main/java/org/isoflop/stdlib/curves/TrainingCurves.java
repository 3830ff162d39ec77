package org.isoflop.stdlib.curves;

import org.jspecify.annotations.Nullable;

/**
 * Checkpoints of training runs, run after run, each in rising order of what was spent.
 *
 * @param spent what had been spent at each checkpoint, in FLOP
 * @param losses of any unit
 * @param tokens tokens seen at each checkpoint, null where they follow from what was spent and the size
 * @param first where each run begins, and at the end the number of checkpoints
 * @param sizes the parameters of each run
 */
public record TrainingCurves(double[] spent, double[] losses, double @Nullable [] tokens, int[] first, double[] sizes) {
    /** @throws IllegalArgumentException if lengths differ or there is no run */
    public TrainingCurves {
        if (first.length != sizes.length + 1 || sizes.length == 0 || first[sizes.length] != spent.length || losses.length != spent.length
                || tokens != null && tokens.length != spent.length) {
            throw new IllegalArgumentException("columns of different lengths, or no run");
        }
    }

    /** Curves whose tokens follow from what was spent and the size. */
    public static TrainingCurves of(double[] spent, double[] losses, int[] first, double[] sizes) {
        return new TrainingCurves(spent, losses, null, first, sizes);
    }

    /** The same curves with tokens of their own. */
    public TrainingCurves withTokens(double[] seen) {
        return new TrainingCurves(spent, losses, seen, first, sizes);
    }

    /** The number of runs. */
    public int runs() {
        return sizes.length;
    }
}
