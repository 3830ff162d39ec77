package org.isoflop.stdlib.keep;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The place of one result: found there, or worked out and kept. */
public final class Kept<R> {
    private final Store store;
    private final @Nullable Key key;
    private final Class<R> kind;
    private final @Nullable Object given;

    Kept(Store store, @Nullable Key key, Class<R> kind, @Nullable Object given) {
        this.store = store;
        this.key = key;
        this.kind = kind;
        this.given = given;
    }

    /** Whether the result is worth keeping. */
    public boolean isWanted() {
        return key != null;
    }

    @Nullable
    Key key() {
        return key;
    }

    /**
     * The place of something that is worked out of the same, or of a part of it. Where this is not worth keeping, neither is that.
     *
     * @param more what it depends on besides
     */
    public <P> Kept<P> part(Class<P> sort, @Nullable Object... more) {
        return new Kept<>(store, key == null ? null : Fingerprint.of(1, key, sort.getName(), more), sort, null);
    }

    /** Whether the result was kept, as far as can be told before it is read. */
    public boolean isKnown() {
        return key != null && store.holds(key);
    }

    /** The result that was kept, null if none was. */
    public @Nullable R find() {
        return key == null ? null : store.read(key, kind, given);
    }

    /** Keeps a result that was worked out. */
    public void put(R result) {
        if (key != null) {
            store.write(key, result, given);
        }
    }

    /** The result: found, or else worked out and kept. */
    public R or(Supplier<R> work) {
        R known = find();
        if (known != null) {
            return known;
        }
        R result = work.get();
        put(result);
        return result;
    }
}
