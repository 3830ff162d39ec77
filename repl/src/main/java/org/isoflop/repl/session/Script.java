package org.isoflop.repl.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a file or a pipe. An entry goes on as long as it is unfinished, and over lines that are indented, as the items of a study file
 * are; a blank line ends it, so that a program which waits for an answer sends one.
 */
public final class Script {
    private final BufferedReader lines;
    private final Predicate<String> unfinished;
    private @Nullable String ahead;

    /** @param unfinished whether more has to follow a text */
    public Script(BufferedReader lines, Predicate<String> unfinished) {
        this.lines = lines;
        this.unfinished = unfinished;
    }

    /** The next entry, null where there is none. */
    public @Nullable String next() throws IOException {
        String line = ahead == null ? lines.readLine() : ahead;
        ahead = null;
        while (line != null && line.isBlank()) {
            line = lines.readLine();
        }
        if (line == null || line.startsWith(":")) {
            return line;
        }
        StringBuilder entry = new StringBuilder(line);
        boolean open = unfinished.test(line);
        for (line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!open && line.isBlank()) {
                return entry.toString();
            }
            if (!open && !continues(line)) {
                ahead = line;
                return entry.toString();
            }
            entry.append('\n').append(line);
            open = unfinished.test(entry.toString());
        }
        return entry.toString();
    }

    private static boolean continues(String line) {
        return Character.isWhitespace(line.charAt(0)) || ")]}".indexOf(line.charAt(0)) >= 0;
    }
}
