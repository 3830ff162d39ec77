/**
 * The values of the language. {@link org.isoflop.interpreter.value.Numbers} holds points and draws, in base units, for one
 * number or a whole column; the other classes give them a meaning. Every value answers the interoperability messages of
 * its kind, so that any polyglot host can use it.
 */
@NullMarked
package org.isoflop.interpreter.value;

import org.jspecify.annotations.NullMarked;
