@NullMarked
package org.isoflop.stdlib.compare;

import org.jspecify.annotations.NullMarked;
