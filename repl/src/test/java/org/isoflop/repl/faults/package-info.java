/**
 * A file system that fails when it is told to. A process of its own has it in place of the default one, so that everything that is
 * read and written goes through it, and does each command again and again, with the first, the second, the third operation failing.
 */
@NullMarked
package org.isoflop.repl.faults;

import org.jspecify.annotations.NullMarked;
