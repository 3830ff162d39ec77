package org.isoflop.grammar.format;

import static org.isoflop.grammar.format.Layout.BREAK;
import static org.isoflop.grammar.format.Layout.NEW_LINE;
import static org.isoflop.grammar.format.Layout.NOTHING;
import static org.isoflop.grammar.format.Layout.NO_SPACE;
import static org.isoflop.grammar.format.Layout.SPACE;
import static org.isoflop.grammar.format.Layout.group;
import static org.isoflop.grammar.format.Layout.indented;
import static org.isoflop.grammar.format.Layout.of;
import static org.isoflop.grammar.format.Layout.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Axis;
import org.isoflop.grammar.syntax.Bound;
import org.isoflop.grammar.syntax.Clause;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Local;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Syntax;
import org.isoflop.grammar.syntax.UnitExpression;
import org.isoflop.grammar.syntax.Variable;
import org.jspecify.annotations.Nullable;

/** Lays out items: the head on one line if it fits, clauses on lines of their own, blocks with one entry on each line. */
final class ItemPrinter {
    private final Source source;
    private final Comments comments;
    private final ExpressionPrinter expressions;

    ItemPrinter(Source source, Comments comments) {
        this.source = source;
        this.comments = comments;
        this.expressions = new ExpressionPrinter(source, comments);
    }

    Layout item(Item item) {
        return switch (item) {
            case Item.Header header -> of(text("study "), expression(header.title()), options(header.options()));
            case Item.Use use -> use(use);
            case Item.Unit unit -> of(text("unit "), name(unit.name()), unit(": ", unit.kindOf()), value(" = ", unit.multiple()));
            case Item.Input input -> of(text("input "), name(input.name()), unit(": ", input.unit()), value(" = ", input.value()));
            case Item.Let let -> let(let);
            case Item.Data data -> of(text("data "), name(data.name()), parameters(data.parameters()), value(" = ", data.body()),
                    columns(data.columns()));
            case Item.Law law -> law(law);
            case Item.Fit fit -> fit(fit);
            case Item.Constraint constraint -> of(text("constraint "), name(constraint.name()), parameters(constraint.parameters()),
                    definition(constraint, constraint.condition()));
            case Item.Budget budget -> of(text("budget "), name(budget.name()), parameters(budget.parameters()), text(" = "),
                    expressions.record(budget.lines(), true));
            case Item.Allocate allocate -> allocate(allocate);
            case Item.Sweep sweep -> of(text("sweep "), name(sweep.name()), parameters(sweep.parameters()), text(" = over "),
                    group(list(sweep.axes(), this::axis)), columns(sweep.columns()));
            case Item.Show show -> of(text("show "), group(list(show.expressions(), expressions::expression)));
            case Item.Plot plot ->
                    of(text("plot "), group(list(plot.expressions(), expressions::expression), value(" to ", plot.file())),
                            options(plot.options()));
            case Item.Export export -> of(text("export "), expression(export.table()), value(" to ", export.file()));
            case Item.Expect expect -> group(text("expect "), expressions.value(expect.condition()), indented(because(expect.reason())));
            case Item.Accept accept -> group(text("accept "), indented(list(accept.warnings(), this::name), accept(accept.items()),
                    because(accept.reason())));
        };
    }

    private Layout use(Item.Use use) {
        List<Layout> parts = new ArrayList<>();
        parts.add(text("use "));
        if (use.path() != null) {
            for (int i = 0; i < use.path().size(); i++) {
                parts.add(of(text(i == 0 ? "" : "."), name(use.path().get(i))));
            }
            parts.add(text(use.everything() ? ".*" : ""));
        }
        parts.add(value("", use.file()));
        if (use.replacements() != null) {
            parts.add(of(text(" with "), expressions.record(use.replacements(), false)));
        }
        if (use.alias() != null) {
            parts.add(of(text(" as "), name(use.alias())));
        }
        return of(parts);
    }

    private Layout let(Item.Let let) {
        Layout head = of(text("let "), name(let.name()), parameters(let.parameters()),
                unit(let.parameters() == null ? ": " : " -> ", let.unit()), definition(let, let.body()));
        return let.where().isEmpty() ? head : of(head, where(let.where(), this::local));
    }

    private Layout law(Item.Law law) {
        Layout head = of(text("law "), name(law.name()), parameters(law.parameters()), unit(" -> ", law.unit()),
                definition(law, law.body()));
        Layout where = law.where().isEmpty() ? NOTHING : where(law.where(), this::clause);
        boolean clauses = !law.where().isEmpty() || !Page.fitsOnLine(head);
        return of(head, where, clauses ? clauseOptions(law.meta()) : options(law.meta()));
    }

    /** {@code = body}, on a line of its own where the author began one. */
    private Layout definition(Item.Declaration item, Expression body) {
        // A line break among the parameters, or before the bracket that closes them, tells nothing about the body.
        List<Parameter> parameters = item.parameters();
        int end = parameters == null || parameters.isEmpty() ? item.name().span().end() : parameters.getLast().span().end();
        String between = source.text(new Span(end, body.span().start())).replaceAll("#.*", "");
        int closed = parameters == null ? 0 : between.indexOf(')') + 1;
        boolean broken = between.substring(closed, between.indexOf('=')).indexOf('\n') >= 0;
        return broken ? indented(NEW_LINE, text("= "), expression(body)) : of(text(" = "), expressions.value(body));
    }

