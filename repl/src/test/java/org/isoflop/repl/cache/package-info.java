/** Tests that results come out the same whether they were kept, worked out anew, or both. */
@NullMarked
package org.isoflop.repl.cache;

import org.jspecify.annotations.NullMarked;
