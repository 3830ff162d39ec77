/**
 * Drawing. {@link org.isoflop.repl.plot.SvgPlot} turns a plot model into the text of an SVG file, {@code Scale} maps an
 * axis to the drawing and chooses its ticks, {@link org.isoflop.repl.plot.PlotFiles} writes the files below the output
 * folder. The same model gives the same bytes everywhere.
 */
@NullMarked
package org.isoflop.repl.plot;

import org.jspecify.annotations.NullMarked;
