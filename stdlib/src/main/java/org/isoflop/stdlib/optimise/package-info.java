/**
 * Optimisers for objectives that are not sums of residuals. {@link org.isoflop.stdlib.optimise.LimitedMemory} minimises a
 * {@link org.isoflop.stdlib.optimise.Slope smooth function} within bounds from its gradient alone
 * ({@code CompactModel} is its quadratic model, {@code LineSearch} its steps) and reports an
 * {@link org.isoflop.stdlib.optimise.Optimum} with its certificate.
 */
@NullMarked
package org.isoflop.stdlib.optimise;

import org.jspecify.annotations.NullMarked;
