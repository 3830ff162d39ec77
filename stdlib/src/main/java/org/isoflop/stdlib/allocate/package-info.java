/**
 * Constrained allocation: for every row of a batch the global optimum over a few variables under conditions.
 *
 * <p>{@link org.isoflop.stdlib.allocate.AllocationProblem} says what is asked, {@link org.isoflop.stdlib.allocate.Allocator} answers
 * with an {@link org.isoflop.stdlib.allocate.Allocation}. {@code Formulation} scales a problem, {@code Block} evaluates it,
 * {@code Lockstep} iterates a block of lanes, {@code QuadraticStep} solves one lane's subproblem, {@code Search} tries many starts,
 * {@code Rows} and {@code Basins} warm-start a batch, {@code Escape} and {@code Conflicts} explain what has no answer.
 */
@NullMarked
package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.NullMarked;
