package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Severity;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Lexicon;
import org.isoflop.interpreter.analysis.Members;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.StandardUnits;
import org.isoflop.interpreter.unit.UnitTable;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Says what a name is: from the same tables that check, compute and complete. */
final class Describer {
    /** The lines that are shown of an item that is longer. */
    private static final int FIRST_LINES = 20;
    private static final int LAST_LINES = 12;
    /** Names that are longer stand on a line of their own. */
    private static final int WIDEST = 34;
    /** A full stop before a new sentence, not that of an abbreviation such as "et al.". */
    private static final Pattern SENTENCE_END = Pattern.compile("(?<! al|e\\.g|i\\.e)[.](?= [A-Z`])");

    private static final String FILE = ".study";
    private final Checker checker;

    Describer(Checker checker) {
        this.checker = checker;
    }

    @Nullable
    String describe(String name) {
        Module.Named named = checker.find(name);
        if (named instanceof Module.Member(Declaration declaration)) {
            return declaration(declaration);
        }
        if (named instanceof Module.Space(Module module)) {
            return module(name, module);
        }
        String member = member(name);
        if (member != null) {
            return member;
        }
        String known = named(name);
        String words = words(name);
        if (known == null) {
            return words.isEmpty() ? new LibraryIndex(checker).row(name) : words;
        }
        return words.isEmpty() ? known : known + "\n" + words;
    }

    /** What has a name in every study: an operator, a function, a code, a unit. */
    private @Nullable String named(String name) {
        for (Operator operator : Operator.values()) {
            if (operator.word().equals(name)) {
                return "`" + operator.signature() + "`\n\n" + operator.doc() + "\n\n    " + operator.example() + "\n";
            }
        }
        Function function = Functions.find(name);
        if (function != null) {
            return "`" + function.signature().text() + "`\n\n" + function.signature().documentation() + "\n\n    "
                    + function.signature().example() + "\n";
        }
        Code code = Code.named(name);
        if (code != null) {
            return "`" + code.word() + "`, " + (code.severity().word().equals("error") ? "an error" : "a warning") + "\n\n"
                    + code.explanation()
                    + "\n";
        }
        NamedUnit unit = new UnitTable().find(name);
        return unit == null ? null : unit(unit);
    }

    /** What was probably meant by a name that {@link #describe} does not know, as a question; null where nothing is near. */
    @Nullable
    String meant(String name) {
        return new MeantNames(this, new LibraryIndex(checker)).question(name);
    }

    /** What stands below a name that is known: what a module has, or the members of what a declaration gives. */
    List<String> below(String name) {
        return checker.find(name) instanceof Module.Space(Module module) ? module.names() : List.copyOf(Members.of(type(name)).keySet());
    }

    /** What a word of an item means, at each of the places where it may stand; empty for what is no such word. */
    private static String words(String name) {
        List<String> said = new ArrayList<>();
        Lexicon.of(name).forEach((path, meaning) -> {
            String[] parts = path.split("\\.", -1);
            String word = parts[parts.length - 1];
            StringBuilder text = new StringBuilder("`").append(word).append(parts.length == 1
                    ? "`, an item"
                    : parts.length == 2 ? "`, a word of `" + parts[0] + "`" : "`, a value of `" + parts[1] + "` of `" + parts[0] + "`");
            text.append("\n\n").append(meaning).append('\n');
            Map<String, String> below = new LinkedHashMap<>();
            Lexicon.below(path).forEach(each -> below.put(each, Lexicon.all().get(path + "." + each)));
            if (!below.isEmpty()) {
                section(text, parts.length == 1 ? "Its words" : "Its values", below);
            }
            said.add(text.toString());
        });
        return String.join("\n", said);
    }

