/** What tests of all packages share. */
@NullMarked
package org.isoflop.interpreter;

import org.jspecify.annotations.NullMarked;
