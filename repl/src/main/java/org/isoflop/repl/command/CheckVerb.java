package org.isoflop.repl.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.RunOptions;

/** {@code isoflop check}: names, units and shapes of studies. */
final class CheckVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("check", "FILE…", Integer.MAX_VALUE, "checks names, units and shapes; runs nothing", """
                Checks names, units and shapes of studies. Nothing runs and no data is read; all mistakes
                are reported in one go. Of a folder every *.study below it is checked.""",
                List.of(Option.FORMAT, Option.ROOT, Option.ALLOW_READ, Option.LIMIT),
                List.of(Usage.EXIT_WELL, Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT, Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        arguments.choice(Option.FORMAT);
        RunOptions options = RunSettings.of(arguments, surroundings);
        try (OpenStudies opened = OpenStudies.all(arguments, options.limits(), surroundings)) {
            return check(opened, options, arguments, opened.surroundings());
        }
    }

    private static int check(OpenStudies opened, RunOptions options, Arguments arguments, Surroundings surroundings) throws Mistake {
        Printout printout = Printout.of(arguments, Option.FORMAT, surroundings);
        List<Diagnostic> found = new ArrayList<>();
        for (OpenStudy study : opened.studies()) {
            found.addAll(surroundings.studies().check(study.file(), study.options(options)));
        }
        if (printout.json()) {
            printout.jsonPrinter().print(found, printout.writer());
        } else {
            surroundings.streams().err().print(printout.diagnostics().text(found));
        }
        return Printout.exit(found);
    }
}
