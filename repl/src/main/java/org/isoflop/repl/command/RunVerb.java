package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.interpreter.engine.Result;

/** {@code isoflop run}: runs a study and prints what it shows. */
final class RunVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("run", "FILE", 1, "runs a study and prints what it shows", """
                Runs a study: reads its data, fits, allocates, and prints what it shows and whether its
                expectations hold. Results go to standard output, everything else to standard error.""",
                List.of(Option.SET, Option.RESULT_FORMAT, Option.OUT, Option.SEED, Option.THREADS, Option.ROOT,
                        Option.ALLOW_READ),
                List.of(Usage.EXIT_WELL, Usage.EXIT_EXPECTATION, Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT,
                        Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Printout printout = Printout.of(arguments, Option.RESULT_FORMAT, surroundings);
        return Printout.exit(printout.result(result(arguments, surroundings)));
    }

    private static Result result(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Path study = StudyFiles.one(arguments.operands().getFirst(), surroundings);
        try (ProgressLine progress = ProgressLine.on(surroundings)) {
            return surroundings.studies().run(study, RunSettings.of(arguments, surroundings).with(progress));
        }
    }
}
