package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.node.Run;
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
    static Account of(Checker checker, @Nullable Run run, Result result) {
        return new Account(result, checker.root().source(), new Accounts(checker, run, result).parts());
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
}
