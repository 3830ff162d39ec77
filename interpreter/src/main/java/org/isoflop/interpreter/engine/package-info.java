/**
 * The one façade: {@link org.isoflop.interpreter.engine.Engine} checks, runs and evaluates studies for the command line,
 * the prompt, tests and editors. What comes back are values and diagnostics; nothing here prints.
 *
 * <p>{@link org.isoflop.interpreter.engine.Session} is a study that grows: {@code SessionText} is its text, {@code Draft} what an entry makes
 * of it, {@code Evaluation} takes it from one {@code State} to the next, and {@code Fingerprints} tell what of the one holds in the other.
 * {@code Completer} says what may be written at a place, by the {@code Surroundings} of that place.
 */
@NullMarked
package org.isoflop.interpreter.engine;

import org.jspecify.annotations.NullMarked;
