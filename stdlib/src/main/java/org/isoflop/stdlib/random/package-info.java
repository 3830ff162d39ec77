/** Randomness by name and number: {@link org.isoflop.stdlib.random.RandomStream} gives draw i of a named stream on demand. */
@NullMarked
package org.isoflop.stdlib.random;

import org.jspecify.annotations.NullMarked;
