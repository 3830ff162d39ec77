package org.isoflop.stdlib.allocate;

import java.util.List;

/**
 * A smallest set of requirements that cannot hold together: without any one of them the others can.
 *
 * @param conditions indices of conditions
 * @param lowerEnds indices of variables whose lower end belongs to it
 * @param upperEnds indices of variables whose upper end belongs to it
 */
public record Conflict(List<Integer> conditions, List<Integer> lowerEnds, List<Integer> upperEnds) {}
