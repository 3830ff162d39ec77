/**
 * Which runs to train next: {@link org.isoflop.stdlib.plan.Designer} chooses among
 * {@link org.isoflop.stdlib.plan.Candidates} those whose results would narrow the interval of a target most, for what they
 * cost, and {@link org.isoflop.stdlib.plan.Design} tells by how much.
 */
@NullMarked
package org.isoflop.stdlib.plan;

import org.jspecify.annotations.NullMarked;
