package org.isoflop.interpreter.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.graalvm.polyglot.io.FileSystem;

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

    /** The access that a file system gives. */
    static FileAccess through(FileSystem files) {
        return new FileAccess() {
            @Override
            public InputStream open(Path file) throws IOException {
                return Channels.newInputStream(files.newByteChannel(file, Set.of(StandardOpenOption.READ)));
            }

            @Override
            public long size(Path file) throws IOException {
                return files.readAttributes(file, "size").get("size") instanceof Long size ? size : 0;
            }

            @Override
            public Path real(Path file) throws IOException {
                return files.toRealPath(file);
            }

            @Override
            public boolean isFile(Path file) {
                return is(file, "isRegularFile");
            }

            @Override
            public boolean isFolder(Path folder) {
                return is(folder, "isDirectory");
            }

            private boolean is(Path path, String attribute) {
                try {
                    return Boolean.TRUE.equals(files.readAttributes(path, attribute, new LinkOption[0]).get(attribute));
                } catch (IOException absent) {
                    return false;
                }
            }

            @Override
            public List<String> names(Path folder, Predicate<String> wanted) {
                List<String> names = new ArrayList<>();
                try (DirectoryStream<Path> entries = files.newDirectoryStream(folder,
                        entry -> wanted.test(String.valueOf(entry.getFileName())))) {
                    for (Path entry : entries) {
                        if (names.size() == MOST_NAMES) {
                            break;
                        }
                        names.add(String.valueOf(entry.getFileName()));
                    }
                } catch (IOException unreadable) {
                    // Only a suggestion is lost.
                    return List.of();
                }
                Collections.sort(names);
                return names;
            }
        };
    }
}
