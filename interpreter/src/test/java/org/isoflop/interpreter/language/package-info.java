/** Tests of the language as polyglot hosts, debuggers and profilers see it. */
@NullMarked
package org.isoflop.interpreter.language;

import org.jspecify.annotations.NullMarked;