    private <T extends Syntax> Layout where(List<T> clauses, Function<T, Layout> printer) {
        return indented(NEW_LINE, text("where "), group(list(clauses, printer)));
    }

    private Layout fit(Item.Fit fit) {
        return of(group(text("fit "), name(fit.name()), parameters(fit.parameters()), text(" = "), indented(expression(fit.target()),
                comments.line(SPACE), text("~ "), expression(fit.law()), comments.line(SPACE), text("on "), expression(fit.table()))),
                options(fit.options()));
    }

    private Layout allocate(Item.Allocate allocate) {
        Layout head = of(text("allocate "), name(allocate.name()), parameters(allocate.parameters()),
                text(allocate.maximize() ? " = maximize " : " = minimize "), indented(expression(allocate.objective())));
        List<Layout> clauses = new ArrayList<>();
        Span objective = allocate.objective().span();
        Span first = allocate.variables().getFirst().span();
        clauses.add(source.text(new Span(objective.end(), first.start())).indexOf('\n') >= 0 ? BREAK : NOTHING);
        clauses.add(of(comments.line(SPACE), text("over "), group(list(allocate.variables(), this::variable))));
        if (!allocate.within().isEmpty()) {
            clauses.add(of(comments.line(SPACE), text("within "), group(list(allocate.within(), expressions::expression))));
        }
        if (!allocate.conditions().isEmpty()) {
            clauses.add(
                    of(comments.line(SPACE), text("subject to "), group(list(allocate.conditions(), expressions::expression))));
        }
        if (allocate.options() != null) {
            clauses.add(of(comments.line(SPACE), expressions.record(allocate.options(), false)));
        }
        return group(head, indented(of(clauses)));
    }

    private Layout accept(List<Name> items) {
        return items.isEmpty() ? NOTHING : of(comments.line(SPACE), text("in "), list(items, this::name));
    }

    private Layout because(Expression.@Nullable TextLiteral reason) {
        return reason == null ? NOTHING : of(comments.line(SPACE), text("because "), expression(reason));
    }

    /** Elements of a list outside brackets: no line may begin with a word that would begin an item there. */
    private <T extends Syntax> Layout list(List<T> elements, Function<T, Layout> printer) {
        List<Layout> parts = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            T element = elements.get(i);
            if (i > 0) {
                boolean fixed = StudyParser.beginsItem(source.text(element.span()));
                // A comment must not push such a word to a line of its own either.
                parts.add(fixed ? of(comments.before(element.span().start()), text(", ")) : of(text(","), comments.line(SPACE)));
            }
            parts.add(printer.apply(element));
        }
        return elements.size() == 1 ? of(parts) : indented(of(parts));
    }

    private Layout parameters(@Nullable List<Parameter> parameters) {
        return parameters == null
                ? NOTHING
                : group(text("("), indented(NO_SPACE, expressions.separated(parameters, this::parameter)), NO_SPACE, text(")"));
    }

    private Layout parameter(Parameter parameter) {
        return of(name(parameter.name()), parts(parameter.parts()), unit(": ", parameter.unit()));
    }

    private Layout parts(List<Name> parts) {
        return parts.isEmpty()
                ? NOTHING
                : group(text("["), indented(NO_SPACE, expressions.separated(parts, this::name)), NO_SPACE, text("]"));
    }

    private Layout clause(Clause clause) {
        return switch (clause) {
            case Clause.Definition definition -> local(definition.local());
            case Clause.Coefficients coefficients -> {
                List<Layout> names = new ArrayList<>();
                for (Clause.Coefficient coefficient : coefficients.names()) {
                    names.add(of(text(names.isEmpty() ? "" : ", "), name(coefficient.name()), parts(coefficient.parts())));
                }
                yield of(of(names), bound(coefficients.bound()));
            }
        };
    }

    private Layout bound(Bound bound) {
        return switch (bound) {
            case Bound.Side side -> of(text(" " + side.operator().symbol() + " "), expression(side.limit()));
            case Bound.Within within -> of(text(" in "), expression(within.range()));
            case Bound.Free free -> of(text(" "), expressions.leaf(free.span(), "free"));
        };
    }

    private Layout local(Local local) {
        return of(name(local.name()), text(" = "), expression(local.value()));
    }

    private Layout variable(Variable variable) {
        return of(name(variable.name()), parts(variable.parts()), unit(": ", variable.unit()), value(" in ", variable.domain()));
    }

    private Layout axis(Axis axis) {
        return of(name(axis.name()), text(" in "), expression(axis.domain()));
    }

    private Layout columns(@Nullable Columns columns) {
        return columns == null ? NOTHING : of(text(" "), new ColumnsPrinter(comments, expressions).columns(columns));
    }

    private Layout options(@Nullable RecordLiteral options) {
        return options == null ? NOTHING : of(text(" "), expressions.record(options, false));
    }

    private Layout clauseOptions(@Nullable RecordLiteral options) {
        return options == null ? NOTHING : indented(NEW_LINE, expressions.record(options, false));
    }

    private Layout expression(Expression expression) {
        return expressions.expression(expression);
    }

    private Layout value(String word, @Nullable Expression expression) {
        return expression == null ? NOTHING : of(text(word), expressions.value(expression));
    }

    private Layout unit(String sign, @Nullable UnitExpression unit) {
        return unit == null ? NOTHING : of(text(sign), expressions.unit(unit));
    }

    private Layout name(Name name) {
        return expressions.name(name);
    }
}
