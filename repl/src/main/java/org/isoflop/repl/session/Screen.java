package org.isoflop.repl.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.Streams;
import org.isoflop.repl.plot.TerminalPlot;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.Ink.Role;
import org.isoflop.repl.printer.LineBreaks;
import org.isoflop.repl.printer.TextPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Where a session prints: results to standard output, what is to be said about them to standard error.
 *
 * @param texts prints results
 * @param ink the look of what is said about them
 * @param room tells the cells of a line of a diagnostic
 */
public record Screen(Streams streams, TextPrinter texts, Ink ink, IntSupplier room) {

    /** The cells that a plot fills at most. */
    private static final int PLOT = 100;

    void say(String line) {
        print(line + "\n");
    }

    /** What is said by the way. */
    void remark(String line) {
        say(texts.ink().of(Role.FAINT, line));
    }

    /** Prints a text as it is, but that its lines are broken where there is no room. */
    void print(String text) {
        streams.out().print(texts.fitted(text));
        streams.out().flush();
    }

    /** A value, in a line or a block. */
    void value(Display display, String head, Value value) {
        print(texts.value(display, head, value));
    }

    /** What an entry showed, expected, wrote. */
    void result(Result result, List<Path> plots) {
        print(texts.text(result, plots));
    }

    /** A plot, as wide as there is room and a quarter as high, which looks like half. */
    void draw(PlotModel plot) {
        int width = Math.min(texts.room().getAsInt(), PLOT);
        streams.out().print(texts.clean(TerminalPlot.draw(plot, width, width / 4, texts.ink())));
        streams.out().flush();
    }

    void diagnostics(List<Diagnostic> list) {
        streams.err().print(new DiagnosticPrinter(texts.names(), ink, room).text(list));
        streams.err().flush();
    }

    void accepted(List<Result.Finding> findings) {
        print(TextPrinter.accepted(findings));
    }

    /** A mistake that has no place in a study. */
    void mistake(String message, @Nullable String help) {
        String text = ink.of(Role.ERROR, "error") + ink.of(Role.STRONG, ": " + message) + "\n";
        if (help != null) {
            text += "  " + ink.of(Role.GUTTER, "= ") + ink.of(Role.HELP, "help: ") + help + "\n";
        }
        streams.err().print(LineBreaks.within(text, room.getAsInt()));
        streams.err().flush();
    }

    /** What stands in the way, then what is doubtful; what is accepted is among the results. */
    static List<Diagnostic> raised(List<Result.Finding> findings) {
        List<Diagnostic> raised = new ArrayList<>();
        for (Result.Finding finding : findings) {
            if (finding.accepted() == null) {
                raised.add(finding.diagnostic());
            }
        }
        return raised;
    }
}
