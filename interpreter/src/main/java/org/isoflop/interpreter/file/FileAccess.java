package org.isoflop.interpreter.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What a study may see of the files of its machine. */
public interface FileAccess {
    /** The most names of a folder that are offered, or looked at for one that was meant. */
    int MOST_NAMES = 1000;

    /**
     * Opens a file.
     *
     * @throws Forbidden if it may not be read
     */
    InputStream open(Path file) throws IOException;

    /** The size of a file in bytes. */
    long size(Path file) throws IOException;

    /**
     * The path without links and {@code ..}, for what reads natively.
     *
     * @throws Forbidden if it may not be read
     */
    Path real(Path file) throws IOException;

    /** Whether it is a file, not a folder or a device, and may be read. */
    boolean isFile(Path file);

    boolean isFolder(Path folder);

    /** The wanted ones of the names in a folder that may be read, at most {@value #MOST_NAMES}; empty where there are none. */
    List<String> names(Path folder, Predicate<String> wanted);

    /**
     * The bytes of a file.
     *
     * @throws IOException also if there are more than so many
     */
    default byte[] bytes(Path file, int most) throws IOException {
        try (InputStream stream = open(file)) {
            return FileBytes.whole(stream, most);
        }
    }
}
