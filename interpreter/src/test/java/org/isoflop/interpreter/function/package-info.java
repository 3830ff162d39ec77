/** Tests of the library functions, called as the checker and the nodes call them. */
@NullMarked
package org.isoflop.interpreter.function;

import org.jspecify.annotations.NullMarked;
