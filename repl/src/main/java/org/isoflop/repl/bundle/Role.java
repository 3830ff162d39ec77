package org.isoflop.repl.bundle;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a file is to a bundle. */
enum Role {
    /** The study that is run. */
    STUDY,
    /** A study that it uses. */
    MODULE,
    /** A table that it reads. */
    DATA,
    /** What the study came to, as JSON. */
    RESULT,
    /** A table or plot that it wrote. */
    OUTPUT,
    LICENSE,
    /** What describes the other files. */
    METADATA;

    /** The word in the lock. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }

    /** Whether it is laid down when a bundle is opened: what a run reads, and what it is held against afterwards. */
    boolean isLaidDown() {
        return isInput() || this == RESULT;
    }

    /** Whether a run reads it. */
    boolean isInput() {
        return this == STUDY || this == MODULE || this == DATA;
    }
}
