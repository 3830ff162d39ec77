/**
 * Constrained allocation: for every row of a batch the global optimum over a few variables under conditions.
 *
 * <p>{@link org.isoflop.stdlib.allocate.AllocationProblem} says what is asked, {@link org.isoflop.stdlib.allocate.Allocator} answers
 * with an {@link org.isoflop.stdlib.allocate.Allocation}. {@code Formulation} scales a problem, {@code Shape} reads off its kernel whether it
 * is convex, and {@code Solver} chooses the way. A geometric program that leaves one direction to go is a {@code Line}, on which
 * {@code Walk} takes a row in closed form or by Newton steps. Everything else is searched: {@code Block} evaluates it,
 * {@code Lockstep} iterates a block of lanes, {@code QuadraticStep} solves one lane's subproblem on a {@code ModelHessian}, {@code Search} tries many starts,
 * {@code Rows} and {@code Basins} warm-start a batch, {@code Corners} takes what stops where a formula bends to the optimum there,
 * {@code Escape}, {@code Conflicts} and {@code Reach} explain what has no answer, {@link org.isoflop.stdlib.allocate.ChanceProgram} decides once over all draws,
 * {@code Walker} at one point after another; {@code Kinks} and {@code PieceSearch} go from piece to piece of it, each a {@code Piece} under a
 * {@code Selection}, {@code Margins} and {@code Narrowing} soften the steps of its shares, {@code Residuals} tells how exactly the conditions
 * of an optimum hold.
 */
@NullMarked
package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.NullMarked;
