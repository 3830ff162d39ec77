package org.isoflop.repl.cache;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.isoflop.stdlib.keep.FolderStore;
import org.isoflop.stdlib.keep.Key;
import org.isoflop.stdlib.keep.Store;
import org.jspecify.annotations.Nullable;

/** A folder that keeps whatever can be kept, however little work it is, and counts. */
final class Everything implements Store {
    private final Store store;
    final AtomicInteger found = new AtomicInteger();
    final AtomicInteger written = new AtomicInteger();

    Everything(Path folder) {
        store = new FolderStore(folder, 1 << 30, failed -> {
            throw new AssertionError(failed);
        });
    }

    @Override
    public double least() {
        return 0;
    }

    @Override
    public boolean holds(Key key) {
        return store.holds(key);
    }

    @Override
    public <R> @Nullable R read(Key key, Class<R> kind, @Nullable Object given) {
        R result = store.read(key, kind, given);
        found.addAndGet(result == null ? 0 : 1);
        return result;
    }

    @Override
    public void write(Key key, Object result, @Nullable Object given) {
        written.incrementAndGet();
        store.write(key, result, given);
    }
}
