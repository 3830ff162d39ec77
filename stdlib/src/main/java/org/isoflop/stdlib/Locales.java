package org.isoflop.stdlib;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of texts. */
public final class Locales {
    /**
     * What {@link String#format(Locale, String, Object...)} is told to write numbers as everywhere in the world of programs. It
     * is {@link Locale#ROOT} without the tables of locales, which take 40 ms to be loaded in a fresh process.
     */
    public static final @Nullable Locale NONE = null;

    private Locales() {
    }
}
