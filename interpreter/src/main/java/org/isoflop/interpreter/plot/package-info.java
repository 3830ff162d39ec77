/** What a plot shows, computed; drawing it is somebody else's work. */
@NullMarked
package org.isoflop.interpreter.plot;

import org.jspecify.annotations.NullMarked;
