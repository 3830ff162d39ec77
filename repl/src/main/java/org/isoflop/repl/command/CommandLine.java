package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.repl.Streams;
import org.isoflop.repl.Version;
import org.isoflop.repl.file.FileMishap;
import org.isoflop.repl.file.Refused;
import org.isoflop.repl.printer.CsvPrinter;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.JsonPrinter;
import org.isoflop.repl.printer.JsonWriter;
import org.isoflop.repl.printer.MarkdownPrinter;
import org.isoflop.repl.printer.Notice;
import org.jspecify.annotations.Nullable;

/** Finds the verb, lets it work, and turns whatever goes wrong into a message and an exit code. */
public final class CommandLine {
    private final Surroundings surroundings;

    CommandLine(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a command line in a folder and gives the exit code. */
    public static int run(String[] words, Streams streams, Path folder, Map<String, String> variables) {
        return new CommandLine(new Surroundings(streams, folder, variables, new EngineStudies())).run(List.of(words));
    }

    int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (Mistake mistake) {
            return wrong(words, mistake.message(), mistake.help(), Exit.WRONG_COMMAND);
        } catch (InvalidPathException noPath) {
            return wrong(words, "`" + noPath.getInput() + "` is not the name of a file", null, Exit.WRONG_COMMAND);
        } catch (Refused refused) {
            return refused(words, refused.diagnostic());
        } catch (IOException failed) {
            return wrong(words, FileMishap.reason(failed), null, Exit.WRONG_COMMAND);
        } catch (Engine.Unreadable unreadable) {
            return wrong(words,
                    unreadable.getCause() instanceof IOException failed
                            ? FileMishap.reason(failed)
                            : String.valueOf(unreadable.getMessage()),
                    null, Exit.WRONG_COMMAND);
        } catch (Engine.LargeWork large) {
            throw large;
        } catch (CancellationException interrupted) {
            return wrong(words, "interrupted", null, Exit.LIMIT);
        } catch (OutOfMemoryError full) {
            return wrong(words, "the memory did not suffice", "give more with ISOFLOP_JAVA_OPTIONS=-Xmx8g", Exit.LIMIT);
        } catch (RuntimeException | Error fault) {
            return fault(words, fault);
        }
    }

    private int dispatch(List<String> words) throws Mistake, IOException {
        int first = 0;
        while (first < words.size() && Arguments.isLauncher(words.get(first))) {
            first++;
        }
        String word = first < words.size() ? words.get(first) : "";
        List<String> rest = words.subList(Math.min(first + 1, words.size()), words.size());
        if (word.isEmpty() && surroundings.streams().inTerminal() && surroundings.streams().outTerminal()) {
            return run(find("repl"), rest);
        }
        if (word.isEmpty()) {
            throw new Mistake("no command is given", "isoflop " + Verbs.names() + "; see `isoflop --help`");
        }
        if (word.equals("--help") || word.equals("-h") || word.equals("help") && rest.isEmpty()) {
            surroundings.print(Help.text(surroundings.ink(surroundings.streams().outTerminal())));
            return Exit.WELL;
        }
        if (word.equals("--version") || word.equals("-V")) {
            surroundings.streams().out().println("isoflop " + Version.TEXT);
            return Exit.WELL;
        }
        if (word.equals("help")) {
            surroundings.print(Help.text(find(rest.getFirst()).usage(), surroundings.ink(surroundings.streams().outTerminal())));
            return Exit.WELL;
        }
        return run(find(word), rest);
    }

    private int run(Verb verb, List<String> rest) throws Mistake, IOException {
        Usage usage = verb.usage();
        if (rest.contains("--help") || rest.contains("-h")) {
            surroundings.print(Help.text(usage, surroundings.ink(surroundings.streams().outTerminal())));
            return Exit.WELL;
        }
        Arguments arguments = Arguments.read(usage, rest);
        arguments.checkOperands(usage);
        arguments.choice(Option.COLOUR);
        return verb.run(arguments, surroundings);
    }

    private static Verb find(String word) throws Mistake {
        Verb verb = Verbs.find(word);
        if (verb != null) {
            return verb;
        }
        String nearest = NearestName.nearest(word, Verbs.ALL.stream().map(known -> known.usage().verb()).toList());
        String list = "isoflop " + Verbs.names();
        if (word.startsWith("-")) {
            throw new Mistake("`isoflop` has no option `" + word + "`", list);
        }
        String hint = word.endsWith(".study") ? "to run it write `isoflop run " + word + "`" : list;
        throw new Mistake("there is no command `" + word + "`", nearest != null ? "did you mean `" + nearest + "`? " + list : hint);
    }

    private int wrong(List<String> words, String message, @Nullable String help, int code) {
        if (!told(words, Notice.error(code == Exit.LIMIT ? "limit" : "command_line", message, help))) {
            surroundings.complain("isoflop: " + message + (help == null ? "" : "\n  help: " + help) + "\n");
        }
        return code;
    }

    private int refused(List<String> words, Diagnostic diagnostic) {
        if (!told(words, Notice.of(diagnostic, null, surroundings.names()))) {
            boolean terminal = surroundings.streams().errTerminal();
            surroundings.streams().err().print(
                    new DiagnosticPrinter(surroundings.names(), surroundings.ink(terminal), surroundings.room(terminal))
                            .text(List.of(diagnostic)));
        }
        return diagnostic.code() == Code.LIMIT ? Exit.LIMIT : Exit.WRONG_STUDY;
    }

    private int fault(List<String> words, Throwable fault) {
        String message = "a fault of ours, not of the study: " + fault.getClass().getSimpleName()
                + (fault.getMessage() == null ? "" : ": " + fault.getMessage().lines().findFirst().orElse(""));
        String help = "Please report it, with the study and the version " + Version.TEXT + "; ISOFLOP_DEBUG=1 shows where it happened.";
        if (!told(words, Notice.error("fault", message, help))) {
            surroundings.complain("isoflop: " + message + "\n  " + help + "\n");
        }
        if (!surroundings.variables().getOrDefault("ISOFLOP_DEBUG", "").isEmpty()) {
            fault.printStackTrace(surroundings.streams().err());
        }
        return Exit.FAULT;
    }

    /**
     * Tells a mistake in the format that the results were asked for in, as far as the words can be understood.
     *
     * @return whether that is all; who reads a document is told on standard error too
     */
    private boolean told(List<String> words, Notice mistake) {
        switch (format(words)) {
            case "json" -> JsonPrinter.print(mistake, new JsonWriter(surroundings.streams().out()));
            case "markdown" -> surroundings.streams().out().print(MarkdownPrinter.text(mistake));
            case "csv" -> {
                Printout.csv(surroundings.streams().err(), surroundings.streams().errTerminal(),
                        err -> CsvPrinter.print(List.of(mistake), err));
                return true;
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private static String format(List<String> words) {
        String format = "";
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("--format=")) {
                format = words.get(i).substring("--format=".length());
            } else if (words.get(i).equals("--format") && i + 1 < words.size()) {
                format = words.get(i + 1);
            }
        }
        return format;
    }
}
