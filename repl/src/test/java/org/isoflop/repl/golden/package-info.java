/**
 * The golden harness: what the command prints, compared with files. {@link org.isoflop.repl.golden.GoldenTest} tells which
 * files there are and what is done with each; {@code -Dgolden.update=true} rewrites the expected ones, {@code -Dgolden.only=text} takes the
 * cases whose path contains a text.
 */
@NullMarked
package org.isoflop.repl.golden;

import org.jspecify.annotations.NullMarked;
