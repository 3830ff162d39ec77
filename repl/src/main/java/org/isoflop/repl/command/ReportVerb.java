package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.table.WholeFile;
import org.isoflop.repl.report.ReportPage;

/** {@code isoflop report}: runs a study and writes what came of it as one page. */
final class ReportVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("report", "FILE", 1, "runs a study and writes it as one page to read", """
                Runs a study and writes one HTML page that stands alone: the doc comments as prose, every item
                with its value, plots, warnings, how each fit was made, and what is needed to come to the same.
                A study that is wrong gives no page; one whose expectations fail does. What the study exports
                is written as by `isoflop run`.""",
                List.of(Option.PAGE, Option.SET, Option.SEED, Option.THREADS, Option.ROOT, Option.ALLOW_READ, Option.LIMIT, Option.CACHE,
                        Option.NO_CACHE),
                List.of(Usage.EXIT_WELL, Usage.EXIT_EXPECTATION, Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT,
                        Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        RunOptions options = RunSettings.within(arguments, surroundings, null);
        try (OpenStudies opened = OpenStudies.one(arguments, options.limits(), surroundings)) {
            Path page = StudyFiles.output(arguments, Option.PAGE, opened.study().named(), ".html", surroundings);
            return run(opened.study(), page, options, arguments, opened.surroundings());
        }
    }

    private static int run(OpenStudy study, Path page, RunOptions options, Arguments arguments, Surroundings surroundings)
            throws Mistake {
        Account account;
        try (ProgressLine progress = ProgressLine.on(surroundings)) {
            account = surroundings.studies().account(study.file(), study.options(options).with(progress));
        }
        Result result = account.result();
        surroundings.streams().err().print(surroundings.diagnostics(arguments).text(Printout.raised(result)));
        if (!result.hasErrors()) {
            write(page, ReportPage.of(account, surroundings.names()), surroundings);
        }
        return Printout.exit(result);
    }

    private static void write(Path page, String text, Surroundings surroundings) throws Mistake {
        try {
            WholeFile.write(page, writer -> writer.write(text));
        } catch (IOException failed) {
            throw new Mistake("`" + surroundings.names().of(page) + "` cannot be written: " + WholeFile.reason(failed), null);
        }
        surroundings.streams().out().println("wrote " + surroundings.names().of(page));
    }

}
