/**
 * The functions that are not elementwise operators: aggregates, uncertainty, makers, tables. One class for each family,
 * one {@link org.isoflop.interpreter.function.Function} for each function, all listed in
 * {@link org.isoflop.interpreter.function.Functions}.
 */
@NullMarked
package org.isoflop.interpreter.function;

import org.jspecify.annotations.NullMarked;
