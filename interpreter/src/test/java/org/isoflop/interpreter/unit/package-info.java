/** Tests of units and dimensions, many of them as properties that hold for random units. */
@NullMarked
package org.isoflop.interpreter.unit;

import org.jspecify.annotations.NullMarked;
