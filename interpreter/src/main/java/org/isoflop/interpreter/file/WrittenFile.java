package org.isoflop.interpreter.file;

import java.nio.file.Path;

/**
 * A file that a study wrote.
 *
 * @param file where it lies, absolute
 * @param name seen from the output folder, with {@code /} between its parts on every system
 * @param sha256 of the bytes that were written
 */
public record WrittenFile(Path file, String name, long bytes, String sha256) {
}
