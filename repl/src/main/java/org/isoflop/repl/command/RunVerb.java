package org.isoflop.repl.command;

import java.io.IOException;
import java.util.List;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.repl.plot.TerminalPlot;

/** {@code isoflop run}: runs a study and prints what it shows. */
final class RunVerb implements Verb {
    /** The lines of a drawing. */
    private static final int HEIGHT = 28;

    @Override
    public Usage usage() {
        return new Usage("run", "FILE", 1, "runs a study and prints what it shows", """
                Runs a study: reads its data, fits, allocates, and prints what it shows and whether its
                expectations hold. Results go to standard output, everything else to standard error.""",
                List.of(Option.SET, Option.RESULT_FORMAT, Option.OUT, Option.PROVENANCE, Option.SEED, Option.THREADS, Option.PLOTS,
                        Option.ROOT, Option.ALLOW_READ, Option.LIMIT, Option.CACHE, Option.NO_CACHE),
                List.of(Usage.EXIT_WELL, Usage.EXIT_EXPECTATION, Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT,
                        Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        arguments.choice(Option.RESULT_FORMAT);
        RunOptions options = RunSettings.of(arguments, surroundings);
        try (OpenStudies opened = OpenStudies.one(arguments, options.limits(), surroundings)) {
            Printout printout = Printout.of(arguments, Option.RESULT_FORMAT, opened.surroundings());
            Result result = printout.result(result(opened.study(), printout.traces() ? options.traced() : options, surroundings));
            if (arguments.has(Option.PLOTS)) {
                draw(result, arguments, surroundings);
            }
            return Printout.exit(result);
        }
    }

    private static void draw(Result result, Arguments arguments, Surroundings surroundings) throws Mistake {
        for (PlotModel plot : result.plots()) {
            String drawing = TerminalPlot.draw(plot, surroundings.drawingWidth(), HEIGHT,
                    surroundings.ink(arguments, surroundings.streams().outTerminal()));
            surroundings.streams().out().print("\n" + surroundings.texts(arguments).clean(drawing));
        }
        surroundings.streams().out().flush();
    }

    private static Result result(OpenStudy study, RunOptions options, Surroundings surroundings) {
        try (ProgressLine progress = ProgressLine.on(surroundings)) {
            return surroundings.studies().run(study.file(), study.options(options).with(progress));
        }
    }
}
