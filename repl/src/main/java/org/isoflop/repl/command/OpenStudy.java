package org.isoflop.repl.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.engine.ReadAccess;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.repl.bundle.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * A study that can be run: a file, or what a bundle holds.
 *
 * @param file where it lies
 * @param named what was named on the command line, the file itself or the bundle
 * @param bundle that it came in, null for a file
 */
record OpenStudy(Path file, Path named, @Nullable Bundle bundle) {
    /** Where its outputs go by default. */
    Path outputs() {
        return named.resolveSibling("out");
    }

    /** What it may read: a bundle what it holds, and nothing else. */
    ReadAccess access(ReadAccess asked) {
        return bundle == null ? asked : new ReadAccess(bundle.readable(), List.of());
    }

    /** How it is run: a bundle as it was run when it was made, where nothing else is asked for. */
    RunOptions options(RunOptions asked) {
        if (bundle == null) {
            return asked;
        }
        Map<String, String> inputs = new LinkedHashMap<>(bundle.lock().inputs());
        inputs.putAll(asked.inputs());
        return asked.with(inputs, asked.outputFolder() == null ? outputs() : asked.outputFolder(),
                asked.seed() == null ? Long.valueOf(bundle.lock().seed()) : asked.seed()).with(access(asked.access()));
    }
}
