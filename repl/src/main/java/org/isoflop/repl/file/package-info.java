/** Naming files as the user would. */
@NullMarked
package org.isoflop.repl.file;

import org.jspecify.annotations.NullMarked;
