/** The language as polyglot hosts know it: {@code Context.eval("isoflop", …)} runs a study and gives its values as members. */
@NullMarked
package org.isoflop.interpreter.language;

import org.jspecify.annotations.NullMarked;
