package org.isoflop.interpreter.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The files of a study: what lies below given folders can be read, everything else is as if it were locked. Where a path leads is judged without
 * links and {@code ..}, and it is the path so found that is opened.
 */
final class ConfinedFiles implements FileAccess {
    private final List<Path> folders;

    /** @param folders the folders below which files may be read; one that does not exist allows nothing */
    ConfinedFiles(List<Path> folders) {
        List<Path> real = new ArrayList<>();
        for (Path folder : folders) {
            try {
                real.add(folder.toRealPath());
            } catch (IOException absent) {
                // Nothing can be below it.
            }
        }
        this.folders = List.copyOf(real);
    }

    /**
     * Where a path leads.
     *
     * @throws Forbidden if that is outside; a file that does not exist is told to be missing only where it could be read
     */
    private Path allowed(Path path) throws IOException {
        Path existing = path.toAbsolutePath();
        List<Path> missing = new ArrayList<>();
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = existing.getParent();
            if (parent == null) {
                break;
            }
            missing.addFirst(existing.getFileName());
            existing = parent;
        }
        Path real;
        try {
            real = existing.toRealPath();
        } catch (IOException broken) {
            throw new Forbidden(path, "a link that leads nowhere");
        }
        for (Path name : missing) {
            real = real.resolve(name);
        }
        real = real.normalize();
        for (Path folder : folders) {
            if (real.startsWith(folder)) {
                return real;
            }
        }
        throw new Forbidden(path, "it lies outside of the folders that the study may read");
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return Channels.newInputStream(Files.newByteChannel(allowed(file), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(allowed(file));
    }

    @Override
    public Path real(Path file) throws IOException {
        return allowed(file).toRealPath();
    }

    @Override
    public boolean isFile(Path file) {
        try {
            return Files.isRegularFile(allowed(file));
        } catch (IOException forbidden) {
            return false;
        }
    }

    @Override
    public boolean isFolder(Path folder) {
        try {
            return Files.isDirectory(allowed(folder));
        } catch (IOException forbidden) {
            return false;
        }
    }

    @Override
    public List<String> names(Path folder, Predicate<String> wanted) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(allowed(folder),
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
}