    /** A member of what a declaration gives: what it is, and the declaration. */
    private @Nullable String member(String name) {
        int point = name.lastIndexOf('.');
        Type type = point < 0 ? Type.UNKNOWN : type(name);
        String whole = type == Type.UNKNOWN ? null : describe(name.substring(0, point));
        return whole == null ? null : "`" + name.substring(point + 1) + "`, " + TypeText.of(type) + "\n\n" + whole;
    }

    /** What a name gives that leads through a declaration; unknown where it leads nowhere. */
    private Type type(String name) {
        int point = name.lastIndexOf('.');
        if (checker.find(name) instanceof Module.Member(Declaration declaration)) {
            Instance instance = checker.generalInstance(declaration);
            return instance == null ? Type.UNKNOWN : instance.type();
        }
        return point < 0 ? Type.UNKNOWN : Members.of(type(name.substring(0, point))).getOrDefault(name.substring(point + 1), Type.UNKNOWN);
    }

    /** A unit, with the kinds of it or what it is a kind of. */
    private static String unit(NamedUnit unit) {
        List<NamedUnit> alike = StandardUnits.all().stream().filter(other -> other.dimension().equals(unit.dimension())).toList();
        String kinds = unit.kind() != null
                ? "A kind of `" + alike.getFirst().name()
                        + "`: it counts as one everywhere, and a warning tells where it meets another kind."
                : unit == alike.getFirst()
                        ? alike.stream().filter(other -> other.kind() != null).map(other -> "`" + other.name() + "`")
                                .collect(Collectors.joining(", "))
                        : "";
        if (unit.kind() == null && !kinds.isEmpty()) {
            kinds = "Kinds of it are " + kinds + ".";
        }
        return "`" + unit.name() + "`, a unit of " + unit.dimension() + "\n\n" + unit.documentation() + "\n"
                + (kinds.isEmpty() ? "" : "\n" + kinds + "\n");
    }

