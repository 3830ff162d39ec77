package org.isoflop.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Severity;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.StandardUnits;
import org.isoflop.stdlib.operator.Operator;

/** The parts of the reference that are made from what checks and computes. */
final class Reference {
    private static final String MODULES = "/org/isoflop/stdlib/modules/";
    /** A study with what examples of functions are about. */
    private static final String NAMES = "src/test/resources/org/isoflop/examples/functions.study";

    private Reference() {
    }

    /** The text of a generated part. */
    static String part(String name) throws IOException {
        return "\n" + switch (name) {
            case "operators" -> operators(false);
            case "elementwise functions" -> operators(true);
            case "functions" -> functions();
            case "units" -> units();
            case "errors" -> codes(Severity.ERROR);
            case "warnings" -> codes(Severity.WARNING);
            case "modules" -> modules();
            case "commands" -> commands();
            case "grammar" -> Grammar.text();
            default -> throw new IllegalArgumentException("nothing is generated under the name " + name);
        } + "\n";
    }

    private static String operators(boolean functions) {
        StringBuilder table = new StringBuilder(functions ? "| function | meaning | example |\n" : "| operator | meaning | example |\n");
        table.append("|---|---|---|\n");
        for (Operator operator : Operator.values()) {
            if (operator.isFunction() == functions) {
                table.append(row(operator.signature(), operator.doc(), operator.example()));
            }
        }
        return table.toString();
    }

    private static String functions() {
        StringBuilder table = new StringBuilder("| function | meaning | example |\n|---|---|---|\n");
        for (Function function : Functions.all()) {
            Function.Signature signature = function.signature();
            table.append(row(signature.text(), signature.documentation(), signature.example()));
        }
        return table.toString();
    }

    /** A row whose example stands with its value, where that fits on a line; one that needs fits or laws has them from a study. */
    private static String row(String head, String documentation, String example) {
        Command command = Command.run(Path.of(""), "eval", "--", example);
        if (command.exit() != 0) {
            command = Command.run(Path.of(""), "eval", "--use", NAMES, "--", example);
        }
        if (command.exit() != 0) {
            throw new IllegalStateException("the example of " + head + " does not run:\n" + command.err());
        }
        String value = command.out().strip();
        String shown = value.contains("\n") ? code(example) : code(example) + " is " + code(value);
        return "| " + code(head) + " | " + documentation + " | " + shown + " |\n";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String units() {
        StringBuilder table = new StringBuilder("| unit | measures | meaning |\n|---|---|---|\n");
        for (NamedUnit unit : StandardUnits.all()) {
            table.append("| `").append(unit.name()).append("` | ").append(unit.dimension()).append(" | ").append(unit.documentation())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String codes(Severity severity) {
        StringBuilder table = new StringBuilder("| code | meaning |\n|---|---|\n");
        for (Code code : Code.values()) {
            if (code.severity() == severity) {
                table.append("| `").append(code.word()).append("` | ").append(code.explanation().replace("|", "\\|")).append(" |\n");
            }
        }
        return table.toString();
    }

    private static String modules() throws IOException {
        StringBuilder table = new StringBuilder("| module | title |\n|---|---|\n");
        for (String module : resource("index").lines().filter(line -> !line.contains("/")).toList()) {
            String title = resource(module + ".study").lines().filter(line -> line.startsWith("study ")).findFirst().orElseThrow();
            table.append("| `").append(module).append("` | ").append(title.split("\"")[1]).append(" |\n");
        }
        return table.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Operator.class.getResourceAsStream(MODULES + name)) {
            if (stream == null) {
                throw new IOException("there is no module resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String commands() {
        StringBuilder text = new StringBuilder();
        for (String verb : verbs()) {
            text.append(text.isEmpty() ? "" : "\n").append("### `isoflop ").append(verb).append("`\n\n```text\n");
            text.append(Command.run(Path.of(""), "help", verb).out()).append("```\n");
        }
        return text.toString();
    }

    /** The verbs as the help lists them. */
    static List<String> verbs() {
        List<String> verbs = new ArrayList<>();
        for (String line : Command.run(Path.of(""), "--help").out().lines().toList()) {
            if (line.startsWith("  isoflop ")) {
                verbs.add(line.strip().split(" ")[1]);
            }
        }
        return verbs;
    }
}
