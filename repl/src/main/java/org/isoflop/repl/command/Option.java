package org.isoflop.repl.command;

import org.jspecify.annotations.Nullable;

/**
 * An option.
 *
 * @param name as it is written: {@code --seed}
 * @param value what follows it in help, null for a switch
 * @param repeated whether it may be given more than once
 */
record Option(String name, @Nullable String value, boolean repeated, String documentation) {
    static final Option HELP = flag("--help", "shows this help");
    static final Option FORMAT = of("--format", "text|json", "how results and diagnostics are printed; text is the default");
    /** The same for verbs that print values. */
    static final Option RESULT_FORMAT = of("--format", "text|json|csv|markdown", "how results are printed; text is the default");
    static final Option COLOUR = of("--color", "auto|always|never", "auto colours on a terminal unless NO_COLOR is set");
    static final Option SET = new Option("--set", "name=value", true, "replaces the default of an input; may be repeated");
    static final Option OUT = of("--out", "DIR", "where files are written; out/ beside the study is the default");
    static final Option SEED = of("--seed", "N", "replaces the seed of the study");
    static final Option THREADS = of("--threads", "N", "how many threads may work; results do not depend on it");
    static final Option USE = of("--use", "FILE", "a study whose names may be used");
    static final Option CHECK = flag("--check", "changes nothing, and names the files that would change");
    static final Option PIN = flag("--pin", "also writes the hash of every data file behind its name");

    static Option of(String name, String value, String documentation) {
        return new Option(name, value, false, documentation);
    }

    static Option flag(String name, String documentation) {
        return new Option(name, null, false, documentation);
    }
}
