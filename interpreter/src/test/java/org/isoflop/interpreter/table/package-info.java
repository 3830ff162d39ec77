/** Tests of reading and writing tables, each on files it makes itself. */
@NullMarked
package org.isoflop.interpreter.table;

import org.jspecify.annotations.NullMarked;
