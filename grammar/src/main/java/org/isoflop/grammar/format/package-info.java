/**
 * From syntax back to text, in the one canonical layout. {@link org.isoflop.grammar.format.Formatter} is the way in;
 * {@code ItemPrinter} and {@code ExpressionPrinter} turn syntax into a {@code Layout} of texts and possible line breaks,
 * {@code Comments} hands out comments where they stood, {@code Page} decides which breaks are taken.
 */
@NullMarked
package org.isoflop.grammar.format;

import org.jspecify.annotations.NullMarked;
