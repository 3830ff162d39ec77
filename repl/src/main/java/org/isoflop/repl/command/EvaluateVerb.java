package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;

/** {@code isoflop eval}: the value of an expression. */
final class EvaluateVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("eval", "'EXPR'", 1, "prints the value of an expression", """
                Prints the value of an expression, with the names of a study if one is given. Paths in the
                expression are relative to the current folder.""",
                List.of(Option.USE, Option.SET, Option.RESULT_FORMAT, Option.PROVENANCE, Option.SEED, Option.THREADS,
                        Option.ROOT, Option.ALLOW_READ, Option.LIMIT, Option.CACHE, Option.NO_CACHE),
                List.of(Usage.EXIT_WELL, Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT, Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Printout printout = Printout.of(arguments, Option.RESULT_FORMAT, surroundings);
        String use = arguments.value(Option.USE);
        Path study = use == null ? null : StudyFiles.one(use, surroundings);
        RunOptions options = RunSettings.of(arguments, surroundings);
        Result result;
        try (ProgressLine progress = ProgressLine.on(surroundings)) {
            result = surroundings.studies().evaluate(arguments.operands().getFirst(), study, surroundings.folder(),
                    (printout.traces() ? options.traced() : options).with(progress));
        }
        printout.value(result);
        return Printout.exit(result);
    }
}
