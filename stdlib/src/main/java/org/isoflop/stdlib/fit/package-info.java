/**
 * Robust nonlinear fits. A {@link org.isoflop.stdlib.fit.FitProblem} says what is fitted to what, with which
 * {@link org.isoflop.stdlib.fit.Residual}, {@link org.isoflop.stdlib.fit.Loss} and priors; {@link org.isoflop.stdlib.fit.Fitter}
 * finds starts ({@code Projection}), descends from each ({@code Descent} on an {@code Objective}) and reports a
 * {@link org.isoflop.stdlib.fit.FitResult} with its statistics.
 */
@NullMarked
package org.isoflop.stdlib.fit;

import org.jspecify.annotations.NullMarked;
