package org.isoflop.interpreter.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.file.FileAccess;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Gathers what there is to tell of a study and its run. */
final class Accounts {
    private final Checker checker;
    private final @Nullable Run run;
    private final Result result;
    private final Map<String, Value> values = new HashMap<>();

    private Accounts(Checker checker, @Nullable Run run, Result result) {
        this.checker = checker;
        this.run = run;
        this.result = result;
        result.values().forEach(named -> values.put(named.name(), named.value()));
    }

    /** @param run null where the study is wrong, so that nothing ran */
    static Account of(Checker checker, @Nullable Run run, Result result, Settings settings, Map<String, String> inputs, Path file) {
        Accounts accounts = new Accounts(checker, run, result);
        return new Account(result, checker.root().source(), accounts.parts(), inputs, accounts.documents(file), settings.seed(),
                settings.draws(), settings.level());
    }

    private List<Account.Part> parts() {
        Map<Item, Statement> statements = new HashMap<>();
        checker.statements().forEach(statement -> statements.put(statement.item(), statement));
        List<Account.Part> parts = new ArrayList<>();
        for (Item item : checker.root().syntax().items()) {
            Statement statement = statements.get(item);
            parts.add(part(item, Results.of(run == null || statement == null ? List.of() : run.memory().outputs(statement))));
        }
        return parts;
    }

    private Account.Part part(Item item, Results.Gathered came) {
        Source source = checker.root().source();
        Span span = item.span();
        Declaration declaration = item instanceof Item.Declaration named
                ? checker.root().declarations().get(named.name().text())
                : null;
        String name = declaration == null ? "" : declaration.name();
        Value value = declaration == null || declaration.takesArguments() ? null : values.get(name);
        List<Checklist.Entry> checklist = item instanceof Item.Fit fit && declaration != null && value instanceof FitValue fitted
                ? Checklist.of(declaration, fit, fitted)
                : List.of();
        return new Account.Part(item, name, source.line(span.start()), source.line(Math.max(span.start(), span.end() - 1)),
                source.text(span).strip(), documentation(item), value, fields(item), came.shown(), came.expectations(), came.plots(),
                came.files(), findings(source, span), checklist);
    }

    private static @Nullable String documentation(Item item) {
        return switch (item) {
            case Item.Header header -> header.documentation();
            case Item.Declaration declaration -> declaration.documentation();
            case Item.Use use -> null;
            case Item.Show show -> null;
            case Item.Plot plot -> null;
            case Item.Export export -> null;
            case Item.Expect expect -> null;
            case Item.Accept accept -> null;
        };
    }

    private List<Account.Field> fields(Item item) {
        Columns columns = switch (item) {
            case Item.Data data -> data.columns();
            case Item.Sweep sweep -> sweep.columns();
            default -> null;
        };
        List<Account.Field> fields = new ArrayList<>();
        for (Columns.Entry entry : columns == null ? List.<Columns.Entry>of() : columns.entries()) {
            if (entry instanceof Columns.Column column) {
                Source source = checker.root().source();
                String unit = column.unit() == null ? "" : source.text(column.unit().span());
                String definition = column.value() == null ? "" : source.text(column.value().span()).replaceAll("\\s+", " ");
                fields.add(new Account.Field(column.name().text(), unit + (column.optional() ? "?" : ""), definition,
                        column.documentation()));
            }
        }
        return fields;
    }

    /** What has its first place within a piece of the study's own text. */
    private List<Result.Finding> findings(Source source, Span span) {
        List<Result.Finding> findings = new ArrayList<>();
        for (Result.Finding finding : result.findings()) {
            Diagnostic.Label label = finding.diagnostic().labels().isEmpty() ? null : finding.diagnostic().labels().getFirst();
            if (label != null && label.source() == source && label.span().start() >= span.start() && label.span().start() < span.end()) {
                findings.add(finding);
            }
        }
        return findings;
    }

    /** The study, the files it uses, then what it read. */
    private List<Account.Document> documents(Path file) {
        Map<Path, FileState> seen = new LinkedHashMap<>();
        List<Account.Document> documents = new ArrayList<>();
        FileAccess access = Objects.requireNonNull(checker.root().folder()).access();
        // Whoever names the study may read it, whatever it may read itself.
        FileAccess study = Folder.confined(Engine.folder(file), List.of(Engine.folder(file))).access();
        documents.add(document(Account.Role.STUDY, new InputFile(study, file), null));
        Set<Module> modules = new LinkedHashSet<>();
        used(checker.root(), modules);
        for (Module module : modules) {
            Path path = Path.of(module.source().name());
            if (seen.put(path.normalize(), FileState.of(path)) == null) {
                documents.add(document(Account.Role.MODULE, new InputFile(access, path), null));
            }
        }
        if (run != null) {
            run.memory().files().forEach((path, state) -> documents.add(document(Account.Role.DATA, new InputFile(access, path), state)));
        }
        return documents;
    }

    /** The modules in files, not those of the library, whose version is that of the program. */
    private static void used(Module module, Set<Module> found) {
        for (Module.Named named : module.imports().values()) {
            Module other = switch (named) {
                case Module.Space(Module space) -> space;
                case Module.Member(Declaration declaration) -> declaration.module();
            };
            if (other.folder() != null && !other.isStudy() && found.add(other)) {
                used(other, found);
            }
        }
    }

    private static Account.Document document(Account.Role role, InputFile input, @Nullable FileState read) {
        Path file = input.path();
        FileState now = FileState.of(file);
        String hash = null;
        try {
            hash = input.isFile() ? ContentHash.sha256(input) : null;
        } catch (IOException unreadable) {
            // The reader has said why; here it only has no hash.
        }
        return new Account.Document(role, file.normalize(), Math.max(0, now.size()), hash, read != null && !read.equals(now));
    }
}
