package org.isoflop.interpreter.analysis;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.table.PinnedName;
import org.jspecify.annotations.Nullable;

/** Reads studies and library modules, and gives every module its declarations, imports and units. */
final class Modules {
    private final Problems problems;
    private final Bounds bounds;
    private final ImportPins pins;
    private final Ages ages;
    private final Map<String, Module> library = new HashMap<>();
    private final Map<Path, Module> files = new HashMap<>();
    private final Deque<Path> reading = new ArrayDeque<>();
    private final ModuleFiles contents;

    Modules(Problems problems, Bounds bounds) {
        this.problems = problems;
        this.bounds = bounds;
        this.pins = new ImportPins(problems);
        this.ages = new Ages(problems);
        this.contents = new ModuleFiles(problems, bounds);
    }

    /** What was read of files. */
    ModuleFiles contents() {
        return contents;
    }

    /**
     * The study itself, with everything it imports.
     *
     * @param before what was read of a text from which its own grew, null if there is none
     */
    Module study(String name, Source source, Folder folder, @Nullable Study before) {
        Parsed parsed = before == null ? StudyParser.parse(source, bounds) : StudyParser.parseGrown(before, source, bounds);
        return open(name, parsed, folder, true);
    }

    private Module open(String name, Parsed parsed, @Nullable Folder folder, boolean study) {
        for (Diagnostic diagnostic : parsed.diagnostics()) {
            problems.report(diagnostic, null);
        }
        Module module = new Module(name, parsed.study(), folder, study);
        module.unread().addAll(parsed.unread());
        declare(module);
        return module;
    }

    private void declare(Module module) {
        for (Item item : module.syntax().items()) {
            if (item instanceof Item.Use use) {
                use(module, use);
            }
        }
        for (Item item : module.syntax().items()) {
            if (item instanceof Item.Declaration declaration) {
                declare(module, declaration);
            }
        }
        new UnitDeclarations(module, problems).declare();
    }

    private void declare(Module module, Item.Declaration item) {
        String name = item.name().text();
        Declaration earlier = module.declarations().get(name);
        if (earlier != null) {
            problems.report(Diagnostic.of(Code.DUPLICATE_NAME, name).at(module.source(), item.name().span())
                    .at(module.source(), earlier.item().name().span(), "first here"), null);
            return;
        }
        Name imported = module.aliases().get(name);
        if (imported != null) {
            problems.report(Diagnostic.of(Code.DUPLICATE_NAME, name).at(module.source(), item.name().span())
                    .at(module.source(), imported.span(), "first here").fix("give the import another name with `as`"), null);
        }
        module.declarations().put(name, new Declaration(module, item));
    }

    private void use(Module module, Item.Use use) {
        if (use.file() != null) {
            useFile(module, use, use.file());
        } else if (use.path() != null) {
            usePath(module, use, use.path());
        }
    }

    private void usePath(Module module, Item.Use use, List<Name> path) {
        Module current = null;
        String prefix = "";
        Module.Named found = null;
        for (Name part : path) {
            String text = part.text();
            Module inner = library(prefix + text);
            if (inner != null) {
                found = new Module.Space(inner);
            } else {
                found = current == null ? null : current.find(text);
            }
            if (found == null) {
                unknownModule(module, part, current);
                module.unread().add((use.alias() == null ? path.getLast() : use.alias()).text());
                return;
            }
            current = found instanceof Module.Space(Module space) ? space : null;
            prefix += text + "/";
        }
        if (use.replacements() != null && current != null) {
            current = reopened(current);
            replace(module, current, use);
            found = new Module.Space(current);
        }
        bind(module, use, path.getLast(), found, current);
    }

    /** A fresh copy of a library module, so that replaced inputs stay with whoever replaces them. */
    private Module reopened(Module module) {
        Module copy = new Module(module.name(), module.syntax(), module.folder());
        declare(copy);
        return copy;
    }

