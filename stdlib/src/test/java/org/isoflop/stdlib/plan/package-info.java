@NullMarked
package org.isoflop.stdlib.plan;

import org.jspecify.annotations.NullMarked;
