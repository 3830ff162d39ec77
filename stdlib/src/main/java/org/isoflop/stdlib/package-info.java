/**
 * The library: numerics in plain Java, usable without the language. {@code operator} is the table of operators,
 * {@code kernel} evaluates formulas over columns with derivatives, {@code fit} fits them, {@code resample} and
 * {@code interval} draw their uncertainty, {@code judge} says what their author has to know, {@code random} names streams
 * of numbers, {@code optimise} minimises smooth functions, {@code allocate} optimises under limits, {@code curves} finds optimal sizes from
 * runs of equal compute and from training curves.
 */
@NullMarked
package org.isoflop.stdlib;

import org.jspecify.annotations.NullMarked;
