package org.isoflop.repl.command;

import org.isoflop.interpreter.node.Limit;
import org.jspecify.annotations.Nullable;

/**
 * An option.
 *
 * @param name as it is written: {@code --seed}
 * @param value what follows it in help, null for a switch
 * @param repeated whether it may be given more than once
 * @param brief the same in a letter: {@code -o}; null if there is none
 */
record Option(String name, @Nullable String value, boolean repeated, String documentation, @Nullable String brief) {
    static final Option HELP = new Option("--help", null, false, "shows this help", "-h");
    static final Option FORMAT = of("--format", "text|json", "how results and diagnostics are printed; text is the default");
    /** The same for verbs that print values. */
    static final Option RESULT_FORMAT = of("--format", "text|json|csv|markdown", "how results are printed; text is the default");
    static final Option COLOUR = of("--color", "auto|always|never", "auto colours on a terminal unless NO_COLOR is set");
    static final Option SET = new Option("--set", "name=value", true, "replaces the default of an input; may be repeated", null);
    static final Option OUT = of("--out", "DIR", "where files are written; out/ beside the study is the default");
    /** The same for who looks at what was written there. */
    static final Option WRITTEN = of("--out", "DIR", "where files were written; out/ beside the study is the default");
    static final Option PAGE = new Option("--out", "FILE", false, "the page, also -o; NAME.html in out/ beside the study is the default",
            "-o");
    static final Option ARCHIVE = new Option("--out", "FILE", false,
            "the archive, also -o; NAME.zip in out/ beside the study is the default", "-o");
    static final Option SEED = of("--seed", "N", "replaces the seed of the study");
    static final Option THREADS = of("--threads", "N", "how many threads may work; results do not depend on it");
    static final Option USE = of("--use", "FILE", "a study whose names may be used");
    static final Option STUDY = of("--study", "FILE", "the study, where it does not lie beside the result");
    static final Option ROOT = of("--root", "DIR", "what a study may read; its own folder is the default");
    static final Option ALLOW_READ = new Option("--allow-read", "DIR", true, "a further folder that a study may read; may be repeated",
            null);
    static final Option PLOTS = flag("--plots", "also draws plots with characters, below the results");
    static final Option PROVENANCE = flag("--provenance", "also prints the version, seed, inputs and hashes; JSON has them always");
    static final Option LIMIT = new Option("--limit", "name=value", true,
            "what a run may use: " + String.join(", ", Limit.words()) + "; may be repeated", null);
    static final Option CACHE = of("--cache", "DIR", "where results of long work are kept and looked for");
    static final Option NO_CACHE = flag("--no-cache", "keeps no results, and looks for none");
    static final Option CHECK = flag("--check", "changes nothing, and names the files that would change");
    static final Option PIN = flag("--pin", "also writes the hash of every file that is named behind its name");

    static Option of(String name, String value, String documentation) {
        return new Option(name, value, false, documentation, null);
    }

    static Option flag(String name, String documentation) {
        return new Option(name, null, false, documentation, null);
    }
}
