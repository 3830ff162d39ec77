/** Naming files as the user would, and folders for a while. */
@NullMarked
package org.isoflop.repl.file;

import org.jspecify.annotations.NullMarked;
