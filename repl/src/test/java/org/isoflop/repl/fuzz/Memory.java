package org.isoflop.repl.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.isoflop.interpreter.file.FileAccess;

/** One file that is nowhere. */
record Memory(byte[] content) implements FileAccess {
    @Override
    public InputStream open(Path file) {
        return new ByteArrayInputStream(content);
    }

    @Override
    public long size(Path file) {
        return content.length;
    }

    @Override
    public Path real(Path file) {
        return file;
    }

    @Override
    public boolean isFile(Path file) {
        return true;
    }

    @Override
    public boolean isFolder(Path folder) {
        return false;
    }

    @Override
    public List<String> names(Path folder, Predicate<String> wanted) {
        return List.of();
    }
}
