package org.isoflop.repl.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.repl.file.Scratch;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.Ink.Role;
import org.isoflop.repl.printer.JsonWriter;

/** {@code isoflop test}: runs studies for their expectations. */
final class TestVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("test", "PATH…", Integer.MAX_VALUE, "runs studies for their expectations", """
                Runs studies and tells which of their expectations hold. Of a folder every *.study below it is
                run. What a study shows is not printed, and the files it writes are thrown away.""",
                List.of(Option.FORMAT, Option.SEED, Option.THREADS, Option.ROOT, Option.ALLOW_READ, Option.LIMIT, Option.CACHE,
                        Option.NO_CACHE),
                List.of(Usage.EXIT_WELL, Usage.EXIT_EXPECTATION, Usage.EXIT_STUDY,
                        Usage.EXIT_COMMAND, Usage.EXIT_LIMIT, Usage.EXIT_FAULT));
    }

    /** What came of all studies. */
    private static final class Totals {
        private int studies;
        private int wrong;
        private int failed;
        private int expectations;
        private int held;
        private boolean stopped;

        void add(Result result) {
            studies++;
            wrong += result.hasErrors() ? 1 : 0;
            stopped |= Printout.exit(result) == Exit.LIMIT;
            failed += !result.hasErrors() && !result.ok() ? 1 : 0;
            expectations += result.expectations().size();
            held += held(result);
        }

        int exit() {
            return stopped ? Exit.LIMIT : wrong > 0 ? Exit.WRONG_STUDY : failed > 0 ? Exit.FAILED : Exit.WELL;
        }

        String text() {
            return count(studies, "study", "studies") + ": " + (studies - wrong - failed) + " ok, " + failed + " failed, " + wrong
                    + " wrong; " + held + " of " + count(expectations, "expectation", "expectations") + " held";
        }
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        arguments.choice(Option.FORMAT);
        RunOptions options = RunSettings.of(arguments, surroundings);
        Totals totals = new Totals();
        try (OpenStudies opened = OpenStudies.all(arguments, options.limits(), surroundings);
                Scratch scratch = Scratch.make("isoflop-test")) {
            Printout printout = Printout.of(arguments, Option.FORMAT, opened.surroundings());
            if (printout.json()) {
                json(opened.studies(), options, scratch.path(), opened.surroundings(), printout, totals);
            } else {
                text(opened.studies(), options, scratch.path(), opened.surroundings(), printout, totals);
            }
        }
        return totals.exit();
    }

    private static Result run(OpenStudy study, RunOptions options, Path scratch, Surroundings surroundings, Totals totals) {
        Path out = scratch.resolve(Integer.toString(totals.studies));
        RunOptions own = study.options(options.with(options.inputs(), out, options.seed()));
        Result result = surroundings.studies().run(study.file(), own);
        totals.add(result);
        return result;
    }

    private static void text(List<OpenStudy> studies, RunOptions options, Path scratch, Surroundings surroundings, Printout printout,
            Totals totals) {
        PrintStream out = surroundings.streams().out();
        Ink ink = printout.texts().ink();
        boolean said = false;
        for (OpenStudy study : studies) {
            Result result = run(study, options, scratch, surroundings, totals);
            String head = result.hasErrors()
                    ? ink.of(Role.ERROR, "WRONG") + "   "
                    : result.ok() ? ink.of(Role.GOOD, "ok") + "      " : ink.of(Role.ERROR, "FAILED") + "  ";
            int count = result.expectations().size();
            String expected = count == 0 ? "" : ": " + held(result) + " of " + count(count, "expectation", "expectations") + " held";
            out.print(printout.texts().fitted(head + surroundings.names().of(study.file()) + expected + "\n"));
            out.flush();
            String wrong = printout.diagnostics().text(wrong(result));
            surroundings.streams().err().print(said && !wrong.isEmpty() ? "\n" + wrong : wrong);
            said |= !wrong.isEmpty();
            surroundings.streams().err().flush();
        }
        out.print(printout.texts().fitted(totals.text() + "\n"));
    }

    /** The errors, and the expectations that failed; warnings are for those who run the study. */
    private static List<Diagnostic> wrong(Result result) {
        List<Diagnostic> wrong = new ArrayList<>(Printout.raised(result));
        List<Diagnostic> expected = result.expectations().stream().map(Result.Expectation::place).toList();
        wrong.removeIf(diagnostic -> !diagnostic.isError() && !expected.contains(diagnostic));
        return wrong;
    }

    private static void json(List<OpenStudy> studies, RunOptions options, Path scratch, Surroundings surroundings, Printout printout,
            Totals totals) {
        JsonWriter json = printout.writer();
        json.object().name("studies").array();
        for (OpenStudy study : studies) {
            Result result = run(study, options, scratch, surroundings, totals);
            json.object().name("file").value(surroundings.names().of(study.file())).name("study").value(result.title());
            json.name("ok").value(result.ok());
            printout.jsonPrinter().expectations(result.expectations(), json);
            json.name("diagnostics").array();
            for (Result.Finding finding : result.findings()) {
                printout.jsonPrinter().diagnostic(finding.diagnostic(), finding.accepted(), json);
            }
            json.end().end();
        }
        json.end().name("ok").value(totals.exit() == Exit.WELL).end();
    }

    private static int held(Result result) {
        int held = 0;
        for (Result.Expectation expectation : result.expectations()) {
            held += expectation.ok() ? 1 : 0;
        }
        return held;
    }

    private static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
