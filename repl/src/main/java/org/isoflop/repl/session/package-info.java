/**
 * A session at a prompt without the prompt: {@link org.isoflop.repl.session.Conversation} takes what was entered, commands among it, and
 * prints what came of it; {@link org.isoflop.repl.session.Script} reads entries from a file or a pipe. What has to do with keys and
 * colours while typing is in {@link org.isoflop.repl.prompt}.
 */
@NullMarked
package org.isoflop.repl.session;

import org.jspecify.annotations.NullMarked;
