package org.isoflop.repl.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.isoflop.stdlib.keep.FolderStore;

/** {@code isoflop cache}: what is kept of long work, and how to be rid of it. */
final class CacheVerb implements Verb {
    private static final Option CLEAR = Option.flag("--clear", "removes all of it");

    @Override
    public Usage usage() {
        return new Usage("cache", "", 0, "tells what is kept of long work", """
                Tells where results of long work are kept, how many and how large. They are found again by a
                hash of all that they depend on, so that none can be out of date; what is not used for longest
                goes first when they take more than 1 GiB. All of it may be removed at any time.""",
                List.of(Option.CACHE, Option.NO_CACHE, CLEAR), List.of(Usage.EXIT_WELL, Usage.EXIT_COMMAND, Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        FolderStore store = ResultCache.folder(arguments, surroundings);
        if (store == null) {
            surroundings.streams().out().println("nothing is kept");
            return Exit.WELL;
        }
        FolderStore.Contents contents = arguments.has(CLEAR) ? store.clear() : store.contents();
        surroundings.streams().out().printf(Locale.ROOT, "%s: %s%d %s, %.1f MB%n", surroundings.names().of(store.folder()),
                arguments.has(CLEAR) ? "removed " : "", contents.entries(), contents.entries() == 1 ? "result" : "results",
                contents.bytes() / 1e6);
        return Exit.WELL;
    }
}
