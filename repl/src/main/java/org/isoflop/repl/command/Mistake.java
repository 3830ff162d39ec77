package org.isoflop.repl.command;

import org.jspecify.annotations.Nullable;

/** A mistake on the command line, for the user to read. */
final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;
    private final @Nullable String help;

    /** @param help what to do instead, or null */
    Mistake(String message, @Nullable String help) {
        super(message, null, false, false);
        this.help = help;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String help() {
        return help;
    }
}
