/**
 * Fits and laws set against each other. {@link org.isoflop.stdlib.compare.Comparison} is of fits to the same rows
 * ({@link org.isoflop.stdlib.compare.Contender}s), by information criteria, by rows held out and by resamples;
 * {@link org.isoflop.stdlib.compare.LikelihoodRatio} tests whether the coefficients that one fit has more than another are needed;
 * {@link org.isoflop.stdlib.compare.Meeting} finds where laws give the same, and what one needs to give what another gives.
 */
@NullMarked
package org.isoflop.stdlib.compare;

import org.jspecify.annotations.NullMarked;
