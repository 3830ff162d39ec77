/** Tests of what a study may read. */
@NullMarked
package org.isoflop.interpreter.file;

import org.jspecify.annotations.NullMarked;
