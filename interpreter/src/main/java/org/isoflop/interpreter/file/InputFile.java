package org.isoflop.interpreter.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A file that a study reads, with the access through which it does so. */
public record InputFile(FileAccess access, Path path) {
    /** Opens it at its start. */
    public InputStream open() throws IOException {
        return access.open(path);
    }

    /** Its size in bytes. */
    public long size() throws IOException {
        return access.size(path);
    }

    /**
     * Its bytes.
     *
     * @throws IOException also if there are more than so many
     */
    public byte[] bytes(int most) throws IOException {
        return access.bytes(path, most);
    }

    /** Whether it is a file, not a folder or a device, and may be read. */
    public boolean isFile() {
        return access.isFile(path);
    }

    /** The names beside it, for the one that was meant. */
    public List<String> neighbours() {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? List.of() : access.names(folder, name -> true);
    }
}
