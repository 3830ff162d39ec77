package org.isoflop.stdlib.judge;

/**
 * One question to the residuals of a fit, of which a sound fit says no.
 *
 * @param what what was looked for: {@code trend in N}
 * @param kind the family of the question
 * @param statistic a t statistic: how many standard errors what was found lies from nothing
 * @param single the probability of so large a statistic if there is nothing, for this question alone
 * @param pValue the same for as many questions as were asked together (Holm 1979)
 * @param share the part of the residuals' squares that is explained by what was looked for
 */
public record ResidualTest(String what, Kind kind, double statistic, double single, double pValue, double share) {
    /** What a test looks for. */
    public enum Kind {
        /** Residuals that are not centred. */
        MEAN,
        /** Residuals that rise or fall with something. */
        TREND,
        /** Residuals that bend with something. */
        BOW,
        /** Residuals that hang together along the order of the rows. */
        ORDER,
        /** Residuals whose size rises or falls with something. */
        SPREAD
    }
}
