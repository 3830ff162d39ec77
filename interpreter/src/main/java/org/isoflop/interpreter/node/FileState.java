package org.isoflop.interpreter.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * By what a file is known to be the same as when it was read: no bytes are compared.
 *
 * @param size -1 where there was no such file
 * @param changed when it was last written, in milliseconds
 */
public record FileState(long size, long changed) {
    private static final FileState ABSENT = new FileState(-1, 0);

    /** How a file is now. */
    public static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException absent) {
            return ABSENT;
        }
    }
}
