package org.isoflop.repl.command;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where entries at the prompt are remembered from one session to the next. */
final class History {
    private static final String VARIABLE = "ISOFLOP_HISTORY";

    private History() {
    }

    /** The file that {@code ISOFLOP_HISTORY} names, else one in the user's folder for such things; null for none, if it is {@code off}. */
    static @Nullable Path of(Map<String, String> variables) {
        String wished = variables.getOrDefault(VARIABLE, "");
        if (wished.equals("off")) {
            return null;
        }
        if (!wished.isEmpty()) {
            return Path.of(wished);
        }
        String state = variables.getOrDefault("XDG_STATE_HOME", "");
        String home = variables.getOrDefault("HOME", "");
        if (state.isEmpty() && home.isEmpty()) {
            return null;
        }
        return (state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state)).resolve("isoflop").resolve("history");
    }
}
