package org.isoflop.grammar.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one item, from its word to the next item's, closed by an end token.
 *
 * @param mistake the first word that could not be read
 * @param unclosed the outermost bracket that is still open at the end
 */
record Chunk(List<Token> tokens, @Nullable Diagnostic mistake, @Nullable Token unclosed) {
}
