package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.Locales;

/**
 * Why an end of a fit counts as an optimum. Nothing in it depends on the scale of the data or of the objective: slopes are
 * measured by what they could still gain of the objective, steps in standard errors.
 *
 * @param ending what kind of end it is
 * @param gradientNorm root of the part of the objective that one more step of reweighted least squares would gain along
 *     the projected gradient, at a kink along the shortest vector among the gradients around
 * @param step the largest move of that step, in units of each coefficient's standard error alone: what is missing of an optimum;
 *     0 at a kink
 * @param determined whether the rows determine all coefficients that are not at a bound: the metric is not singular
 * @param restarts descents begun anew around the end, a standard error away in both senses of its principal axes, or from
 *     elsewhere where the first had failed
 * @param restartGain the part of the objective that the first end lay above the certified one, found by such restarts;
 *     0 if they all led back
 */
public record Certificate(Ending ending, double gradientNorm, double step, boolean determined, int restarts, double restartGain) {
    /** What kind of end. */
    public enum Ending {
        /** The projected gradient is zero. */
        STATIONARY("the projected gradient is zero"),
        /** The law has a kink there, and zero lies among the gradients close around it. */
        KINK("the law has a kink there, and the slopes around it balance"),
        /** Rows of zero residual hold it: their multipliers balance the slope (least absolute deviations). */
        VERTEX("rows met exactly hold it, with multipliers within -1..1"),
        /** What is left of the slope, or of the residuals, is rounding error. */
        ROUNDING("all that is left is rounding error"),
        /** None of these. */
        UNFINISHED("not converged");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        /** In words, as {@code the projected gradient is zero}. */
        public String words() {
            return words;
        }
    }

    /** Whether the end is an optimum that no restart could leave. */
    public boolean converged() {
        return ending != Ending.UNFINISHED;
    }

    /** In a line, as {@code the projected gradient is zero (2.1e-13); 10 restarts led back}. */
    public String words() {
        StringBuilder text = new StringBuilder(ending.words());
        text.append(String.format(Locales.NONE, " (%.1e)", gradientNorm));
        if (restarts > 0) {
            text.append("; ").append(restarts).append(restarts == 1 ? " restart" : " restarts");
            text.append(restartGain > 0 ? String.format(Locales.NONE, " gained %.2g of the objective", restartGain) : " led back");
        }
        return text.append(determined ? "" : "; the rows do not determine all coefficients").toString();
    }
}
