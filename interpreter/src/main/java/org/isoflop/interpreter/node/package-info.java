/**
 * Evaluation: Truffle nodes, one class for each kind of expression and item. {@link org.isoflop.interpreter.node.Lowering}
 * makes them from checked syntax; {@link org.isoflop.interpreter.node.Run} holds the values of one run, each declaration
 * evaluated once and on demand. The heavy work is done by the library's kernels; nodes prepare it and wrap its results.
 */
@NullMarked
package org.isoflop.interpreter.node;

import org.jspecify.annotations.NullMarked;
