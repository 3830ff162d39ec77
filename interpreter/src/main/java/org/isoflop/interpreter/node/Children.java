package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Expression;
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

/** The expressions directly within an expression. */
final class Children {
    private Children() {
    }

    static List<Expression> of(@Nullable Expression expression) {
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
}
