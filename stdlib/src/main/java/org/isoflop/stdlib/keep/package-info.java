/**
 * Results of long work, kept under what they depend on, so that they are worked out once. A {@link org.isoflop.stdlib.keep.Key} is a
 * hash of all that a result depends on, the program included: a result found under it cannot be out of date. A
 * {@link org.isoflop.stdlib.keep.Keeper} decides what is worth it and gives {@link org.isoflop.stdlib.keep.Kept} places, a
 * {@link org.isoflop.stdlib.keep.Store} holds the bytes, {@link org.isoflop.stdlib.keep.FolderStore} in files. {@code Encoder} and
 * {@code Decoder} turn records into bytes and back, bit for bit.
 */
@NullMarked
package org.isoflop.stdlib.keep;

import org.jspecify.annotations.NullMarked;
