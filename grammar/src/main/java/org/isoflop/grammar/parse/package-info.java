/**
 * From text to syntax. {@link org.isoflop.grammar.parse.Sources} reads bytes, {@link org.isoflop.grammar.parse.StudyParser}
 * is the way in: {@code TokenFilter} cuts the text into items, the generated parser reads one item at a time,
 * {@code SyntaxBuilder} and {@code ExpressionBuilder} turn its contexts into records, {@code Mistake} says what was wrong.
 * No ANTLR type is visible outside.
 */
@NullMarked
package org.isoflop.grammar.parse;

import org.jspecify.annotations.NullMarked;
