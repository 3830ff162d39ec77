package org.isoflop.interpreter.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter without a declared type is given. A {@code let} takes a column as it is. Of a fit, a table or an allocation
 * there is one for each element, unless it looks at the parameter as a list: runs over it, chooses from it, sums it, asks what
 * is in it or takes an element.
 */
final class ListUse {
    private ListUse() {
    }

    /** The type that the parameter has in the body: that of an element where the item is made once for each. */
    static Type within(Declaration declaration, String parameter, Type given) {
        Type element = element(given);
        boolean whole = element == null || isWhole(declaration.item()) && !(element instanceof Type.LawOf || element instanceof Type.FitOf)
                || looksInto(declaration.item(), parameter);
        Type type = whole || element == null ? given : element;
        return type instanceof Quantity(Unit unit, boolean zero) ? new Quantity(unit) : type;
    }

    /** Whether it is a record of columns, as an axis over a table is. */
    static boolean isColumns(Type type) {
        return type instanceof RecordOf && element(type) != null;
    }

    /** Whether the item takes columns as they are. */
    private static boolean isWhole(Item.Declaration item) {
        return switch (item) {
            case Item.Let let -> true;
            case Item.Constraint constraint -> true;
            case Item.Budget budget -> true;
            case Item.Law law -> true;
            case Item.Input input -> true;
            case Item.Unit unit -> true;
            case Item.Data data -> false;
            case Item.Fit fit -> false;
            case Item.Allocate allocate -> false;
            case Item.Sweep sweep -> false;
        };
    }

    /** The type of an element of a list, or of a row of a record of columns; null for what has no elements. */
    private static @Nullable Type element(Type given) {
        if (given instanceof ListOf(Type element)) {
            return element;
        }
        if (!(given instanceof RecordOf(Map<String, Type> members)) || members.isEmpty()) {
            return null;
        }
        Map<String, Type> row = new LinkedHashMap<>();
        for (Map.Entry<String, Type> member : members.entrySet()) {
            if (!(member.getValue() instanceof ListOf(Type cell))) {
                return null;
            }
            row.put(member.getKey(), cell);
        }
        return new RecordOf(row);
    }

    private static boolean looksInto(Item.Declaration item, String parameter) {
        boolean runsOver = switch (item) {
            case Item.Allocate allocate -> allocate.variables().stream()
                    .anyMatch(variable -> isList(variable.domain(), parameter)
                            || variable.parts().stream().anyMatch(part -> part.text().equals(parameter)));
            case Item.Sweep sweep -> sweep.axes().stream().anyMatch(axis -> isList(axis.domain(), parameter));
            case Item.Data data -> isList(data.body(), parameter);
            default -> false;
        };
        return runsOver || Within.of(item).stream().anyMatch(expression -> looksInto(expression, parameter));
    }

    private static boolean looksInto(Expression expression, String parameter) {
        boolean here = switch (expression) {
            case Expression.In in -> isList(in.domain(), parameter);
            case Expression.Element element -> isList(element.target(), parameter);
            case Call call -> call.callee() instanceof Reference callee && takesList(callee.name().text(), call)
                    && call.arguments().stream().anyMatch(argument -> isList(argument.value(), parameter));
            default -> false;
        };
        return here || Within.of(expression).stream().anyMatch(inner -> looksInto(inner, parameter));
    }

    /** Whether an expression is a list if the parameter is: the parameter itself, its members, or calculated from it. */
    private static boolean isList(@Nullable Expression expression, String parameter) {
        return switch (expression) {
            case Reference reference -> reference.name().text().equals(parameter);
            case Call call -> !(call.callee() instanceof Reference callee && Functions.find(callee.name().text()) != null)
                    && Within.of(call).stream().anyMatch(inner -> isList(inner, parameter));
            case Expression.ListLiteral list -> false;
            case Expression.Range range -> false;
            case null -> false;
            default -> Within.of(expression).stream().anyMatch(inner -> isList(inner, parameter));
        };
    }

    /** Aggregates take lists, but the smallest and largest of several arguments goes element by element. */
    private static boolean takesList(String name, Call call) {
        Function function = Functions.find(name);
        if (function == null) {
            return false;
        }
        Function.Signature head = function.signature();
        boolean aggregate = head.labels().stream().anyMatch(label -> label.name().equals("per"));
        return aggregate && !(head.parameters().getLast().repeated() && call.arguments().size() > 1)
                || name.equals("unique") || name.equals("mixtures");
    }
}