    private void unknownModule(Module module, Name part, @Nullable Module within) {
        List<String> known = within == null ? Library.names("") : within.names();
        String nearest = NearestName.nearest(part.text(), known);
        Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_MODULE, part.text()).at(module.source(), part.span());
        problems.report(nearest != null
                ? diagnostic.fix("did you mean `" + nearest + "`?")
                : diagnostic.note("there are " + String.join(", ", known)).fix(Library.whereToFind(part.text())), null);
    }

    private void bind(Module module, Item.Use use, Name last, Module.@Nullable Named found, @Nullable Module space) {
        if (found == null) {
            return;
        }
        ages.judge(module, last.span(), switch (found) {
            case Module.Space(Module whole) -> whole;
            case Module.Member(Declaration declaration) -> declaration.module();
        });
        if (!use.everything()) {
            Name alias = use.alias() == null ? last : use.alias();
            bind(module, alias.text(), alias, found);
            if (space != null) {
                module.units().addAll(space.units());
            }
            return;
        }
        if (space == null) {
            problems.report(Diagnostic.of(Code.UNKNOWN_MODULE, last.text()).at(module.source(), use.span())
                    .note("`.*` stands after a module"), null);
            return;
        }
        space.declarations().forEach((name, declaration) -> module.imports().put(name, new Module.Member(declaration)));
        if (space.folder() == null) {
            space.imports().forEach(module.imports()::put);
        }
        module.units().addAll(space.units());
    }

    /** Gives an import its name, which must be free. */
    private void bind(Module module, String name, Name place, Module.Named found) {
        Name earlier = module.aliases().putIfAbsent(name, place);
        if (earlier != null) {
            problems.report(Diagnostic.of(Code.DUPLICATE_NAME, name).at(module.source(), place.span())
                    .at(module.source(), earlier.span(), "first here").fix("give one of them another name with `as`"), null);
            return;
        }
        module.imports().put(name, found);
    }

    private void useFile(Module module, Item.Use use, Expression.TextLiteral file) {
        Folder folder = Objects.requireNonNull(module.folder(), "library modules use no files");
        if (file.value().isEmpty()) {
            problems.report(Diagnostic.of(Code.IMPORT_FAILED, "\"\"", "it names no file").at(module.source(), file.span()), null);
            unread(module, use.alias(), folder.path());
            return;
        }
        PinnedName name = pins.name(module, file);
        if (name == null) {
            module.unread().add(use.alias() == null ? name(PinnedName.bare(file.value())) : use.alias().text());
            return;
        }
        Path path;
        try {
            path = folder.file(name.name()).path().normalize();
        } catch (java.nio.file.InvalidPathException exception) {
            problems.report(Diagnostic.of(Code.IMPORT_FAILED, name.name(), "this is no file name").at(module.source(), file.span()), null);
            return;
        }
        Name alias = use.alias();
        if (reading.contains(path)) {
            List<String> names = new ArrayList<>();
            reading.descendingIterator().forEachRemaining(each -> names.add(String.valueOf(each.getFileName())));
            names.subList(0, names.indexOf(String.valueOf(path.getFileName()))).clear();
            names.add(String.valueOf(path.getFileName()));
            problems.report(Diagnostic.of(Code.IMPORT_FAILED, name.name(), "it needs itself: " + String.join(" → ", names))
                    .at(module.source(), file.span()), null);
            unread(module, alias, path);
            return;
        }
        Module known = use.replacements() == null ? files.get(path) : null;
        Module other = known != null ? known : read(module, file, name.name(), new InputFile(folder.access(), path));
        FileBytes content = contents.known(path);
        if (other == null || content == null || !pins.fits(module, file, name, content.sha256())) {
            unread(module, alias, path);
            return;
        }
        pins.unpinned(module, file, name, other);
        ages.judge(module, file.span(), other);
        if (use.replacements() == null) {
            files.put(path, other);
        } else {
            replace(module, other, use);
        }
        bind(module, alias == null ? other.name() : alias.text(), alias == null ? new Name(file.span(), other.name(), false) : alias,
                new Module.Space(other));
        module.units().addAll(other.units());
    }

    private @Nullable Module read(Module module, Expression.TextLiteral file, String name, InputFile input) {
        FileBytes content = contents.of(module, file, name, input);
        if (content == null) {
            return null;
        }
        Path path = input.path();
        Sources.Decoded decoded = Sources.decode(path.toString(), content.bytes());
        if (decoded.mistake() != null) {
            problems.report(decoded.mistake(), null);
            return null;
        }
        reading.push(path);
        try {
            Parsed parsed = StudyParser.parse(decoded.source(), bounds);
            return open(name(path), parsed, Objects.requireNonNull(module.folder()).of(path), false);
        } finally {
            reading.pop();
        }
    }

    private static void unread(Module module, @Nullable Name alias, Path path) {
        module.unread().add(alias == null ? name(path) : alias.text());
    }

    /** The name of a file as a module. */
    private static String name(Path path) {
        return name(String.valueOf(path.getFileName()));
    }

    private static String name(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.endsWith(".study") ? name.substring(0, name.length() - 6) : name;
    }

    private void replace(Module module, Module target, Item.Use use) {
        if (use.replacements() == null) {
            return;
        }
        for (Expression.Entry entry : use.replacements().entries()) {
            Declaration input = target.declarations().get(entry.name().text());
            if (input == null || !(input.item() instanceof Item.Input)) {
                Map<String, Declaration> inputs = new LinkedHashMap<>(target.declarations());
                inputs.values().removeIf(declaration -> !(declaration.item() instanceof Item.Input));
                String nearest = NearestName.nearest(entry.name().text(), inputs.keySet());
                Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_INPUT, entry.name().text()).at(module.source(), entry.name().span());
                problems.report(nearest != null
                        ? diagnostic.fix("did you mean `" + nearest + "`?")
                        : inputs.isEmpty()
                                ? diagnostic.note("`" + target.name() + "` has no inputs")
                                : diagnostic.note("its inputs are "
                                        + String.join(", ", inputs.keySet())),
                        null);
                continue;
            }
            input.replace(new Declaration.Replacement(entry.value(), module, false));
        }
    }

    /**
     * A module of the standard library by its path ({@code hardware}, {@code laws/kaplan2020}), or null. Of a folder the module
     * holds what lies below.
     */
    @Nullable
    Module library(String path) {
        Module known = library.get(path);
        if (known != null) {
            return known;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        Parsed parsed = Library.parsed(path);
        List<String> below = Library.names(path + "/");
        if (parsed == Library.ABSENT && below.isEmpty()) {
            return null;
        }
        Module module = open(name, parsed, null, false);
        for (String inner : below) {
            module.below().put(inner, () -> Objects.requireNonNull(library(path + "/" + inner)));
        }
        library.put(path, module);
        return module;
    }
}
