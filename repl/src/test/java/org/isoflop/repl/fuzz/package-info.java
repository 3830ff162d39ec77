/**
 * Bytes from anywhere, one class for each way in. Named by {@code -Dtest=}, a class tries its seeds and what was once found; with
 * {@code JAZZER_FUZZ=1} in the environment it looks for more, guided by what was covered.
 */
@NullMarked
package org.isoflop.repl.fuzz;

import org.jspecify.annotations.NullMarked;
