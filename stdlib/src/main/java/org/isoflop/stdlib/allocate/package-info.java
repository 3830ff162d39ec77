/**
 * Constrained allocation: for every row of a batch the global optimum over a few variables under conditions.
 *
 * <p>{@link org.isoflop.stdlib.allocate.AllocationProblem} says what is asked, {@link org.isoflop.stdlib.allocate.Allocator} answers with an
 * {@link org.isoflop.stdlib.allocate.Allocation}. {@code Formulation} scales a problem, {@code Lockstep} iterates a block of lanes,
 * {@code QuadraticStep} solves one lane's subproblem, {@code Search} tries many starts, {@code Rows} warm-starts a batch.
 */
@NullMarked
package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.NullMarked;
