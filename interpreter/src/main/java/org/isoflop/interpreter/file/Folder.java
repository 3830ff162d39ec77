package org.isoflop.interpreter.file;

import java.nio.file.Path;
import java.util.List;

/** Where the paths of a file start, and how what they name is read. */
public record Folder(Path path, FileAccess access) {
    public Folder {
        path = path.toAbsolutePath();
    }

    /**
     * A folder of a study that may read what lies below some folders.
     *
     * @param readable absolute, or relative to the current folder
     */
    public static Folder confined(Path path, List<Path> readable) {
        return new Folder(path, new ConfinedFiles(readable));
    }

    /** For text that reads no files. */
    public static Folder none() {
        return confined(Path.of(""), List.of());
    }

    /**
     * The file that is meant by a name.
     *
     * @throws java.nio.file.InvalidPathException if it is no name of a file
     */
    public InputFile file(String name) {
        return new InputFile(access, path.resolve(name));
    }

    /** The folder of a file that was read through this one. */
    public Folder of(Path file) {
        Path parent = file.getParent();
        return new Folder(parent == null ? path : parent, access);
    }
}
