package org.isoflop.stdlib.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a design may be.
 *
 * @param total what all runs may cost together; infinite for no limit
 * @param runs how many there may be at most
 * @param repeats whether a candidate may be run more than once
 * @param groupOf the group of each candidate from 0, null for one group of all
 * @param each what the runs of a group may cost together, by group; null for no limits besides the total
 */
public record Limits(double total, int runs, boolean repeats, int @Nullable [] groupOf, double @Nullable [] each) {
    /** So many runs at most within a total, none twice. */
    public static Limits of(double total, int runs) {
        return of(total, runs, false);
    }

    /** So many runs at most within a total. */
    public static Limits of(double total, int runs, boolean repeats) {
        return new Limits(total, runs, repeats, null, null);
    }
}
