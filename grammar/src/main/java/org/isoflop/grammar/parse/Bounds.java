package org.isoflop.grammar.parse;

import java.util.Locale;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Excess;
import org.jspecify.annotations.Nullable;

/**
 * How much reading and checking a text may take. Whoever walks syntax recurses, so that what nests is bounded by the stack of the thread.
 *
 * @param nesting how many brackets may stand within each other; what takes less room goes deeper in proportion
 * @param bytes how many a file may have whose text is read
 * @param poll asked again and again; what it throws ends the work
 */
public record Bounds(int nesting, int bytes, Runnable poll) {
    /** Deeper than anything that is written by hand, and shallow enough for the stack of any thread. */
    public static final int USUAL_NESTING = 200;
    /** For this the stack suffices that the command gives to its thread. */
    public static final int MOST_NESTING = 4_000;
    /** What an array may have. */
    public static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    /** Bounds for a text that nobody waits for. */
    public static final Bounds USUAL = new Bounds(USUAL_NESTING, MOST_BYTES, () -> {
    });

    /** The rules of the parser that a bracket passes through with what stands in it, at most. */
    private static final int RULES = 16;
    private static final int RULES_AROUND = 40;
    private static final int CHAIN = 5;
    private static final int ITEMS = 2;

    public Bounds {
        if (nesting < 1 || nesting > MOST_NESTING) {
            throw new IllegalArgumentException("nesting: " + nesting);
        }
    }

    /** Rules of the parser within each other. */
    int rules() {
        return RULES_AROUND + RULES * nesting;
    }

    /** Operators in a chain, factors of a unit, expressions within each other. */
    public int chain() {
        return CHAIN * nesting;
    }

    /** Items that lead to each other. */
    public int items() {
        return ITEMS * nesting;
    }

    /** What is said of a file whose text has too many bytes, without its place; null if it has not. */
    public @Nullable Diagnostic tooLong(String name, long length) {
        return tooLong(name, length, bytes);
    }

    /** What is said of a file that is read whole and has too many bytes; null if it has not. */
    public static @Nullable Diagnostic tooLong(String name, long length, int most) {
        return length <= most ? null : Excess.of("file", "bytes of `" + name + "`", length, most);
    }

    /** What is said of something that goes deeper, without its place. */
    public Diagnostic exceeded(String what) {
        Diagnostic reached = Diagnostic.of(Code.LIMIT,
                String.format(Locale.ROOT, "nesting: %s than the limit of %,d allows", what, nesting));
        return nesting < MOST_NESTING
                ? reached.note("`--limit nesting=" + Math.min(MOST_NESTING, 2 * nesting) + "` allows more")
                : reached;
    }
}
