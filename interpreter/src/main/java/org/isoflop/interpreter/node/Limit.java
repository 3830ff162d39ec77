package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isoflop.grammar.parse.Bounds;
import org.jspecify.annotations.Nullable;

/** Something of which a study may use so much and no more, with what is enough for a morning on one machine. */
public enum Limit {
    /** Milliseconds that a run may take. */
    TIME("how long a run may take", 3_600_000),
    /** Bytes of live values; 0 stands for what the machine gives. */
    MEMORY("bytes of memory", 0),
    /** Rows of one table. */
    ROWS("rows of a table", 200_000_000),
    /** Rows times columns of one table, elements of one list. */
    CELLS("rows times columns of a table, elements of a list", 2_000_000_000),
    /** Draws of one uncertain value, resamples of one fit. */
    DRAWS("draws of a value or resamples of a fit", 1_000_000),
    /** Brackets within each other; operators in a chain and items that lead to each other in proportion. */
    NESTING("brackets within each other", Bounds.USUAL_NESTING, Bounds.MOST_NESTING),
    /** Bytes of one file that is read. */
    FILE("bytes of a file that is read", 20_000_000_000L),
    /** Bytes of one file that is written. */
    OUTPUT("bytes of a file that is written", 2_000_000_000);

    private final String documentation;
    private final long usual;
    private final long most;

    Limit(String documentation, long usual) {
        this(documentation, usual, Long.MAX_VALUE);
    }

    Limit(String documentation, long usual, long most) {
        this.documentation = documentation;
        this.usual = usual;
        this.most = most;
    }

    /** As the command line takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String documentation() {
        return documentation;
    }

    /** What holds unless something else is said. */
    public long usual() {
        return usual;
    }

    /** The most that can be allowed. */
    public long most() {
        return most;
    }

    /** The one with a word, null if there is none. */
    public static @Nullable Limit named(String word) {
        for (Limit limit : values()) {
            if (limit.word().equals(word)) {
                return limit;
            }
        }
        return null;
    }

    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Limit limit : values()) {
            words.add(limit.word());
        }
        return words;
    }
}
