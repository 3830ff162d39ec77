package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Expression.NumberLiteral;
import org.isoflop.grammar.syntax.Expression.Operator;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Expression.Unary;
import org.jspecify.annotations.Nullable;

/** What can be read off an expression without running anything. */
public final class Constants {
    private Constants() {
    }

    /** The plain number that is written out, as in {@code -2}, {@code 1/3}; null for everything else. */
    public static @Nullable Double number(Expression expression) {
        return switch (expression) {
            case NumberLiteral number when number.unit() == null && !number.money() -> number.value();
            case Parenthesised(var span, Expression inner) -> number(inner);
            case Unary unary when unary.operator() == Operator.NEGATE -> {
                Double operand = number(unary.operand());
                yield operand == null ? null : -operand;
            }
            case Binary binary -> {
                Double left = number(binary.left());
                Double right = number(binary.right());
                yield left == null || right == null ? null : switch (binary.operator()) {
                    case ADD -> left + right;
                    case SUBTRACT -> left - right;
                    case MULTIPLY -> left * right;
                    case DIVIDE -> left / right;
                    default -> null;
                };
            }
            default -> null;
        };
    }

    /** The texts of a list of text literals, or null. */
    static @Nullable List<String> texts(Expression expression) {
        if (!(expression instanceof ListLiteral list)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Expression item : list.items()) {
            if (!(item instanceof TextLiteral text)) {
                return null;
            }
            texts.add(text.value());
        }
        return texts;
    }
}
