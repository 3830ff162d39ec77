/**
 * The syntax of a study as sealed records that mirror the text one to one: every node has the span it was read from.
 * {@link org.isoflop.grammar.syntax.Study} is the root, {@link org.isoflop.grammar.syntax.Item} a declaration or an
 * output, {@link org.isoflop.grammar.syntax.Expression} everything that has a value. Nothing here knows what a name
 * means.
 */
@NullMarked
package org.isoflop.grammar.syntax;

import org.jspecify.annotations.NullMarked;
