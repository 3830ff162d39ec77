/**
 * What an answer depends on: derivatives, other values of inputs, rows left out.
 */
@NullMarked
package org.isoflop.interpreter.node.whatif;

import org.jspecify.annotations.NullMarked;
