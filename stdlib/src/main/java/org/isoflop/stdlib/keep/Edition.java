package org.isoflop.stdlib.keep;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.util.FastMath;
import org.isoflop.stdlib.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What tells this program from others that may give other results: a hash of its own code, which libraries it uses, and the Java that runs
 * it. A version number alone would not do: it stays while the program is worked on.
 */
final class Edition {
    /** Of the entries and of what is in keys. */
    private static final String FORMAT = "1";

    /** Null where the code cannot be found. */
    static final @Nullable String TEXT = text();

    private Edition() {
    }

    private static @Nullable String text() {
        try {
            Path code = place(Workers.class);
            Path library = place(FastMath.class);
            return code == null || library == null
                    ? null
                    : String.join(" ", FORMAT, hash(code), String.valueOf(library.getFileName()), System.getProperty("java.vm.version"),
                            System.getProperty("os.arch"));
        } catch (IOException | URISyntaxException unknown) {
            return null;
        }
    }

    private static @Nullable Path place(Class<?> type) throws URISyntaxException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null ? null : Path.of(source.getLocation().toURI());
    }

    /** Of the jar, or of all files of the folder. */
    private static String hash(Path code) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        if (Files.isRegularFile(code)) {
            digest.update(Files.readAllBytes(code));
            return HexFormat.of().formatHex(digest.digest());
        }
        Path own = code.resolve("org/isoflop/stdlib");
        List<Path> files;
        try (Stream<Path> all = Files.walk(own)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            digest.update((own.relativize(file) + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
