package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.parse.ParsedExpression;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.type.Type;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Checks a study: every item of the file itself, and whatever it uses of other modules. Declarations are checked on
 * demand, so their order is free; one that needs itself is a cycle.
 */
public final class Checker {
    private final Problems problems = new Problems();
    private final Bounds bounds;
    private final Modules modules;
    private final Instances instances;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, Declaration> named = new HashMap<>();
    private final Module root;
    private final ItemFacts facts;
    private @Nullable List<Declaration> ordered;

    /**
     * Reads a study and what it imports; nothing is checked yet.
     *
     * @param folder where its paths start
     */
    public Checker(String name, Source source, Folder folder) {
        this(name, source, folder, Bounds.USUAL);
    }

    /** The same within bounds; this and every check throw what their poll throws. */
    public Checker(String name, Source source, Folder folder, Bounds bounds) {
        this(name, source, folder, bounds, null);
    }

    /**
     * The same of a text that grew.
     *
     * @param before the text as it was when nothing was wrong with it, or null; its items that still stand are not read again
     */
    public Checker(String name, Source source, Folder folder, Bounds bounds, @Nullable Checker before) {
        this.bounds = bounds;
        this.modules = new Modules(problems, bounds);
        this.instances = new Instances(this, problems, bounds);
        this.root = modules.study(name, source, folder, before == null ? null : before.root.syntax());
        this.facts = new ItemFacts(root.syntax().items(), before == null ? null : before.facts);
    }

    public Problems problems() {
        return problems;
    }

    public Module root() {
        return root;
    }

    /** The files of the modules that the study uses, those that cannot be read among them. */
    public Collection<java.nio.file.Path> files() {
        return modules.contents().read();
    }

    /** What the files of the modules held that the study uses. */
    public Collection<FileBytes> contents() {
        return modules.contents().all();
    }

    /** The outputs of the study, checked, in file order. */
    public List<Statement> statements() {
        return statements;
    }

