package org.isoflop.interpreter.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * By what a file is known to be the same as when it was read: no bytes are compared.
 *
 * @param size -1 where there was no such file
 * @param changed when it was last written, in nanoseconds
 * @param key what its file system calls it, which another file in its place does not share; empty where it has no such name
 */
public record FileState(long size, long changed, String key) {
    private static final FileState ABSENT = new FileState(-1, 0, "");

    /** How a file is now. */
    public static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return new FileState(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    key == null ? "" : key.toString());
        } catch (IOException absent) {
            return ABSENT;
        }
    }
}
