package org.isoflop.interpreter.file;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a file's bytes, by which a study pins its data and a result names what it rests on. */
public final class ContentHash {
    private ContentHash() {
    }

    /** SHA-256 (FIPS 180-4) in 64 lower-case hexadecimal digits. */
    public static String sha256(InputFile input) throws IOException {
        try (InputStream bytes = input.open()) {
            return sha256(bytes);
        }
    }

    /** The same of all bytes that are still to come. */
    public static String sha256(InputStream bytes) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The same of bytes that were read. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** What works the hash out of bytes that come one after the other. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
