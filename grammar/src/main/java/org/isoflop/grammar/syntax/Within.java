package org.isoflop.grammar.syntax;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Expression.As;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Comparison;
import org.isoflop.grammar.syntax.Expression.Conditional;
import org.isoflop.grammar.syntax.Expression.Element;
import org.isoflop.grammar.syntax.Expression.In;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Spread;
import org.isoflop.grammar.syntax.Expression.Unary;
import org.isoflop.grammar.syntax.Expression.With;
import org.jspecify.annotations.Nullable;

/** The expressions that stand directly within an item or an expression, in the order of the text. */
public final class Within {
    private Within() {
    }

    /** The operands, members, arguments of an expression; none of null. */
    public static List<Expression> of(@Nullable Expression expression) {
        List<Expression> children = new ArrayList<>();
        switch (expression) {
            case ListLiteral list -> children.addAll(list.items());
            case RecordLiteral record -> record.entries().forEach(entry -> children.add(entry.value()));
            case Parenthesised parenthesised -> children.add(parenthesised.inner());
            case Member member -> children.add(member.target());
            case Call call -> call.arguments().forEach(argument -> children.add(argument.value()));
            case Element element -> {
                children.add(element.target());
                children.addAll(element.indices());
            }
            case With with -> {
                children.add(with.target());
                children.add(with.changes());
            }
            case Unary unary -> children.add(unary.operand());
            case Binary binary -> {
                children.add(binary.left());
                children.add(binary.right());
            }
            case Comparison comparison -> children.addAll(comparison.operands());
            case In in -> {
                children.add(in.value());
                children.add(in.domain());
            }
            case Expression.Range range -> {
                children.add(range.low());
                children.add(range.high());
                if (range.step() != null) {
                    children.add(range.step());
                }
            }
            case Spread spread -> {
                children.add(spread.point());
                children.add(spread.deviation());
            }
            case Conditional conditional -> {
                children.add(conditional.condition());
                children.add(conditional.then());
                children.add(conditional.otherwise());
            }
            case As as -> children.add(as.value());
            case null, default -> {
                // Nothing within.
            }
        }
        return children;
    }

    /** The expressions of an item: its body, its definitions, its block, its options. */
    public static List<Expression> of(Item item) {
        List<Expression> found = new ArrayList<>();
        switch (item) {
            case Item.Header header -> options(header.options(), found);
            case Item.Use use -> options(use.replacements(), found);
            case Item.Unit unit -> add(unit.multiple(), found);
            case Item.Input input -> found.add(input.value());
            case Item.Let let -> {
                let.where().forEach(local -> found.add(local.value()));
                found.add(let.body());
            }
            case Item.Data data -> {
                found.add(data.body());
                block(data.columns(), found);
            }
            case Item.Law law -> law(law, found);
            case Item.Fit fit -> {
                found.addAll(List.of(fit.target(), fit.law(), fit.table()));
                options(fit.options(), found);
            }
            case Item.Constraint constraint -> found.add(constraint.condition());
            case Item.Budget budget -> options(budget.lines(), found);
            case Item.Allocate allocate -> {
                found.add(allocate.objective());
                allocate.variables().forEach(variable -> add(variable.domain(), found));
                found.addAll(allocate.within());
                found.addAll(allocate.conditions());
                options(allocate.options(), found);
            }
            case Item.Sweep sweep -> {
                sweep.axes().forEach(axis -> found.add(axis.domain()));
                block(sweep.columns(), found);
            }
            case Item.Show show -> found.addAll(show.expressions());
            case Item.Plot plot -> {
                found.addAll(plot.expressions());
                options(plot.options(), found);
            }
            case Item.Export export -> found.add(export.table());
            case Item.Expect expect -> found.add(expect.condition());
            case Item.Accept accept -> {
                // Names only.
            }
        }
        return found;
    }

    private static void law(Item.Law law, List<Expression> found) {
        found.add(law.body());
        for (Clause clause : law.where()) {
            switch (clause) {
                case Clause.Definition definition -> found.add(definition.local().value());
                case Clause.Coefficients coefficients -> {
                    switch (coefficients.bound()) {
                        case Bound.Side side -> found.add(side.limit());
                        case Bound.Within within -> found.add(within.range());
                        case Bound.Free free -> {
                            // No limit.
                        }
                    }
                }
            }
        }
        options(law.meta(), found);
    }

    private static void block(@Nullable Columns columns, List<Expression> found) {
        for (Columns.Entry entry : columns == null ? List.<Columns.Entry>of() : columns.entries()) {
            switch (entry) {
                case Columns.Column column -> add(column.value(), found);
                case Columns.Let let -> found.add(let.value());
                case Columns.Keep keep -> found.add(keep.condition());
                case Columns.Key key -> {
                    // A name.
                }
                case Columns.Per per -> {
                    // Names.
                }
            }
        }
    }

    private static void options(@Nullable RecordLiteral record, List<Expression> found) {
        if (record != null) {
            record.entries().forEach(entry -> found.add(entry.value()));
        }
    }

    private static void add(@Nullable Expression expression, List<Expression> found) {
        if (expression != null) {
            found.add(expression);
        }
    }
}
