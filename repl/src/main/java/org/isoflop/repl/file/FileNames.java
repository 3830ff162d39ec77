package org.isoflop.repl.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** How files are called in what is printed: relative to the working folder where they lie below it, else in full. */
public final class FileNames {
    private final Path folder;

    public FileNames(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** A path as printed, with {@code /} between its parts on every system. */
    public String of(Path file) {
        Path whole = folder.resolve(file).normalize();
        String text = whole.startsWith(folder) && !whole.equals(folder) ? folder.relativize(whole).toString() : whole.toString();
        return text.replace('\\', '/');
    }

    /** The name of a source: a path is shortened, anything else stays. */
    public String of(String name) {
        if (name.indexOf('/') < 0 && name.indexOf('\\') < 0) {
            return name;
        }
        try {
            return of(Path.of(name));
        } catch (InvalidPathException noPath) {
            return name;
        }
    }
}
