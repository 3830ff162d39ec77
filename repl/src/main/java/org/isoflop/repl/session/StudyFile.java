package org.isoflop.repl.session;

import java.nio.file.Path;
import org.isoflop.repl.file.FileNames;

/** The file a session was loaded from and those it is written to. */
final class StudyFile {
    private static final String HOME = "~/";

    private final Path folder;
    private final FileNames names;

    StudyFile(Path folder) {
        this.folder = folder;
        this.names = new FileNames(folder);
    }

    /** A name as it is entered, maybe in quotes, seen from the working folder. */
    Path resolve(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        String plain = quoted ? name.substring(1, name.length() - 1) : name;
        return plain.startsWith(HOME)
                ? Path.of(System.getProperty("user.home")).resolve(plain.substring(HOME.length())).normalize()
                : folder.resolve(plain).normalize();
    }

    String called(Path path) {
        return names.of(path);
    }
}
