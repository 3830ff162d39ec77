package org.isoflop.grammar.parse;

import static org.isoflop.grammar.parse.ExpressionBuilder.span;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.isoflop.grammar.antlr.StudyParser.AcceptContext;
import org.isoflop.grammar.antlr.StudyParser.AllocateContext;
import org.isoflop.grammar.antlr.StudyParser.AxisContext;
import org.isoflop.grammar.antlr.StudyParser.BoundContext;
import org.isoflop.grammar.antlr.StudyParser.BudgetContext;
import org.isoflop.grammar.antlr.StudyParser.ClauseContext;
import org.isoflop.grammar.antlr.StudyParser.CoefficientContext;
import org.isoflop.grammar.antlr.StudyParser.ColumnContext;
import org.isoflop.grammar.antlr.StudyParser.ColumnsContext;
import org.isoflop.grammar.antlr.StudyParser.ConstraintContext;
import org.isoflop.grammar.antlr.StudyParser.DataContext;
import org.isoflop.grammar.antlr.StudyParser.ExpectContext;
import org.isoflop.grammar.antlr.StudyParser.ExportContext;
import org.isoflop.grammar.antlr.StudyParser.ExprContext;
import org.isoflop.grammar.antlr.StudyParser.FitContext;
import org.isoflop.grammar.antlr.StudyParser.HeaderContext;
import org.isoflop.grammar.antlr.StudyParser.InputContext;
import org.isoflop.grammar.antlr.StudyParser.ItemContext;
import org.isoflop.grammar.antlr.StudyParser.LawContext;
import org.isoflop.grammar.antlr.StudyParser.LetContext;
import org.isoflop.grammar.antlr.StudyParser.LocalContext;
import org.isoflop.grammar.antlr.StudyParser.NameContext;
import org.isoflop.grammar.antlr.StudyParser.ParamContext;
import org.isoflop.grammar.antlr.StudyParser.ParamsContext;
import org.isoflop.grammar.antlr.StudyParser.PartsContext;
import org.isoflop.grammar.antlr.StudyParser.PlotContext;
import org.isoflop.grammar.antlr.StudyParser.PostfixContext;
import org.isoflop.grammar.antlr.StudyParser.ShowContext;
import org.isoflop.grammar.antlr.StudyParser.SweepContext;
import org.isoflop.grammar.antlr.StudyParser.UnitContext;
import org.isoflop.grammar.antlr.StudyParser.UnitItemContext;
import org.isoflop.grammar.antlr.StudyParser.UseContext;
import org.isoflop.grammar.antlr.StudyParser.VariableContext;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Axis;
import org.isoflop.grammar.syntax.Bound;
import org.isoflop.grammar.syntax.Clause;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Local;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.UnitExpression;
import org.isoflop.grammar.syntax.Variable;
import org.jspecify.annotations.Nullable;

/** Turns the contexts of items into records. */
final class SyntaxBuilder {
    private final Map<Integer, String> documentation;
    private final ExpressionBuilder expressions;

    SyntaxBuilder(Source source, Map<Integer, String> documentation, Bounds bounds) {
        this.documentation = documentation;
        this.expressions = new ExpressionBuilder(source, bounds);
    }

    ExpressionBuilder expressions() {
        return expressions;
    }

    List<Diagnostic> mistakes() {
        return expressions.units().mistakes();
    }

    Item item(ItemContext context) {
        return switch (context.getChild(0)) {
            case HeaderContext header -> new Item.Header(span(header), documentation(header), text(header.TEXT()),
                    expressions.optionalRecord(header.record()));
            case UseContext use -> use(use);
            case UnitItemContext unit -> new Item.Unit(span(unit), documentation(unit), name(unit.name()), unit(unit.unit()),
                    unit.expr() == null ? null : expr(unit.expr()));
            case InputContext input -> new Item.Input(span(input), documentation(input), name(input.name()), unit(input.unit()),
                    expr(input.expr()));
            case LetContext let -> new Item.Let(span(let), documentation(let), name(let.name()), parameters(let.params()),
                    unit(let.unit()), expr(let.expr()), locals(let.local()));
            case DataContext data -> new Item.Data(span(data), documentation(data), name(data.name()), parameters(data.params()),
                    expr(data.expr()), data.columns() == null ? null : columns(data.columns()));
            case LawContext law -> new Item.Law(span(law), documentation(law), name(law.name()), parameters(law.params()),
                    unit(law.unit()), expr(law.expr()), clauses(law.clause()), expressions.optionalRecord(law.record()));
            case FitContext fit -> new Item.Fit(span(fit), documentation(fit), name(fit.name()), parameters(fit.params()),
                    expr(fit.expr(0)), expressions.postfix(fit.postfix()), expr(fit.expr(1)), expressions.optionalRecord(fit.record()));
            case ConstraintContext constraint -> new Item.Constraint(span(constraint), documentation(constraint),
                    name(constraint.name()), parameters(constraint.params()), expr(constraint.expr()));
            case BudgetContext budget -> new Item.Budget(span(budget), documentation(budget), name(budget.name()),
                    parameters(budget.params()), expressions.record(budget.record()));
            case AllocateContext allocate -> allocate(allocate);
            case SweepContext sweep -> new Item.Sweep(span(sweep), documentation(sweep), name(sweep.name()),
                    parameters(sweep.params()), axes(sweep.axis()), columns(sweep.columns()));
            case ShowContext show -> new Item.Show(span(show), expressions.expressions(show.expr()));
            case PlotContext plot -> new Item.Plot(span(plot), expressions.expressions(plot.expr()), optionalText(plot.TEXT()),
                    expressions.optionalRecord(plot.record()));
            case ExportContext export -> new Item.Export(span(export), expr(export.expr()), text(export.TEXT()));
            case ExpectContext expect -> new Item.Expect(span(expect), expr(expect.expr()), optionalText(expect.TEXT()));
            case AcceptContext accept -> new Item.Accept(span(accept), names(accept.names(0).name()),
                    accept.names().size() > 1 ? names(accept.names(1).name()) : List.of(), text(accept.TEXT()));
            default -> throw new IllegalStateException("not an item: " + context.getChild(0).getClass().getSimpleName());
        };
    }

