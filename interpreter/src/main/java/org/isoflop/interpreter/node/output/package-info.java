/**
 * Outputs: what is shown, plotted and exported.
 */
@NullMarked
package org.isoflop.interpreter.node.output;

import org.jspecify.annotations.NullMarked;
