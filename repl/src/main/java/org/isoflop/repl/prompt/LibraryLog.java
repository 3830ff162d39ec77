package org.isoflop.repl.prompt;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What JLine logs to the terminal: that it has no native library here or does not know the terminal, with stack traces, and helps itself
 * in another way; that others may read the history; what is wrong with that, which is said in our own words.
 */
final class LibraryLog {
    /** A logger that nobody holds is made anew, with its own level. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private LibraryLog() {
    }

    /** Has nothing of it printed. */
    static void silence() {
        JLINE.setLevel(Level.OFF);
    }
}
