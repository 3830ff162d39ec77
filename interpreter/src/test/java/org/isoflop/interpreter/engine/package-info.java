/** Tests of the façade: whole studies, checked, run and asked. */
@NullMarked
package org.isoflop.interpreter.engine;

import org.jspecify.annotations.NullMarked;
