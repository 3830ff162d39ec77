package org.isoflop.interpreter.analysis;

import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.In;
import org.isoflop.grammar.syntax.Expression.NumberLiteral;
import org.isoflop.grammar.syntax.Expression.Operator;
import org.isoflop.grammar.syntax.Expression.Range;
import org.isoflop.grammar.syntax.Expression.Spread;
import org.isoflop.grammar.syntax.Expression.Unary;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Types of what has two ends: ranges, numbers with an error, and what is asked to lie within. */
final class Ranges {
    private final Body body;

    Ranges(Body body) {
        this.body = body;
    }

    Type in(In in, Scope scope) {
        Type value = body.check(in.value(), scope);
        if (in.domain() instanceof Spread spread) {
            Type ends = ends(spread.point(), spread.deviation(), scope);
            body.typing().type(spread, ends);
            return body.dimensions().membership(in, value, ends);
        }
        return body.dimensions().membership(in, value, body.check(in.domain(), scope));
    }

    Type range(Range range, Scope scope) {
        Type ends = ends(range.low(), range.high(), scope);
        if (range.step() == null) {
            return ends;
        }
        Type step = body.check(range.step(), scope);
        if (ends instanceof Type.Range(Unit unit) && step instanceof Quantity stepped) {
            if (stepped.unit().isNone() && !unit.isNone() && isBare(range.step())) {
                body.typing().unit(range.step(), unit);
                body.typing().type(range.step(), new Quantity(unit));
            } else if (!stepped.unit().sameDimension(unit)) {
                return body.dimensions().mismatch("the step of a range has its dimension", range.high(), new Quantity(unit), range.step(),
                        step,
                        null);
            }
            return new ListOf(new Quantity(unit));
        }
        return ends == Type.UNKNOWN || step == Type.UNKNOWN ? Type.UNKNOWN : body.wrong(range.step().span(), "a step is a number");
    }

    private Type ends(Expression low, Expression high, Scope scope) {
        Type left = body.check(low, scope);
        Type right = body.check(high, scope);
        return body.dimensions().lift(left, right, (a, b) -> {
            if (!(a instanceof Quantity) || !(b instanceof Quantity)) {
                return body.dimensions().noNumber(a instanceof Quantity ? high : low, a instanceof Quantity ? b : a);
            }
            Unit unit = bareTakes(low, a, b);
            if (unit != null) {
                return new Type.Range(unit);
            }
            Type merged = body.dimensions().merged(a, b);
            return merged instanceof Quantity quantity
                    ? new Type.Range(quantity.unit())
                    : body.dimensions().mismatch("both ends have one dimension", low, a, high, b, null);
        });
    }

    /** A bare number left of {@code ..} or {@code ±} takes the unit of the right: that unit, or null. */
    private @Nullable Unit bareTakes(Expression low, Type left, Type right) {
        if (left instanceof Quantity first && right instanceof Quantity second && first.unit().isNone() && !second.unit().isNone()
                && isBare(low)) {
            adopt(low, second.unit());
            return second.unit();
        }
        return null;
    }

    private void adopt(Expression bare, Unit unit) {
        body.typing().unit(bare, unit);
        body.typing().type(bare, new Quantity(unit));
        if (bare instanceof Unary unary) {
            adopt(unary.operand(), unit);
        }
    }

    /** Whether an expression is a number without a unit, which may take one from its neighbour. */
    static boolean isBare(Expression expression) {
        return expression instanceof NumberLiteral number && number.unit() == null && !number.money()
                || expression instanceof Unary unary && unary.operator() == Operator.NEGATE && isBare(unary.operand());
    }

    Type spread(Spread spread, Scope scope) {
        Type type = ends(spread.point(), spread.deviation(), scope);
        return switch (type) {
            case Type.Range(Unit unit) -> new Quantity(unit);
            case ListOf(Type.Range(Unit unit)) -> new ListOf(new Quantity(unit));
            default -> Type.UNKNOWN;
        };
    }
}
