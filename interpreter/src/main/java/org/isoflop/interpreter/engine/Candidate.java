package org.isoflop.interpreter.engine;

import org.isoflop.grammar.syntax.Span;

/**
 * What may be written at a place.
 *
 * @param text the whole word, in backquotes where it needs them
 * @param kind what it is: the word of an item such as {@code fit}, or {@code function form module member column local unit option word
 *     keyword file folder warning value}
 * @param documentation one line, maybe empty
 * @param replaced the part of the text that it takes the place of, up to the cursor
 */
public record Candidate(String text, String kind, String documentation, Span replaced) {
}
