package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import org.isoflop.interpreter.table.WholeFile;
import org.isoflop.stdlib.keep.FolderStore;
import org.isoflop.stdlib.keep.Store;
import org.jspecify.annotations.Nullable;

/** Where results of long work are kept: by option, else by environment variable, else where the launcher says; else nowhere. */
final class ResultCache {
    /** Set by the launcher. */
    private static final String PROPERTY = "isoflop.cache";
    private static final String VARIABLE = "ISOFLOP_CACHE";
    private static final String NOWHERE = "off";
    private static final long MOST = 1L << 30;

    private ResultCache() {
    }

    static Store of(Arguments arguments, Surroundings surroundings) throws Mistake {
        FolderStore store = folder(arguments, surroundings);
        return store == null ? Store.NONE : store;
    }

    /** Null where nothing is kept. */
    static @Nullable FolderStore folder(Arguments arguments, Surroundings surroundings) throws Mistake {
        String asked = arguments.value(Option.CACHE);
        if (asked != null && (asked.isBlank() || arguments.has(Option.NO_CACHE))) {
            throw new Mistake(asked.isBlank() ? "`--cache` names no folder" : "`--cache` and `--no-cache` exclude each other", null);
        }
        String set = surroundings.variables().getOrDefault(VARIABLE, "");
        String place = asked != null ? asked : !set.isEmpty() ? set : System.getProperty(PROPERTY, NOWHERE);
        if (arguments.has(Option.NO_CACHE) || asked == null && place.equals(NOWHERE)) {
            return null;
        }
        Path folder = surroundings.resolve(place);
        return new FolderStore(folder, MOST, failed -> say(failed, surroundings));
    }

    private static void say(IOException failed, Surroundings surroundings) {
        String why = failed.getCause() instanceof IOException cause ? ": " + WholeFile.reason(cause) : "";
        surroundings.streams().err().println("isoflop: " + failed.getMessage() + why);
    }
}
