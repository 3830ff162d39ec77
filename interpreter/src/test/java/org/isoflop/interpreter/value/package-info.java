/** Tests of values and of how they look. */
@NullMarked
package org.isoflop.interpreter.value;

import org.jspecify.annotations.NullMarked;
