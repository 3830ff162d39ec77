package org.isoflop.repl.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.isoflop.interpreter.file.ContentHash;

/**
 * A file on its way into a bundle.
 *
 * @param name in the archive
 * @param checksum the CRC-32 that a zip archive keeps
 */
record Piece(String name, Role role, Content content, long bytes, long checksum, String sha256) {
    /** What a file holds; it can be read again. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** A file as it is now. */
    static Piece of(String name, Role role, Path file) throws IOException {
        return of(name, role, () -> Files.newInputStream(file));
    }

    static Piece of(String name, Role role, byte[] bytes) throws IOException {
        return of(name, role, () -> new ByteArrayInputStream(bytes));
    }

    private static Piece of(String name, Role role, Content content) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(content.open(), new CRC32());
        try (DigestInputStream hashed = new DigestInputStream(checked, ContentHash.digest())) {
            long bytes = hashed.transferTo(OutputStream.nullOutputStream());
            return new Piece(name, role, content, bytes, checked.getChecksum().getValue(),
                    HexFormat.of().formatHex(hashed.getMessageDigest().digest()));
        }
    }

    LockedFile locked() {
        return new LockedFile(name, role, bytes, sha256);
    }
}
