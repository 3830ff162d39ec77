/**
 * What the interpreter has to say to the author of a study. A {@link org.isoflop.grammar.diagnostic.Diagnostic} is a
 * value: code, message, labelled places, notes, an optional mend. {@link org.isoflop.grammar.diagnostic.Code} is the
 * catalogue. How a diagnostic looks on a terminal or in JSON is decided elsewhere.
 */
@NullMarked
package org.isoflop.grammar.diagnostic;

import org.jspecify.annotations.NullMarked;
