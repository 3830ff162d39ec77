package org.isoflop.repl.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.repl.Streams;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.plot.PlotFiles;
import org.isoflop.repl.printer.CsvPrinter;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.JsonPrinter;
import org.isoflop.repl.printer.JsonWriter;
import org.isoflop.repl.printer.MarkdownPrinter;
import org.isoflop.repl.printer.Notice;
import org.isoflop.repl.printer.ProvenanceText;
import org.isoflop.repl.printer.TextPrinter;

/**
 * Prints results and diagnostics in the format that was asked for, each to its stream.
 *
 * @param provenance whether to tell what results rest on where the format does not by itself
 */
record Printout(Format format, boolean provenance, Streams streams, FileNames names, TextPrinter texts, DiagnosticPrinter diagnostics,
        JsonPrinter jsonPrinter, MarkdownPrinter markdown) {
    /**
     * How results are printed. JSON and Markdown hold everything in one document, text and CSV leave messages to standard error, as text and as
     * a table.
     */
    enum Format {
        TEXT, JSON, CSV, MARKDOWN
    }

    /** @param option the one that lists the formats this verb knows */
    static Printout of(Arguments arguments, Option option, Surroundings surroundings) throws Mistake {
        Format format = Format.valueOf(arguments.choice(option).toUpperCase(Locale.ROOT));
        return new Printout(format, arguments.has(Option.PROVENANCE), surroundings.streams(), surroundings.names(),
                surroundings.texts(arguments),
                surroundings.diagnostics(arguments), new JsonPrinter(surroundings.names()), new MarkdownPrinter(surroundings.names()));
    }

    boolean json() {
        return format == Format.JSON;
    }

    /** Whether a run has to note what it rests on. */
    boolean traces() {
        return json() || provenance;
    }

    /** The exit code that a result stands for. */
    static int exit(Result result) {
        int exit = exit(result.findings().stream().map(Result.Finding::diagnostic).toList());
        return exit == Exit.WELL && !result.ok() ? Exit.FAILED : exit;
    }

    /** The exit code that diagnostics stand for. */
    static int exit(List<Diagnostic> found) {
        int exit = Exit.WELL;
        for (Diagnostic diagnostic : found) {
            boolean limit = diagnostic.code() == Code.LIMIT || diagnostic.code() == Code.INTERRUPTED;
            exit = Math.max(exit, limit ? Exit.LIMIT : diagnostic.isError() ? Exit.WRONG_STUDY : Exit.WELL);
        }
        return exit;
    }

    /** Prints what a study came to, its plots drawn first; what could not be drawn is among the findings of the result given back. */
    Result result(Result run) {
        List<Result.Finding> findings = new ArrayList<>(run.findings());
        List<Path> plots = PlotFiles.write(run, failed -> findings.add(new Result.Finding(failed, null)));
        Result result = plots.size() == run.plots().size() ? run : run.with(findings);
        switch (format) {
            case TEXT -> {
                streams.out().print(texts.text(result, plots));
                provenance(result, "");
                messages(result);
            }
            case CSV -> {
                csv(result);
                messages(result);
            }
            case JSON -> jsonPrinter.print(result, plots, writer());
            case MARKDOWN -> streams.out().print(markdown.text(result, plots));
        }
        return result;
    }

    /** The value of an expression, alone on its line. */
    void value(Result result) {
        switch (format) {
            case TEXT -> {
                for (Result.Shown shown : result.outputs()) {
                    streams.out().print(texts.value(result, shown.value()));
                }
                provenance(result, "");
                messages(result);
            }
            case CSV -> {
                csv(result);
                messages(result);
            }
            case JSON -> jsonPrinter.print(result, List.of(), writer());
            case MARKDOWN -> streams.out().print(markdown.text(result, List.of()));
        }
    }

    /** What a result rests on, where that was asked for; below what is read by people, above what is read by programs. */
    private void provenance(Result result, String mark) {
        List<String> lines = ProvenanceText.lines(result);
        streams.out().print(lines.isEmpty() || !mark.isEmpty() ? "" : "\n");
        lines.forEach(line -> streams.out().print(mark + line + "\n"));
    }

    private void csv(Result result) {
        provenance(result, "# ");
        csv(streams.out(), streams.outTerminal(), out -> CsvPrinter.print(result, out));
    }

    /** Prints what a program reads with every character, and a terminal without those that it would obey. */
    static void csv(PrintStream stream, boolean terminal, Consumer<PrintStream> printing) {
        if (!terminal) {
            printing.accept(stream);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        printing.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        stream.print(Harmless.of(bytes.toString(StandardCharsets.UTF_8)));
    }

    private void messages(Result result) {
        streams.out().flush();
        if (format == Format.CSV) {
            List<Notice> notices = raised(result).stream().map(raised -> Notice.of(raised, null, names)).toList();
            csv(streams.err(), streams.errTerminal(), err -> CsvPrinter.print(notices, err));
        } else {
            streams.err().print(diagnostics.text(raised(result)));
        }
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
