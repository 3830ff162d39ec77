package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Severity;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Members;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.analysis.Vocabulary;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.UnitTable;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Gathers the names that may stand at a place and begin as what was typed, each with a line about it. */
final class Names {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");

    private final String prefix;
    private final Span replaced;
    private final Map<String, Candidate> found = new LinkedHashMap<>();

    /** @param prefix what was typed of the name */
    Names(String prefix, Span replaced) {
        this.prefix = prefix.toLowerCase(Locale.ROOT);
        this.replaced = replaced;
    }

    /** In the order in which their kinds were added, each kind by the alphabet as far as it was added so. */
    List<Candidate> all() {
        return List.copyOf(found.values());
    }

    void add(String name, String kind, String documentation) {
        add(name, kind, () -> documentation);
    }

    /** What is said of a name is worked out only if it fits: most of many names do not. */
    private void add(String name, String kind, Supplier<String> documentation) {
        if (begins(name)) {
            String written = PLAIN.matcher(name).matches() ? name : "`" + name + "`";
            found.computeIfAbsent(name, any -> new Candidate(written, kind, documentation.get(), replaced));
        }
    }

    private boolean begins(String name) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** Words that are written as they are. */
    void words(List<String> words, String kind) {
        for (String word : words) {
            if (begins(word)) {
                found.putIfAbsent(word, new Candidate(word, kind, "", replaced));
            }
        }
    }

    /** Columns or members by name and type. */
    void typed(Map<String, Type> types, String kind) {
        types.forEach((name, type) -> add(name, kind, TypeText.of(type)));
    }

    void members(Type type) {
        boolean table = type instanceof Type.TableOf;
        Members.of(type).forEach((name, member) -> add(name, table && ((Type.TableOf) type).columns().containsKey(name)
                ? "column"
                : "member", TypeText.of(member)));
    }

    /** What the study declares and uses. */
    void declared(Checker checker) {
        Module root = checker.root();
        sorted(root.declarations().keySet()).forEach(name -> named(name, root.find(name)));
        imports(root);
    }

    private void imports(Module module) {
        sorted(module.imports().keySet()).forEach(name -> named(name, module.imports().get(name)));
    }

    /** What a module holds for others. */
    void module(Module module) {
        sorted(module.names()).forEach(name -> named(name, module.find(name)));
    }

    private void named(String name, Module.@Nullable Named named) {
        switch (named) {
            case Module.Member(Declaration declaration) -> declaration(name, declaration);
            case Module.Space(Module module) -> add(name, "module", () -> Describer.title(module));
            case null -> {
                // Nothing that could be read.
            }
        }
    }

    private void declaration(String name, Declaration declaration) {
        if (!(declaration.item() instanceof Item.Unit)) {
            add(name, declaration.word(), () -> line(declaration));
        }
    }

    /** The first sentence of what is documented, else what it is. */
    static String line(Declaration declaration) {
        String documented = Describer.documented(declaration);
        if (!documented.isEmpty()) {
            return documented;
        }
        for (Instance instance : declaration.instances()) {
            return declaration.takesArguments() ? "" : TypeText.of(instance.type());
        }
        return "";
    }

    /** What is there in every study. */
    void library(Checker checker) {
        for (String name : sorted(checker.preludeNames())) {
            if (begins(name)) {
                named(name, checker.find(name));
            }
        }
        Map<String, String> functions = new TreeMap<>();
        for (Operator operator : Operator.values()) {
            if (operator.isFunction()) {
                functions.put(operator.word(), operator.doc());
            }
        }
        Functions.all().forEach(function -> functions.put(function.signature().name(), function.signature().documentation()));
        functions.forEach((name, documentation) -> add(name, "function", () -> Describer.sentence(documentation)));
        words(Vocabulary.forms(), "form");
    }

    void modules(Checker checker) {
        sorted(checker.libraryNames()).forEach(name -> named(name, checker.find(name)));
    }

    void units(UnitTable units) {
        for (String name : sorted(units.names())) {
            NamedUnit unit = units.find(name);
            if (unit != null) {
                add(name, "unit", unit.documentation());
            }
        }
    }

    void warnings() {
        for (Code code : Code.values()) {
            if (code.severity() == Severity.WARNING) {
                add(code.word(), "warning", Describer.sentence(code.explanation()));
            }
        }
    }

    /** The files in a folder, where they may be read; a folder is written with a slash behind it. */
    void files(Folder from, String path, boolean studies) {
        Path folder = from.path().resolve(path);
        for (String name : from.access().names(folder, this::begins)) {
            boolean hidden = name.startsWith(".") && !prefix.startsWith(".");
            boolean isFolder = from.access().isFolder(folder.resolve(name));
            if (!hidden && (isFolder || !studies || name.endsWith(".study"))) {
                words(List.of(isFolder ? name + "/" : name), isFolder ? "folder" : "file");
            }
        }
    }

    private static List<String> sorted(Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.naturalOrder());
        return sorted;
    }
}
