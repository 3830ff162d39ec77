/**
 * Fits: what the library is asked with, what its answer says, and what is to be warned of.
 */
@NullMarked
package org.isoflop.interpreter.node.fit;

import org.jspecify.annotations.NullMarked;
