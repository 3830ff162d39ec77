package org.isoflop.repl.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.repl.file.FileNames;
import org.jspecify.annotations.Nullable;

/** The file a session was loaded from, what has become of it since, and names of files as they are entered. */
final class StudyFile {
    private static final String HOME = "~/";

    private final Session session;
    private final Path folder;
    private final FileNames names;
    private boolean followed;
    private Map<Path, FileTime> told = Map.of();

    StudyFile(Session session, Path folder) {
        this.session = session;
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

    /** A help that names the file of the folder which was probably meant; null if none is near. */
    @Nullable
    String near(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return null;
        }
        try (Stream<Path> list = Files.list(parent)) {
            String nearest = NearestName.nearest(String.valueOf(file.getFileName()),
                    list.map(path -> String.valueOf(path.getFileName())).toList());
            return nearest == null ? null : "did you mean `" + nearest + "`?";
        }
    }

    /** How much there is of the study that was read, whether it was there before or not. */
    String summary() {
        int count = session.names().size();
        Path read = session.file();
        return (read == null ? "" : called(read) + ": ") + count + (count == 1 ? " declaration" : " declarations");
    }

    /** From now on only what changes later is news. */
    void isAsRead() {
        told = states();
    }

    /** Whether it is read again whenever it changes. */
    boolean isFollowed() {
        return followed;
    }

    void follow(boolean on) {
        followed = on;
    }

    /** The names of files that have changed since they were read, where this was not told yet; else nothing. */
    String changed() {
        Map<Path, FileTime> now = states();
        List<String> news = new ArrayList<>();
        now.forEach((path, time) -> {
            if (!time.equals(told.get(path))) {
                news.add(called(path));
            }
        });
        told = now;
        return String.join(", ", news);
    }

    /** When the files that have changed were written. */
    private Map<Path, FileTime> states() {
        Map<Path, FileTime> states = new LinkedHashMap<>();
        session.changedFiles().forEach(path -> states.put(path, written(path)));
        return states;
    }

    private static FileTime written(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
