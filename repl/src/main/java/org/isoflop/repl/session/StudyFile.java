package org.isoflop.repl.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.file.NearFile;
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

    /** A help that names the file that was probably meant; null if there is none to go by. */
    @Nullable
    String near(Path file) throws IOException {
        return NearFile.help(file, names);
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

    /** The files that have changed since they were read, where this was not told yet. */
    List<Path> changed() {
        Map<Path, FileTime> now = states();
        List<Path> news = new ArrayList<>();
        now.forEach((path, time) -> {
            if (!time.equals(told.get(path))) {
                news.add(path);
            }
        });
        told = now;
        return news;
    }

    /** Names of files as they are listed in a sentence. */
    String called(List<Path> paths) {
        return String.join(", ", paths.stream().map(this::called).toList());
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
