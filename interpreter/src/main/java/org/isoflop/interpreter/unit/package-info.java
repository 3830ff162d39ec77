/**
 * Units and dimensions. A {@link org.isoflop.interpreter.unit.Base} is something that can be counted or measured, a
 * {@link org.isoflop.interpreter.unit.NamedUnit} a name for a multiple of bases, a
 * {@link org.isoflop.interpreter.unit.Unit} a product of named units as users write it. Values are kept in base units;
 * units decide what may be combined, how it is shown, and which kinds travel along.
 */
@NullMarked
package org.isoflop.interpreter.unit;

import org.jspecify.annotations.NullMarked;
