/**
 * Formulas as flat programs over columns. {@link org.isoflop.stdlib.kernel.KernelBuilder} grows a graph in which equal
 * expressions are one node and unstable ones are rewritten ({@code Simplifier}, {@code Logarithms});
 * {@link org.isoflop.stdlib.kernel.Kernel} is the finished program, and differentiates itself into another kernel
 * ({@code Derivatives}); {@link org.isoflop.stdlib.kernel.BoundKernel} ties it to columns and computes once what depends on
 * them alone; {@link org.isoflop.stdlib.kernel.BlockEvaluator} runs it block by block ({@code Schedule}) with array loops ({@code Loops},
 * {@code Functions}, {@code Choices}). Where {@code Tier} finds the Vector API, {@code VectorLoops} and {@code VectorSums} take
 * over what HotSpot makes no vector code of. Points, array loops and vectors give the same bits.
 * {@link org.isoflop.stdlib.kernel.Picks} makes one input of the many that a column picks from,
 * {@link org.isoflop.stdlib.kernel.Curvature} reads off a program where it is convex, {@link org.isoflop.stdlib.kernel.Addends} takes a
 * sum apart.
 */
@NullMarked
package org.isoflop.stdlib.kernel;

import org.jspecify.annotations.NullMarked;
