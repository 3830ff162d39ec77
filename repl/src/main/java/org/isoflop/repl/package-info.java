/**
 * Everything that touches a process or a terminal. {@link org.isoflop.repl.Main} is the entry;
 * {@link org.isoflop.repl.command} holds one class for each verb, {@link org.isoflop.repl.session} and
 * {@link org.isoflop.repl.prompt} what is entered at a prompt, {@link org.isoflop.repl.printer} one for each way to show
 * a result, {@link org.isoflop.repl.plot} draws, {@link org.isoflop.repl.bundle} packs and opens studies with all that they need, {@link org.isoflop.repl.file} names files as the
 * user would.
 */
@NullMarked
package org.isoflop.repl;

import org.jspecify.annotations.NullMarked;
