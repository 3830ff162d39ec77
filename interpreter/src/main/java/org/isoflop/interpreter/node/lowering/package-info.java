/**
 * From checked syntax to nodes: {@link org.isoflop.interpreter.node.lowering.Lowering} is the only place where one becomes the other.
 */
@NullMarked
package org.isoflop.interpreter.node.lowering;

import org.jspecify.annotations.NullMarked;
