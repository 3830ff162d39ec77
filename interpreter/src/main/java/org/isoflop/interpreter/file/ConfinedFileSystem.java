package org.isoflop.interpreter.file;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * The file system of a study: what lies below given folders can be read, everything else is as if it were locked, and nothing
 * can be written. Where a path leads is judged without links and {@code ..}, and it is the path so found that is opened.
 */
public final class ConfinedFileSystem implements FileSystem {
    private final List<Path> folders;

    /** All files. The first one has the whole of polyglot initialised, for which nobody waits who reads none. */
    private static final class Whole {
        private static final FileSystem FILES = FileSystem.newReadOnlyFileSystem(FileSystem.newDefaultFileSystem());
    }

    /** @param folders the folders below which files may be read; one that does not exist allows nothing */
    public ConfinedFileSystem(List<Path> folders) {
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
    public Path parsePath(URI uri) {
        return Whole.FILES.parsePath(uri);
    }

    @Override
    public Path parsePath(String path) {
        return Whole.FILES.parsePath(path);
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        Whole.FILES.checkAccess(allowed(path), modes, options);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        Whole.FILES.createDirectory(folder, attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        Whole.FILES.delete(path);
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Set<OpenOption> strict = new HashSet<>(options);
        strict.add(LinkOption.NOFOLLOW_LINKS);
        return Whole.FILES.newByteChannel(allowed(path), strict, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        return Whole.FILES.newDirectoryStream(allowed(folder), filter);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return Whole.FILES.toAbsolutePath(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        return Whole.FILES.toRealPath(allowed(path), options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Whole.FILES.readAttributes(allowed(path), attributes, options);
    }
}
