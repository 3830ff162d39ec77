package org.isoflop.stdlib.keep;

import org.jspecify.annotations.Nullable;

/**
 * Where results are kept. A store never fails: what it cannot give or take is worked out again. It may be used by several threads and
 * processes at once.
 */
public interface Store {
    /** How many evaluations of a row a result takes, at least, to be worth a place here. */
    default double least() {
        return 2e6;
    }

    /** Whether there is an entry, whole or not. */
    boolean holds(Key key);

    /**
     * The result under a key; null where there is none, or none that is whole.
     *
     * @param given the part of it that was not kept, null if there is none
     */
    <R> @Nullable R read(Key key, Class<R> kind, @Nullable Object given);

    /**
     * Keeps a result under a key, in place of what was there.
     *
     * @param result a record of numbers, texts, enums, arrays, lists and such records
     * @param given the part of it that need not be kept
     */
    void write(Key key, Object result, @Nullable Object given);

    /** Keeps nothing. */
    Store NONE = new Store() {
        @Override
        public boolean holds(Key key) {
            return false;
        }

        @Override
        public <R> @Nullable R read(Key key, Class<R> kind, @Nullable Object given) {
            return null;
        }

        @Override
        public void write(Key key, Object result, @Nullable Object given) {
            // There is nowhere to keep it.
        }
    };
}
