/**
 * The prompt of a terminal, on JLine: {@link org.isoflop.repl.prompt.Prompt} reads entries, the other classes say when an entry is whole,
 * how it is coloured and how it might go on. No other package knows JLine, and no other verb loads it.
 */
@NullMarked
package org.isoflop.repl.prompt;

import org.jspecify.annotations.NullMarked;
