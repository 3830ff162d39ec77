package org.isoflop.interpreter.analysis;

import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Comparison;
import org.isoflop.grammar.syntax.Expression.In;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;

/** The names and units that the conditions of an allocation are reported with. */
public final class Conditions {
    private Conditions() {
    }

    /** A budget's or constraint's name, or the condition as it is written. */
    public static String name(Expression condition, Source source, Typing typing) {
        if (condition instanceof Call call && typing.binding(call) instanceof Typing.Binding.Item item) {
            Item.Declaration declaration = item.instance().declaration().item();
            if (declaration instanceof Item.Constraint || declaration instanceof Item.Budget) {
                return declaration.name().text();
            }
        }
        return source.text(condition.span()).replaceAll("\\s+", " ");
    }

    /** The unit of what a condition compares. */
    static Unit unit(Expression condition, Typing typing) {
        return switch (condition) {
            case Comparison comparison -> limit(comparison.operands().getLast(), comparison.operands().getFirst(), typing);
            case In in -> limit(in.domain(), in.value(), typing);
            case Parenthesised parenthesised -> unit(parenthesised.inner(), typing);
            case Binary binary -> unit(binary.left(), typing);
            case Call call when typing.binding(call) instanceof Typing.Binding.Item item -> switch (item.instance().declaration().item()) {
                case Item.Constraint constraint -> unit(constraint.condition(), item.instance().typing());
                case Item.Let let -> unit(let.body(), item.instance().typing());
                default -> Unit.NONE;
            };
            default -> Unit.NONE;
        };
    }

    /** The unit of a line of a budget. */
    static Unit lineUnit(Expression budget, String line, Typing typing) {
        if (budget instanceof Call call && typing.binding(call) instanceof Typing.Binding.Item item
                && item.instance().declaration().item() instanceof Item.Budget declared) {
            for (Expression.Entry entry : declared.lines().entries()) {
                if (entry.name().text().equals(line)) {
                    return unit(entry.value(), item.instance().typing());
                }
            }
        }
        return Unit.NONE;
    }

    /** The unit of the limit as it is written, unless that is a bare zero. */
    private static Unit limit(Expression limit, Expression limited, Typing typing) {
        Unit own = typing.type(limit) instanceof Type.Range(Unit unit) ? unit : of(limit, typing);
        return own.factors().isEmpty() ? of(limited, typing) : own;
    }

    private static Unit of(Expression expression, Typing typing) {
        Unit unit = Type.unitOf(typing.type(expression));
        return unit == null ? Unit.NONE : unit;
    }
}
