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
import org.isoflop.repl.bundle.BundleException;
import org.isoflop.repl.file.FileMishap;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.JsonWriter;
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
        } catch (BundleException refused) {
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
            surroundings.print(Help.text(ink(surroundings.streams().outTerminal())));
            return Exit.WELL;
        }
        if (word.equals("--version") || word.equals("-V")) {
            surroundings.streams().out().println("isoflop " + Version.TEXT);
            return Exit.WELL;
        }
        if (word.equals("help")) {
            surroundings.print(Help.text(find(rest.getFirst()).usage(), ink(surroundings.streams().outTerminal())));
            return Exit.WELL;
        }
        return run(find(word), rest);
    }

    private int run(Verb verb, List<String> rest) throws Mistake, IOException {
        Usage usage = verb.usage();
        if (rest.contains("--help") || rest.contains("-h")) {
            surroundings.print(Help.text(usage, ink(surroundings.streams().outTerminal())));
            return Exit.WELL;
        }
        Arguments arguments = Arguments.read(usage, rest);
        arguments.checkOperands(usage);
        arguments.choice(Option.COLOUR);
        return verb.run(arguments, surroundings);
    }

    private Ink ink(boolean terminal) {
        return terminal && surroundings.variables().getOrDefault("NO_COLOR", "").isEmpty()
                ? Ink.COLOURED
                : Ink.PLAIN;
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
        json(words, code == Exit.LIMIT ? "limit" : "command_line", message);
        surroundings.complain("isoflop: " + message + (help == null ? "" : "\n  help: " + help) + "\n");
        return code;
    }

    private int refused(List<String> words, Diagnostic diagnostic) {
        json(words, diagnostic.code().word(), diagnostic.message());
        boolean terminal = surroundings.streams().errTerminal();
        surroundings.streams().err()
                .print(new DiagnosticPrinter(surroundings.names(), ink(terminal), surroundings.room(terminal)).text(List.of(diagnostic)));
        return diagnostic.code() == Code.LIMIT ? Exit.LIMIT : Exit.WRONG_STUDY;
    }

    private int fault(List<String> words, Throwable fault) {
        String message = "a fault of ours, not of the study: " + fault.getClass().getSimpleName()
                + (fault.getMessage() == null ? "" : ": " + fault.getMessage().lines().findFirst().orElse(""));
        json(words, "fault", message);
        surroundings.complain("isoflop: " + message + "\n  Please report it, with the study and the version "
                + Version.TEXT + "; ISOFLOP_DEBUG=1 shows where it happened.\n");
        if (!surroundings.variables().getOrDefault("ISOFLOP_DEBUG", "").isEmpty()) {
            fault.printStackTrace(surroundings.streams().err());
        }
        return Exit.FAULT;
    }

    /** Who asked for JSON finds the mistake there too. */
    private void json(List<String> words, String code, String message) {
        int format = words.indexOf("--format");
        boolean asked = words.contains("--format=json") || format >= 0 && format + 1 < words.size() && words.get(format + 1).equals("json");
        if (asked) {
            JsonWriter json = new JsonWriter(surroundings.streams().out());
            json.object().name("ok").value(false).name("diagnostics").array().line();
            json.name("severity").value("error").name("code").value(code).name("accepted").missing().name("message").value(message);
            json.name("file").missing().name("line").missing().name("column").missing().end().end().end();
        }
    }
}
