/**
 * Pictures of values: {@link org.isoflop.interpreter.picture.Request} is what a plot asks for of tables and finds what suits it,
 * series, a field or mixtures. What comes out is a {@link org.isoflop.interpreter.plot.PlotModel}.
 */
@NullMarked
package org.isoflop.interpreter.picture;

import org.jspecify.annotations.NullMarked;
