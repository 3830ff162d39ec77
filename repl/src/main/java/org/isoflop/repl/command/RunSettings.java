package org.isoflop.repl.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.engine.ReadAccess;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.repl.Interruption;
import org.jspecify.annotations.Nullable;

/** From options of the command line to options of a run. */
final class RunSettings {
    private static final long MOST_THREADS = 1024;

    private RunSettings() {
    }

    static RunOptions of(Arguments arguments, Surroundings surroundings) throws Mistake {
        String out = arguments.value(Option.OUT);
        return within(arguments, surroundings, out == null ? null : surroundings.resolve(out));
    }

    /** @param folder where files are written, null for the default */
    static RunOptions within(Arguments arguments, Surroundings surroundings, @Nullable Path folder) throws Mistake {
        Long seed = arguments.number(Option.SEED, Long.MIN_VALUE);
        Long threads = arguments.number(Option.THREADS, 1);
        RunOptions defaults = RunOptions.defaults();
        return new RunOptions(inputs(arguments), folder, seed,
                threads == null ? defaults.threads() : (int) Math.min(MOST_THREADS, threads)).with(access(arguments, surroundings))
                .with(RunLimits.of(arguments))
                .with(ResultCache.of(arguments, surroundings))
                .with(Interruption.run());
    }

    /** What studies may read. */
    static ReadAccess access(Arguments arguments, Surroundings surroundings) throws Mistake {
        String root = arguments.value(Option.ROOT);
        List<Path> more = new ArrayList<>();
        for (String folder : arguments.values(Option.ALLOW_READ)) {
            more.add(folder(Option.ALLOW_READ, folder, surroundings));
        }
        return new ReadAccess(root == null ? null : folder(Option.ROOT, root, surroundings), more);
    }

    private static Path folder(Option option, String name, Surroundings surroundings) throws Mistake {
        Path folder = surroundings.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new Mistake("`" + option.name() + " " + name + "`: there is no such folder", null);
        }
        return folder;
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
