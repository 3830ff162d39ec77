package org.isoflop.stdlib.keep;

import org.jspecify.annotations.Nullable;

/** Decides which results are kept, and under which keys. */
public final class Keeper {
    /** Keeps nothing. */
    public static final Keeper NONE = new Keeper(Store.NONE, Double.POSITIVE_INFINITY);
    /** Evaluations of a row that a number has to stand for, at least: hashing, writing and reading it take as long as one or two. */
    private static final double WORTH_A_NUMBER = 2;

    private final Store store;
    private final double least;
    private final @Nullable String edition;

    /** @param least how many evaluations of a row a result takes, at least, to be worth keeping */
    public Keeper(Store store, double least) {
        this(store, least, null);
    }

    /** @param edition what tells this program from others that may give other results; null to find it out */
    Keeper(Store store, double least, @Nullable String edition) {
        this.store = store;
        this.least = least;
        this.edition = edition;
    }

    /**
     * The place of a result.
     *
     * @param kind a record
     * @param work roughly how many evaluations of a row it takes
     * @param numbers roughly how many numbers it depends on and consists of
     * @param threads how many threads may hash
     * @param given a part of the result that whoever asks has, and which is not kept; null if there is none
     * @param name tells this kind of result from others of the same kind that depend on the same
     * @param inputs all that the result depends on
     */
    public <R> Kept<R> of(Class<R> kind, double work, double numbers, int threads, @Nullable Object given, String name,
            @Nullable Object... inputs) {
        boolean worthIt = store != Store.NONE && work >= least && work >= WORTH_A_NUMBER * numbers;
        return new Kept<>(store, worthIt ? key(threads, name, inputs) : null, kind, given);
    }

    private @Nullable Key key(int threads, String name, @Nullable Object[] inputs) {
        String program = edition != null ? edition : Edition.TEXT;
        if (program == null) {
            return null;
        }
        try {
            return Fingerprint.of(threads, program, name, inputs);
        } catch (UnsupportedOperationException unknown) {
            // Something that cannot be told from another of its kind.
            return null;
        }
    }
}
