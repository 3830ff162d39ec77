/**
 * Robust nonlinear fits. A {@link org.isoflop.stdlib.fit.FitProblem} says what is fitted to what, with which
 * {@link org.isoflop.stdlib.fit.Residual}, {@link org.isoflop.stdlib.fit.Loss} and priors; {@link org.isoflop.stdlib.fit.Fitter}
 * finds starts ({@code StartDesign}, {@code StartScan}, {@code Projection}), descends from each ({@code Search}, {@code Descent}, {@code Kink} on an
 * {@code Objective} that {@code RowSums} adds up, over {@code Roles} that many coefficients may share, with matrices in an
 * {@code Envelope}, their {@code Factor} and {@code Spectrum}; {@code Vertex} ends least absolute deviations exactly), and reports a
 * {@link org.isoflop.stdlib.fit.FitResult} with a {@link org.isoflop.stdlib.fit.Certificate} of why it is an optimum.
 * {@link org.isoflop.stdlib.fit.Curvature} has the covariances there, {@link org.isoflop.stdlib.fit.Refits} fits again.
 */
@NullMarked
package org.isoflop.stdlib.fit;

import org.jspecify.annotations.NullMarked;
