package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.isoflop.repl.Streams;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.LineBreaks;
import org.isoflop.repl.printer.TextPrinter;

/** Where a verb runs: its streams, the working folder, the environment variables, the interpreter, and how files are called. */
record Surroundings(Streams streams, Path folder, Map<String, String> variables, Studies studies, FileNames names) {
    private static final int DRAWING = 100;
    /** The cells of a line where nobody can tell. */
    private static final int USUAL = 80;

    Surroundings(Streams streams, Path folder, Map<String, String> variables, Studies studies) {
        this(streams, folder, variables, studies, new FileNames(folder));
    }

    /** A path on the command line, seen from the working folder. */
    Path resolve(String path) {
        return folder.resolve(path).normalize();
    }

    /** The same where files are called by other names. */
    Surroundings calling(FileNames others) {
        return new Surroundings(streams, folder, variables, studies, others);
    }

    DiagnosticPrinter diagnostics(Arguments arguments) throws Mistake {
        return new DiagnosticPrinter(names(), ink(arguments, streams.errTerminal()), room(streams.errTerminal()));
    }

    TextPrinter texts(Arguments arguments) throws Mistake {
        return new TextPrinter(names(), ink(arguments, streams.outTerminal()), room(streams.outTerminal()));
    }

    /** Prints words to standard output. */
    void print(String text) {
        streams.out().print(LineBreaks.within(Harmless.of(text), room(streams.outTerminal()).getAsInt()));
    }

    /** Says what is wrong on standard error. */
    void complain(String text) {
        streams.err().print(LineBreaks.within(Harmless.of(text), room(streams.errTerminal()).getAsInt()));
    }

    Ink ink(Arguments arguments, boolean terminal) throws Mistake {
        return switch (arguments.choice(Option.COLOUR)) {
            case "always" -> Ink.COLOURED;
            case "never" -> Ink.PLAIN;
            default -> ink(terminal);
        };
    }

    /** Where nothing else is asked for: coloured in a terminal that has colours, for a person who does not mind them. */
    Ink ink(boolean terminal) {
        return terminal && variables.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(variables.get("TERM"))
                ? Ink.COLOURED
                : Ink.PLAIN;
    }

    /** The cells of a line of a drawing, which has as many also without a terminal. */
    int drawingWidth() {
        return Math.min(room(streams.outTerminal()).getAsInt(), DRAWING);
    }

    /** The cells of a line for a person, found out when they are asked for first; where there is no terminal no line is broken. */
    IntSupplier room(boolean terminal) {
        if (!terminal) {
            return () -> Integer.MAX_VALUE;
        }
        int[] known = {0};
        return () -> known[0] > 0 ? known[0] : (known[0] = terminalWidth());
    }

    /** What the launcher says; without it the terminal is asked, which takes the time of a process. */
    private int terminalWidth() {
        int told = cells(variables.getOrDefault("COLUMNS", ""));
        int cells = told > 0 ? told : asked();
        return cells > 0 ? cells : USUAL;
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return cells(size.substring(size.indexOf(' ') + 1));
        } catch (IOException noSuchProgram) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int cells(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }
}
