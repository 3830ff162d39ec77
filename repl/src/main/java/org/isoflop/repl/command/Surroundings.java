package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.isoflop.repl.Streams;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.TextPrinter;

/** Where a verb runs: its streams, the working folder, the environment variables, and the interpreter. */
record Surroundings(Streams streams, Path folder, Map<String, String> variables, Studies studies) {
    private static final int DRAWING = 100;

    /** A path on the command line, seen from the working folder. */
    Path resolve(String path) {
        return folder.resolve(path).normalize();
    }

    FileNames names() {
        return new FileNames(folder);
    }

    DiagnosticPrinter diagnostics(Arguments arguments) throws Mistake {
        return new DiagnosticPrinter(names(), ink(arguments, streams.errTerminal()), DiagnosticPrinter.WIDTH);
    }

    TextPrinter texts(Arguments arguments) throws Mistake {
        int[] known = {0};
        return new TextPrinter(names(), ink(arguments, streams.outTerminal()), () -> known[0] > 0 ? known[0] : (known[0] = room()));
    }

    Ink ink(Arguments arguments, boolean terminal) throws Mistake {
        return switch (arguments.choice(Option.COLOUR)) {
            case "always" -> Ink.COLOURED;
            case "never" -> Ink.PLAIN;
            default -> terminal && variables.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(variables.get("TERM"))
                    ? Ink.COLOURED
                    : Ink.PLAIN;
        };
    }

    /** The cells of a line of a drawing, which has as many also without a terminal. */
    int drawingWidth() {
        return Math.min(room(), DRAWING);
    }

    /** The cells of a line for a person; without a terminal nothing is cut. */
    private int room() {
        if (!streams.outTerminal()) {
            return Integer.MAX_VALUE;
        }
        String columns = variables.get("COLUMNS");
        try {
            return Math.max(40, columns != null ? Integer.parseInt(columns) : terminalWidth());
        } catch (NumberFormatException unknown) {
            return 100;
        }
    }

    private static int terminalWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
            String size = new String(stty.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return Integer.parseInt(size.substring(size.indexOf(' ') + 1));
        } catch (IOException noSuchProgram) {
            return 100;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 100;
        }
    }
}
