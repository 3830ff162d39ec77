/**
 * The types of expressions: what is known of a value before anything runs. {@link org.isoflop.interpreter.type.Type} says
 * which kind of value an expression gives, with its unit; {@link org.isoflop.interpreter.type.LawSignature} what a law
 * takes, gives and leaves open.
 */
@NullMarked
package org.isoflop.interpreter.type;

import org.jspecify.annotations.NullMarked;
