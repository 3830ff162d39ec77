package org.isoflop.stdlib.judge;

import java.util.List;

/** Something about a fit that its author should know before he believes it. Rows are numbers of the problem's rows, from 0. */
public sealed interface Finding {
    /** The rows determine only combinations of these coefficients, not each: another choice fits as well. */
    record Unidentified(List<String> coefficients) implements Finding {
    }

    /** The fit came to an end where part of the law is gone: no prediction depends on these coefficients. */
    record Degenerate(List<String> coefficients) implements Finding {
    }

    /** Every row is predicted alike though they differ. */
    record Constant(double prediction) implements Finding {
    }

    /**
     * A coefficient that trades off against others until its standard error says little about it.
     *
     * @param error its standard error
     * @param against the coefficients that make up for it, the strongest first
     */
    record IllConditioned(String coefficient, double value, double error, List<String> against) implements Finding {
    }

    /** An exponent of an argument (its column's number) that hardly varies. */
    record NarrowSpan(int column, String exponent, double decades) implements Finding {
    }

    /** An exponent of an argument (its column's number) that has only two values, through which any curve passes. */
    record FewValues(int column, String exponent, int distinct) implements Finding {
    }

    /** The law passes through every row but for rounding: the rows were computed from it, so that nothing can be learnt from how they err. */
    record Exact(int rows) implements Finding {
    }

    /**
     * The fit says no more of the rows than one number would.
     *
     * @param gain by how much its corrected criterion of Akaike lies above that of a constant fitted alike
     */
    record NoTrend(double gain) implements Finding {
    }

    /** Rows err alike within the groups of something that the law does not take; the strongest of the groupings that were asked. */
    record Grouped(GroupTest test) implements Finding {
    }

    /** What was left in the residuals; the strongest of the tests that found something. */
    record Biased(ResidualTest test) implements Finding {
    }

    /** One descent alone of several led to the best minimum. */
    record Unconfirmed(int tried) implements Finding {
    }

    /**
     * Another minimum is about as good, elsewhere.
     *
     * @param excess of its objective over the best, as a part of the best
     * @param coefficients what differs by more than a standard error
     * @param values what these are there
     * @param best what they are at the best minimum
     */
    record OtherMinimum(double excess, List<String> coefficients, double[] values, double[] best) implements Finding {
    }

    /** Resamples on which the fit did not converge. */
    record FailedResamples(int failures, int resamples) implements Finding {
    }

    /**
     * A row or cluster without which an exponent would be another.
     *
     * @param group the number of the row, or of the cluster if rows were taken by clusters
     * @param errors the change in standard errors
     * @param others how many others do as much
     */
    record Influential(int group, String coefficient, double errors, int others) implements Finding {
    }

    /**
     * Residuals far beyond the spread of the others, where squares make them count for much.
     *
     * @param row the farthest
     * @param sizes how far it lies, in robust standard deviations of the residuals
     * @param others how many others there are
     */
    record Outlier(int row, double sizes, int others) implements Finding {
    }
}
