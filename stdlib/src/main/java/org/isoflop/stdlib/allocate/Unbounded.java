package org.isoflop.stdlib.allocate;

/**
 * The objective improves for ever as a variable runs away.
 *
 * @param variable its index
 * @param upwards whether it grows without end, rather than shrinks towards nothing
 * @param row the row where it was noticed
 */
public record Unbounded(int variable, boolean upwards, int row) {}
