package org.isoflop.stdlib.judge;

/**
 * Which rows of a fit have something in common, as runs of one architecture or checkpoints of one run do.
 *
 * @param name of what they have in common
 * @param groupOf for each row of the fit's problem the number of its group, from 0
 * @param count how many groups there are
 */
public record Grouping(String name, int[] groupOf, int count) {
}
