/**
 * Whether a result can be come to again: {@link org.isoflop.repl.verify.Recorded} is what a file of JSON says was found and by what,
 * {@link org.isoflop.repl.verify.Comparison} tells in what the same study gives something else today.
 */
@NullMarked
package org.isoflop.repl.verify;

import org.jspecify.annotations.NullMarked;
