/**
 * Allocations: problems for the library traced from expressions, answers row by row, and what is to be said of them.
 */
@NullMarked
package org.isoflop.interpreter.node.allocate;

import org.jspecify.annotations.NullMarked;
