/** Naming files as the user would, guessing which one was meant, and folders for a while. */
@NullMarked
package org.isoflop.repl.file;

import org.jspecify.annotations.NullMarked;
