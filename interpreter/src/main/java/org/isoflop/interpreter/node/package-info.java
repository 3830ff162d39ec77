/**
 * Evaluation: Truffle nodes, one class for each kind of expression and item. {@link org.isoflop.interpreter.node.lowering.Lowering}
 * makes them from checked syntax when {@link org.isoflop.interpreter.node.Evaluator} asks for a value, each declaration once and on
 * demand; {@link org.isoflop.interpreter.node.Run} is one run and what was found out in it. The heavy work is done by the library's
 * kernels; nodes prepare it and wrap its results. Fits, allocations, what-ifs, tables and outputs have packages of their own, which know
 * this one; only the lowering knows them.
 */
@NullMarked
package org.isoflop.interpreter.node;

import org.jspecify.annotations.NullMarked;
