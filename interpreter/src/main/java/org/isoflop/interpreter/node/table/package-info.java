/**
 * Tables: data that is read, sweeps, and the columns of both.
 */
@NullMarked
package org.isoflop.interpreter.node.table;

import org.jspecify.annotations.NullMarked;
