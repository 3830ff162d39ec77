/**
 * The library: numerics in plain Java, usable without the language. {@code operator} is the table of operators,
 * {@code kernel} evaluates formulas over columns with derivatives, {@code fit} fits them, {@code resample} draws their
 * uncertainty, {@code random} names its streams, {@code allocate} optimises under limits.
 */
@NullMarked
package org.isoflop.stdlib;

import org.jspecify.annotations.NullMarked;
