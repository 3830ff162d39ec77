/**
 * A study with everything it needs in one archive. {@code Packing} writes one: the study, the files it read, what it came to, a
 * {@code Lock} with the hash of each, and a description by RO-Crate ({@code Crate}). {@code Bundle} opens one: {@code Archive} reads
 * the zip and refuses whatever two readers might read differently, and nothing is used that is not what the lock says.
 */
@NullMarked
package org.isoflop.repl.bundle;

import org.jspecify.annotations.NullMarked;