    /** Everything that can be asked for, by its kind. */
    String index() {
        StringBuilder text = new StringBuilder("`isoflop doc NAME` explains any of these, and what a module declares: `isoflop doc laws`,\n"
                + "`isoflop doc laws.kaplan2020.by_params`, `isoflop doc hardware.h100_sxm`, `isoflop doc Chinchilla`.\n");
        Map<String, String> modules = new LinkedHashMap<>();
        for (String name : checker.libraryNames()) {
            if (checker.find(name) instanceof Module.Space(Module module)) {
                modules.put(name, title(module));
            }
        }
        section(text, "Modules", modules);
        Map<String, String> functions = new LinkedHashMap<>();
        for (Operator operator : Operator.values()) {
            if (operator.isFunction()) {
                functions.put(operator.signature(), operator.doc());
            }
        }
        Functions.all().forEach(function -> functions.put(function.signature().text(), sentence(function.signature().documentation())));
        section(text, "Functions", functions);
        Map<String, String> items = new LinkedHashMap<>();
        StudyParser.itemWords().forEach(word -> items.put(word, Lexicon.all().getOrDefault(word, "")));
        section(text, "Items, with the words of each", items);
        Map<String, String> units = new LinkedHashMap<>();
        StandardUnits.all().forEach(unit -> units.put(unit.name(), unit.documentation()));
        section(text, "Units", units);
        Map<String, String> warnings = new LinkedHashMap<>();
        Map<String, String> errors = new LinkedHashMap<>();
        for (Code code : Code.values()) {
            (code.severity() == Severity.WARNING ? warnings : errors).put(code.word(), sentence(code.explanation()));
        }
        section(text, "Warnings", warnings);
        section(text, "Errors", errors);
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Map<String, String> entries) {
        text.append('\n').append(title).append("\n\n");
        int width = 0;
        for (String name : entries.keySet()) {
            width = Math.max(width, name.length() <= WIDEST ? name.length() : 0);
        }
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            String name = entry.getKey();
            text.append("    ").append(name)
                    .append(name.length() <= width ? " ".repeat(width - name.length() + 2) : "\n" + " ".repeat(width + 6))
                    .append(entry.getValue()).append('\n');
        }
    }

    /** A module: what it is, what lies below it, and what it declares. */
    private static String module(String path, Module module) {
        StringBuilder text = new StringBuilder("module `").append(path).append('`').append("\n\n").append(title(module)).append('\n');
        String date = module.date();
        if (!date.isEmpty()) {
            text.append("\nWhat it says was last checked in ").append(date).append(".\n");
        }
        Map<String, String> below = new LinkedHashMap<>();
        Map<String, String> declared = new LinkedHashMap<>();
        for (String name : module.names()) {
            switch (module.find(name)) {
                case Module.Space(Module inner) when module.declaresBelow(name) -> below.put(path + "." + name, title(inner));
                case Module.Member(Declaration declaration) when declaration.module() == module ->
                        declared.put(declaration.word() + " " + name, documented(declaration));
                case null, default -> {
                    // What a module imports is described where it stands.
                }
            }
        }
        if (!below.isEmpty()) {
            section(text, "Modules", below);
        }
        if (!declared.isEmpty()) {
            section(text, "Declarations", declared);
        }
        return text.toString();
    }

    static String documented(Declaration declaration) {
        String documentation = declaration.item().documentation();
        return documentation == null ? "" : sentence(documentation);
    }

    static String title(Module module) {
        Item.Header header = module.header();
        return header == null ? "" : header.title().value();
    }

    /** The first sentence of a documentation, on one line. */
    static String sentence(String documentation) {
        String line = documentation.replaceAll("\\s+", " ").strip();
        Matcher end = SENTENCE_END.matcher(line);
        return end.find() ? line.substring(0, end.start() + 1) : line;
    }

    private static String declaration(Declaration declaration) {
        Span span = declaration.item().span();
        String documentation = declaration.item().documentation();
        String path = path(declaration.module());
        return "`" + declaration.word() + " " + declaration.name() + "` of " + path
                + (documentation == null ? "" : "\n\n" + documentation) + "\n\n    "
                + shortened(declaration.source().text(span).strip()).replace("\n", "\n    ") + "\n"
                + (declaration.module().folder() == null && !path.equals("prelude") ? "\n" + use(declaration, path) : "");
    }

    /** Of a long item, such as a table with its rows, the beginning and the end. */
    private static String shortened(String item) {
        List<String> lines = item.lines().toList();
        int left = lines.size() - FIRST_LINES - LAST_LINES;
        return left <= 1
                ? item
                : String.join("\n", lines.subList(0, FIRST_LINES)) + "\n    … " + left + " more lines\n"
                        + String.join("\n", lines.subList(lines.size() - LAST_LINES, lines.size()));
    }

    /** How a study comes by what a module of the library declares. */
    private static String use(Declaration declaration, String path) {
        String arguments = declaration.parameters().stream().map(parameter -> parameter.name().text())
                .collect(Collectors.joining(", ", "(", ")"));
        return "In a study: `use " + path + "`, then `" + declaration.module().name() + "." + declaration.name()
                + (declaration.parameters().isEmpty() ? "" : arguments) + "`.\n";
    }

    /** The name of a module as a study writes it: that of a library module through the folder it is in. */
    private static String path(Module module) {
        String file = module.source().name();
        return module.folder() == null && file.endsWith(FILE)
                ? file.substring(0, file.length() - FILE.length()).replace('/', '.')
                : module.name();
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            if (operator.isFunction()) {
                names.add(operator.word());
            }
        }
        names.addAll(Functions.names());
        Lexicon.all().keySet().forEach(path -> names.add(path.substring(path.lastIndexOf('.') + 1)));
        for (Code code : Code.values()) {
            names.add(code.word());
        }
        for (NamedUnit unit : StandardUnits.all()) {
            names.add(unit.name());
        }
        names.addAll(checker.preludeNames());
        names.addAll(checker.libraryNames());
        names.addAll(checker.root().names());
        return names;
    }
}
