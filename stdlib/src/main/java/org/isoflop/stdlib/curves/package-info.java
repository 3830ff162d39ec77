/**
 * Optimal sizes by the first two approaches of Hoffmann et al. (2022). {@link org.isoflop.stdlib.curves.IsoFlop} finds for each
 * budget the size of least loss, on a {@code Valley} that is a parabola or an Akima spline, and says why where there is none
 * ({@link org.isoflop.stdlib.curves.Refusal}); {@link org.isoflop.stdlib.curves.Envelope} finds it from training curves, smoothed
 * by {@link org.isoflop.stdlib.curves.Smoothing}; {@link org.isoflop.stdlib.curves.PowerLaw}s go through what they find, and
 * {@link org.isoflop.stdlib.curves.GridBias} says how wrong a grid of sizes would be on a known surface.
 */
@NullMarked
package org.isoflop.stdlib.curves;

import org.jspecify.annotations.NullMarked;
