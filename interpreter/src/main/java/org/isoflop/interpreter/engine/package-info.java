/**
 * The one façade: {@link org.isoflop.interpreter.engine.Engine} checks, runs and evaluates studies for the command line,
 * the prompt, tests and editors. What comes back are values and diagnostics; nothing here prints.
 */
@NullMarked
package org.isoflop.interpreter.engine;

import org.jspecify.annotations.NullMarked;
