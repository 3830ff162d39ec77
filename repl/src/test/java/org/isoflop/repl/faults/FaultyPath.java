package org.isoflop.repl.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path that leads through the file system that fails. */
record FaultyPath(FaultyFileSystem files, Path real) implements Path {

    /** The path of the file system beneath. */
    static Path real(Path path) {
        return path instanceof FaultyPath faulty ? faulty.real : path;
    }

    private Path faulty(Path path) {
        return new FaultyPath(files, path);
    }

    private @Nullable Path faultyOrNull(@Nullable Path path) {
        return path == null ? null : faulty(path);
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return faultyOrNull(real.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return faultyOrNull(real.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return faultyOrNull(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return faulty(real.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return faulty(real.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return real.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return real.endsWith(real(other));
    }

    @Override
    public Path normalize() {
        return faulty(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return faulty(real.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
        return faulty(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return faulty(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        FaultPlan.before(Operation.REAL_PATH, this);
        return faulty(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FaultyPath path && real.equals(path.real);
    }

    @Override
    public int hashCode() {
        return real.hashCode();
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
