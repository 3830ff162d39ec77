package org.isoflop.repl.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.repl.Streams;
import org.isoflop.repl.plot.PlotFiles;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.JsonPrinter;
import org.isoflop.repl.printer.JsonWriter;
import org.isoflop.repl.printer.TextPrinter;

/** Prints results and diagnostics in the format that was asked for, each to its stream. */
record Report(boolean json, Streams streams, TextPrinter texts, DiagnosticPrinter diagnostics, JsonPrinter jsonPrinter) {

    static Report of(Arguments arguments, Surroundings surroundings) throws Mistake {
        return new Report(arguments.choice(Option.FORMAT).equals("json"), surroundings.streams(), surroundings.texts(arguments),
                surroundings.diagnostics(arguments), new JsonPrinter(surroundings.names()));
    }

    /** The exit code that a result stands for. */
    static int exit(Result result) {
        return result.hasErrors() ? Exit.WRONG_STUDY : result.ok() ? Exit.WELL : Exit.FAILED;
    }

    /** Prints what a study came to, its plots drawn first; what could not be drawn is among the findings of the result given back. */
    Result result(Result run) {
        List<Result.Finding> findings = new ArrayList<>(run.findings());
        List<Path> plots = PlotFiles.write(run, failed -> findings.add(new Result.Finding(failed, null)));
        boolean drawn = plots.size() == run.plots().size();
        Result result = drawn
                ? run
                : new Result(run.title(), false, run.display(), run.values(), run.outputs(), run.expectations(), findings,
                        run.plots(), run.files(), run.outputFolder());
        print(result, plots);
        return result;
    }

    private void print(Result result, List<Path> plots) {
        if (json) {
            jsonPrinter.print(result, plots, writer());
            return;
        }
        streams.out().print(texts.text(result, plots));
        streams.out().flush();
        streams.err().print(diagnostics.text(raised(result)));
    }

    /** The value of an expression, alone on its line. */
    void value(Result result) {
        if (json) {
            jsonPrinter.print(result, List.of(), writer());
            return;
        }
        for (Result.Shown shown : result.outputs()) {
            streams.out().print(texts.value(result, shown.value()));
        }
        streams.out().flush();
        streams.err().print(diagnostics.text(raised(result)));
    }

    /** What stands in the way, then what is doubtful, then where expectations failed; not what was accepted. */
    static List<Diagnostic> raised(Result result) {
        List<Diagnostic> raised = new ArrayList<>();
        for (Result.Finding finding : result.findings()) {
            if (finding.accepted() == null) {
                raised.add(finding.diagnostic());
            }
        }
        for (Result.Expectation expectation : result.expectations()) {
            if (!expectation.ok() && !raised.contains(expectation.place())) {
                raised.add(expectation.place());
            }
        }
        return raised;
    }

    JsonWriter writer() {
        return new JsonWriter(streams.out());
    }
}