    /** Puts values from the command line in the place of inputs; wrong ones are reported. */
    public void replaceInputs(Map<String, String> inputs) {
        inputs.forEach((name, text) -> {
            Source source = new Source("--set " + name, text);
            Declaration input = root.declarations().get(name);
            if (input == null || !(input.item() instanceof Item.Input)) {
                List<String> known = new ArrayList<>();
                root.declarations().forEach((other, declaration) -> {
                    if (declaration.item() instanceof Item.Input) {
                        known.add(other);
                    }
                });
                String nearest = NearestName.nearest(name, known);
                Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_INPUT, name);
                problems.report(nearest != null
                        ? diagnostic.fix("did you mean `" + nearest + "`?")
                        : diagnostic.note(known.isEmpty() ? "the study has no inputs" : "its inputs are " + String.join(", ", known)),
                        null);
                return;
            }
            ParsedExpression parsed = StudyParser.parseExpression(source, bounds);
            parsed.diagnostics().forEach(diagnostic -> problems.report(diagnostic, null));
            if (parsed.expression() != null) {
                Module outside = new Module(Module.GIVEN,
                        new org.isoflop.grammar.syntax.Study(source, new Span(0, text.length()), List.of(), List.of()),
                        root.folder());
                outside.units().addAll(root.units());
                input.replace(new Declaration.Replacement(parsed.expression(), outside, true));
            }
        });
    }

    /** Checks every item of the study. */
    public void check() {
        Items items = new Items(this);
        for (Declaration declaration : ordered()) {
            generalInstance(declaration);
        }
        Map<String, Expression.TextLiteral> files = new HashMap<>();
        for (Item item : root.syntax().items()) {
            switch (item) {
                case Item.Declaration declaration -> {
                    // Checked above.
                }
                case Item.Show show -> statements.add(items.statement(root, show));
                case Item.Plot plot -> {
                    statements.add(items.statement(root, plot));
                    outputFile(plot.file(), files);
                }
                case Item.Export export -> {
                    statements.add(items.statement(root, export));
                    outputFile(export.file(), files);
                }
                case Item.Expect expect -> statements.add(items.statement(root, expect));
                case Item.Accept accept -> accept(accept);
                case Item.Header header -> header(header);
                case Item.Use use -> {
                    // Done when the module was opened.
                }
            }
        }
        new PeakLints(modules, problems).judge(root, facts);
        new IntervalLints(root, problems).judge();
        new LossLints(this, root, problems).judge();
        new PoolLints(this, root, problems).judge();
        new IgnoredQuantities(problems).judge(ordered().stream().map(this::generalInstance).filter(Objects::nonNull).toList());
        problems.sort();
    }

    /** The study's declarations that have values, each behind what it mentions. */
    public List<Declaration> ordered() {
        if (ordered == null) {
            List<Declaration> declarations = new ArrayList<>(Order.of(root.declarations(), facts));
            declarations.removeIf(declaration -> declaration.item() instanceof Item.Unit);
            ordered = List.copyOf(declarations);
        }
        return ordered;
    }

    /** The instance that shows what is wrong with an item for any arguments: undeclared parameters are of unknown type. */
    public @Nullable Instance generalInstance(Declaration declaration) {
        return instances.general(declaration);
    }

    /** The items checked for the types of their arguments. */
    Instances instances() {
        return instances;
    }

    /**
     * Gives a name to an expression that sees the study's names, for expressions that are checked later.
     *
     * @return what it stands for, null if the text is no expression
     */
    public @Nullable Declaration name(String name, Source expression) {
        ParsedExpression parsed = StudyParser.parseExpression(expression, bounds);
        if (parsed.expression() == null) {
            return null;
        }
        Span span = parsed.expression().span();
        Module module = new Module("eval", new org.isoflop.grammar.syntax.Study(expression, span, List.of(), List.of()), root.folder());
        root.imports().forEach(module.imports()::put);
        root.declarations().forEach((other, declaration) -> module.imports().put(other, new Module.Member(declaration)));
        module.units().addAll(root.units());
        Declaration declaration = new Declaration(module,
                new Item.Let(span, null, new Name(span, name, false), null, null, parsed.expression(), List.of()));
        named.put(name, declaration);
        return declaration;
    }

    /** Checks an expression that sees the study's names, as the last output. */
    public void checkExpression(Source source, Folder folder) {
        ParsedExpression parsed = StudyParser.parseExpression(source, bounds);
        parsed.diagnostics().forEach(diagnostic -> problems.report(diagnostic, null));
        if (parsed.expression() == null) {
            return;
        }
        Span span = parsed.expression().span();
        Module module = new Module("eval", new org.isoflop.grammar.syntax.Study(source, span, List.of(), List.of()), folder);
        root.imports().forEach(module.imports()::put);
        root.declarations().forEach((name, declaration) -> module.imports().put(name, new Module.Member(declaration)));
        named.forEach((name, declaration) -> module.imports().put(name, new Module.Member(declaration)));
        module.units().addAll(root.units());
        module.unread().addAll(root.unread());
        statements.add(new Items(this).statement(module, new Item.Show(span, List.of(parsed.expression()))));
    }

    /**
     * What an expression is.
     *
     * @param expression null where the text is none
     * @param mistakes what is wrong with it
     */
    public record Asked(@Nullable Expression expression, Type type, Typing typing, List<Diagnostic> mistakes) {
    }

    /** Finds out what an expression is that sees the study's names, and leaves everything as it was. */
    public Asked ask(Source source, Folder folder) {
        int outputs = statements.size();
        int before = problems.found().size();
        List<Diagnostic> mistakes = new ArrayList<>();
        try {
            checkExpression(source, folder);
        } finally {
            List<Problems.Found> found = problems.found().subList(before, problems.found().size());
            found.stream().map(Problems.Found::diagnostic).filter(Diagnostic::isError).forEach(mistakes::add);
            found.clear();
        }
        if (statements.size() == outputs) {
            return new Asked(null, Type.UNKNOWN, new Typing(), mistakes);
        }
        Statement statement = statements.removeLast();
        Expression expression = ((Item.Show) statement.item()).expressions().getFirst();
        return new Asked(expression, statement.typing().type(expression), statement.typing(), mistakes);
    }

    /**
     * What a name stands for at top level, in the prelude or in the library: {@code hardware.h100_sxm}, {@code laws.kaplan2020}; null
     * if nothing has it.
     */
    public Module.@Nullable Named find(String name) {
        String[] parts = name.split("\\.", -1);
        Module.Named found = root.find(parts[0]);
        if (found == null) {
            found = prelude(root, parts[0]);
        }
        Module library = found == null ? modules.library(parts[0]) : null;
        if (library != null) {
            found = new Module.Space(library);
        }
        for (int i = 1; i < parts.length; i++) {
            found = found instanceof Module.Space(Module space) ? space.find(parts[i]) : null;
        }
        return found;
    }

    /** The modules at the top of the library. */
    public List<String> libraryNames() {
        return Library.names("");
    }

    /** The names of the prelude. */
    public List<String> preludeNames() {
        Module prelude = modules.library("prelude");
        return prelude == null ? List.of() : prelude.names();
    }

    /** The published laws of the library that may be meant by numbers of a study, each checked: those of papers that name enough of them. */
    public List<Instance> published(Collection<Double> numbers) {
        return new Publications(modules).naming(numbers).stream().map(this::generalInstance).filter(Objects::nonNull).toList();
    }

    /** The published laws of a paper of the library, each checked. */
    public List<Instance> publishedBy(String paper) {
        return new Publications(modules).of(paper).stream().map(this::generalInstance).filter(Objects::nonNull).toList();
    }

    Modules modules() {
        return modules;
    }

    /** What a name of the prelude stands for; the prelude itself and the library see it too. */
    Module.@Nullable Named prelude(Module asking, String name) {
        Module prelude = modules.library("prelude");
        return prelude == null || prelude == asking ? null : prelude.find(name);
    }

    static boolean isLibraryModule(String name) {
        return Library.names("").contains(name);
    }

    /** The names of functions and of the prelude. */
    Collection<String> globalNames() {
        List<String> names = new ArrayList<>(Calls.READERS);
        names.addAll(Suppositions.FORMS);
        for (Operator operator : Operator.values()) {
            if (operator.isFunction()) {
                names.add(operator.word());
            }
        }
        for (Function function : Functions.all()) {
            names.add(function.signature().name());
        }
        Module prelude = modules.library("prelude");
        if (prelude != null) {
            names.addAll(prelude.names());
        }
        return names;
    }

    /** Whether an expression is the name of a function of the library and of nothing nearer. */
    boolean isFunction(Expression expression, Module module, Scope scope) {
        return expression instanceof Expression.Reference reference && scope.find(reference.name().text()) == null
                && module.find(reference.name().text()) == null && isFunction(reference.name().text());
    }

    boolean isFunction(String name) {
        for (Operator operator : Operator.values()) {
            if (operator.isFunction() && operator.word().equals(name)) {
                return true;
            }
        }
        return Calls.READERS.contains(name) || Suppositions.FORMS.contains(name) || Functions.find(name) != null;
    }

    private void accept(Item.Accept accept) {
        for (Name warning : accept.warnings()) {
            Code code = Code.named(warning.text());
            if (code == null || code.severity() != org.isoflop.grammar.diagnostic.Severity.WARNING) {
                List<String> known = new ArrayList<>();
                for (Code each : Code.values()) {
                    if (each.severity() == org.isoflop.grammar.diagnostic.Severity.WARNING) {
                        known.add(each.word());
                    }
                }
                String nearest = NearestName.nearest(warning.text(), known);
                Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_WARNING, warning.text()).at(root.source(), warning.span());
                problems.report(code != null
                        ? diagnostic.note("`" + warning + "` is an error, which cannot be accepted")
                        : nearest != null
                                ? diagnostic.fix("did you mean `" + nearest + "`?")
                                : diagnostic.note("warnings are " + String.join(", ", known)),
                        null);
            }
        }
        for (Name item : accept.items()) {
            if (root.find(item.text()) == null && !root.unread().contains(item.text())) {
                String nearest = NearestName.nearest(item.text(), root.names());
                problems.report(Diagnostic.of(Code.UNKNOWN_NAME, item.text()).at(root.source(), item.span())
                        .fix(nearest == null ? null : "did you mean `" + nearest + "`?"), null);
            }
        }
    }

    /** Two outputs of one name are a mistake that is known before anything is written. */
    private void outputFile(Expression.@Nullable TextLiteral file, Map<String, Expression.TextLiteral> files) {
        if (file == null) {
            return;
        }
        String name = file.value().replaceAll("/(\\./|/)*", "/").replaceAll("^(\\./)+", "");
        Expression.TextLiteral earlier = files.putIfAbsent(name, file);
        if (earlier != null) {
            problems.report(Diagnostic.of(Code.DUPLICATE_NAME, name).at(root.source(), file.span())
                    .at(root.source(), earlier.span(), "first here").note("two outputs would be written to one file"), null);
        }
    }

    private void header(Item.Header header) {
        if (header != root.header()) {
            problems.report(Diagnostic.of(Code.DUPLICATE_NAME, "study").at(root.source(), header.span())
                    .at(root.source(), java.util.Objects.requireNonNull(root.header()).span(), "first here"), null);
        }
        if (header.options() != null) {
            Statement statement = new Statement(root, header);
            new Options(new Body(this, root, null, statement.uses(), statement.typing())).header(header.options(),
                    Scope.body(statement.frame()));
        }
    }
}
