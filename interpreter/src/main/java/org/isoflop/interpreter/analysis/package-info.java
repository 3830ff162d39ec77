/**
 * Meaning before anything runs: which declaration a name stands for and which type and unit every expression has. A
 * {@link org.isoflop.interpreter.analysis.Module} is a study file with its imports, a
 * {@link org.isoflop.interpreter.analysis.Declaration} one named item, an
 * {@link org.isoflop.interpreter.analysis.Instance} such an item for given argument types with its
 * {@link org.isoflop.interpreter.analysis.Typing}: the side table that the nodes are made from.
 */
@NullMarked
package org.isoflop.interpreter.analysis;

import org.jspecify.annotations.NullMarked;