    private Item use(UseContext context) {
        List<NameContext> names = context.name();
        int path = context.AS() == null ? names.size() : names.size() - 1;
        return new Item.Use(span(context), context.TEXT() == null ? names(names.subList(0, path)) : null, context.STAR() != null,
                optionalText(context.TEXT()), expressions.optionalRecord(context.record()),
                context.AS() == null ? null : name(names.getLast()));
    }

    private Item allocate(AllocateContext context) {
        List<Variable> variables = new ArrayList<>();
        for (VariableContext variable : context.variable()) {
            variables.add(new Variable(span(variable), name(variable.name()), parts(variable.parts()), unit(variable.unit()),
                    variable.range() == null ? null : expressions.range(variable.range())));
        }
        List<Expression> within = new ArrayList<>();
        if (context.within() != null) {
            for (PostfixContext budget : context.within().postfix()) {
                within.add(expressions.postfix(budget));
            }
        }
        List<Expression> conditions = context.conditions() == null ? List.of() : expressions.expressions(context.conditions().expr());
        return new Item.Allocate(span(context), documentation(context), name(context.name()), parameters(context.params()),
                context.MAXIMIZE() != null, expr(context.expr()), variables, within, conditions,
                expressions.optionalRecord(context.record()));
    }

    private @Nullable List<Parameter> parameters(@Nullable ParamsContext context) {
        if (context == null) {
            return null;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (ParamContext parameter : context.param()) {
            parameters.add(new Parameter(span(parameter), name(parameter.name()), parts(parameter.parts()), unit(parameter.unit())));
        }
        return List.copyOf(parameters);
    }

    private List<Local> locals(List<LocalContext> contexts) {
        List<Local> locals = new ArrayList<>();
        for (LocalContext context : contexts) {
            locals.add(local(context));
        }
        return locals;
    }

    private Local local(LocalContext context) {
        return new Local(span(context), name(context.name()), expr(context.expr()));
    }

    private List<Clause> clauses(List<ClauseContext> contexts) {
        List<Clause> clauses = new ArrayList<>();
        for (ClauseContext context : contexts) {
            if (context.local() != null) {
                clauses.add(new Clause.Definition(span(context), local(context.local())));
                continue;
            }
            List<Clause.Coefficient> names = new ArrayList<>();
            for (CoefficientContext coefficient : context.coefficient()) {
                names.add(new Clause.Coefficient(name(coefficient.name()), parts(coefficient.parts())));
            }
            clauses.add(new Clause.Coefficients(span(context), names, bound(context.bound())));
        }
        return clauses;
    }

    private Bound bound(BoundContext context) {
        if (context.FREE() != null) {
            return new Bound.Free(span(context));
        }
        if (context.range() != null) {
            return new Bound.Within(span(context), expressions.range(context.range()));
        }
        return new Bound.Side(span(context), ExpressionBuilder.operator(context.getStart()), expressions.sum(context.sum()));
    }

    private List<Axis> axes(List<AxisContext> contexts) {
        List<Axis> axes = new ArrayList<>();
        for (AxisContext context : contexts) {
            axes.add(new Axis(span(context), name(context.name()), expressions.range(context.range())));
        }
        return axes;
    }

    private Columns columns(ColumnsContext context) {
        List<Columns.Entry> entries = new ArrayList<>();
        for (ColumnContext column : context.column()) {
            entries.add(column(column));
        }
        return new Columns(span(context), entries);
    }

    private Columns.Entry column(ColumnContext context) {
        // A column may itself be called `keep`, `key` or `per`: then the word is the name and stands in no token of its own.
        if (context.LET() != null) {
            return new Columns.Let(span(context), name(context.name()), expr(context.expr()));
        }
        if (context.KEEP() != null) {
            return new Columns.Keep(span(context), expr(context.expr()));
        }
        if (context.KEY() != null) {
            return new Columns.Key(span(context), name(context.name()));
        }
        if (context.PER() != null) {
            return new Columns.Per(span(context), names(context.names().name()));
        }
        return new Columns.Column(span(context), documentation(context), name(context.name()), parts(context.parts()),
                unit(context.unit()), context.QUESTION() != null, context.expr() == null ? null : expr(context.expr()));
    }

    private List<Name> parts(@Nullable PartsContext context) {
        return context == null ? List.of() : names(context.names().name());
    }

    private List<Name> names(List<NameContext> contexts) {
        List<Name> names = new ArrayList<>(contexts.size());
        for (NameContext context : contexts) {
            names.add(name(context));
        }
        return names;
    }

    private Expression expr(ExprContext context) {
        return expressions.expr(context);
    }

    private Name name(NameContext context) {
        return expressions.name(context);
    }

    private @Nullable UnitExpression unit(@Nullable UnitContext context) {
        return context == null ? null : expressions.units().unit(context);
    }

    private TextLiteral text(TerminalNode node) {
        return expressions.text(node.getSymbol());
    }

    private @Nullable TextLiteral optionalText(@Nullable TerminalNode node) {
        return node == null ? null : text(node);
    }

    private @Nullable String documentation(ParserRuleContext context) {
        return documentation.get(context.getStart().getStartIndex());
    }
}
