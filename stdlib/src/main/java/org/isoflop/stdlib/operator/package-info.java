/**
 * The one table of operators and elementwise functions: {@link org.isoflop.stdlib.operator.Operator} gives each its word,
 * arity, dimension rule, value, derivative and doc; {@link org.isoflop.stdlib.operator.DimensionRule} is the closed set of
 * dimension rules; {@link org.isoflop.stdlib.operator.Elementary} holds the scalar exponential, logarithm and power that
 * every tier of evaluation repeats bit by bit.
 */
@NullMarked
package org.isoflop.stdlib.operator;

import org.jspecify.annotations.NullMarked;
