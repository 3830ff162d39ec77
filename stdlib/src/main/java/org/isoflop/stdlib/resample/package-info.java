/**
 * Uncertainty by resampling: a {@link org.isoflop.stdlib.resample.Scheme} says what is drawn again,
 * {@link org.isoflop.stdlib.resample.Bootstrap} refits every draw, {@link org.isoflop.stdlib.resample.Draws} holds the
 * coefficients; {@link org.isoflop.stdlib.resample.Errors} are what residuals tell of the errors of rows.
 */
@NullMarked
package org.isoflop.stdlib.resample;

import org.jspecify.annotations.NullMarked;
