/** Tests of what is known of a study before it runs. */
@NullMarked
package org.isoflop.interpreter.analysis;

import org.jspecify.annotations.NullMarked;
