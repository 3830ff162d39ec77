package org.isoflop.repl.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.interpreter.engine.RunOptions;
import org.jspecify.annotations.Nullable;

/** From options of the command line to options of a run. */
final class RunSettings {
    private static final long MOST_THREADS = 1024;

    private RunSettings() {
    }

    static RunOptions of(Arguments arguments, Surroundings surroundings) throws Mistake {
        String out = arguments.value(Option.OUT);
        return within(arguments, out == null ? null : surroundings.resolve(out));
    }

    /** @param folder where files are written, null for the default */
    static RunOptions within(Arguments arguments, @Nullable Path folder) throws Mistake {
        Long seed = arguments.number(Option.SEED, Long.MIN_VALUE);
        Long threads = arguments.number(Option.THREADS, 1);
        RunOptions defaults = RunOptions.defaults();
        return new RunOptions(inputs(arguments), folder, seed,
                threads == null ? defaults.threads() : (int) Math.min(MOST_THREADS, threads));
    }

    private static Map<String, String> inputs(Arguments arguments) throws Mistake {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (String setting : arguments.values(Option.SET)) {
            int equals = setting.indexOf('=');
            if (equals < 1 || setting.substring(0, equals).isBlank()) {
                throw new Mistake("`--set " + setting + "` names no input", "write `--set name=value`");
            }
            inputs.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
        }
        return inputs;
    }
}
