package org.isoflop.repl.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How files are called in what is printed: relative to the working folder where they lie below it, else in full. */
public final class FileNames {
    private final Path folder;
    /** Folders that are called something else than where they lie, as what is in an archive. */
    private final Map<Path, String> called;

    public FileNames(Path folder) {
        this(folder, Map.of());
    }

    private FileNames(Path folder, Map<Path, String> called) {
        this.folder = folder.toAbsolutePath().normalize();
        this.called = called;
    }

    /** The same with another name for what lies in a folder: it begins with that name, which may be empty. */
    public FileNames calling(Path within, String name) {
        Map<Path, String> more = new LinkedHashMap<>(called);
        more.put(within.toAbsolutePath().normalize(), name);
        return new FileNames(folder, more);
    }

    /** A path as printed, with {@code /} between its parts on every system, and nothing that a terminal obeys. */
    public String of(Path file) {
        return Harmless.name(name(file));
    }

    private String name(Path file) {
        Path whole = folder.resolve(file).normalize();
        for (Map.Entry<Path, String> other : called.entrySet()) {
            if (whole.startsWith(other.getKey())) {
                String within = other.getKey().relativize(whole).toString().replace('\\', '/');
                return other.getValue() + (other.getValue().isEmpty() || within.isEmpty() ? "" : "/") + within;
            }
        }
        String text = whole.startsWith(folder) && !whole.equals(folder) ? folder.relativize(whole).toString() : whole.toString();
        return text.replace('\\', '/');
    }

    /** The name of a source: a path is shortened, anything else stays. */
    public String of(String name) {
        if (name.indexOf('/') < 0 && name.indexOf('\\') < 0) {
            return Harmless.name(name);
        }
        try {
            return of(Path.of(name));
        } catch (InvalidPathException noPath) {
            return Harmless.name(name);
        }
    }
}
