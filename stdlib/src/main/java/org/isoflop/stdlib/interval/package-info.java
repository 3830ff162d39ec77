/**
 * Intervals by other means than plain percentiles, carried by draws so that they reach all that depends on a fit:
 * {@link org.isoflop.stdlib.interval.Interval} makes the draws, {@link org.isoflop.stdlib.interval.Acceleration} are BCa's,
 * {@link org.isoflop.stdlib.interval.Profile} is the objective along one coefficient and the interval it gives.
 */
@NullMarked
package org.isoflop.stdlib.interval;

import org.jspecify.annotations.NullMarked;
