/**
 * Uncertainty by resampling: a {@link org.isoflop.stdlib.resample.Scheme} says what is drawn again,
 * {@link org.isoflop.stdlib.resample.Bootstrap} refits every draw, {@link org.isoflop.stdlib.resample.Draws} holds the
 * coefficients.
 */
@NullMarked
package org.isoflop.stdlib.resample;

import org.jspecify.annotations.NullMarked;
