package org.isoflop.grammar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The study files that tests read. */
public final class Studies {
    /** A whole study as a user would write it. */
    public static final String CLUSTER = read("cluster.study");
    /** Every item and every form of expression, laid out badly. */
    public static final String EVERYTHING = read("everything.study");

    private Studies() {
    }

    private static String read(String name) {
        try (InputStream stream = Objects.requireNonNull(Studies.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
