package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.function.Elementwise;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.SymbolicTruth.Condition;
import org.isoflop.interpreter.value.SymbolicTruth.Relation;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.interpreter.value.WrongKind;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.operator.DimensionRule;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** An operator on values of any arrangement; it says where a result is no number. */
final class Operation implements Elementwise.Calculation {
    private final Operator operator;
    private final Unit result;
    private final ExpressionNode node;
    private @Nullable Cancellation token;

    /** @param result the unit of the result, not read where it is a truth */
    Operation(Operator operator, Unit result, ExpressionNode node) {
        this.operator = operator;
        this.result = result;
        this.node = node;
    }

    Value apply(Value... arguments) {
        try {
            return Elementwise.apply(this, List.of(arguments));
        } catch (Numbers.LengthMismatch mismatch) {
            throw node.wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
        } catch (WrongKind other) {
            throw node.wrong(Code.WRONG_TYPE, other.message());
        }
    }

    private boolean givesTruth() {
        return operator.rule() == DimensionRule.COMPARISON || operator.rule() == DimensionRule.LOGIC;
    }

    @Override
    public Value of(Unit unit, Numbers[] arguments) {
        Numbers numbers = Numbers.apply(operator, token(), arguments);
        if (givesTruth()) {
            return new Truth(numbers);
        }
        defined(numbers, arguments);
        UndefinedDraws.check(node, "`" + operator.word() + "`", numbers, arguments);
        return new Quantity(result, numbers);
    }

    /** That of the run, which is known once the node stands in its tree. */
    private Cancellation token() {
        Cancellation known = token;
        if (known == null) {
            known = Run.of(node).token();
            token = known;
        }
        return known;
    }

    /** What is not a number although all arguments are known is a mistake, never a value; what vanishes is spoken of. */
    private void defined(Numbers numbers, Numbers[] arguments) {
        double[] points = numbers.points();
        int vanished = 0;
        int first = -1;
        for (int i = 0; i < points.length; i++) {
            if (!Double.isFinite(points[i]) && known(arguments, i)) {
                throw node.wrong(Code.UNDEFINED, told(arguments, i) + " is " + (Double.isNaN(points[i]) ? "no number" : "infinite")
                        + (numbers.isColumn() ? ", in row " + (i + 1) : ""));
            }
            if (points[i] == 0 && vanishes(arguments, i)) {
                first = vanished == 0 ? i : first;
                vanished++;
            }
        }
        if (vanished > 0) {
            node.warn(Diagnostic.of(Code.UNDERFLOW,
                    told(arguments, first) + " is nearer to zero than any number that can be held, and is taken as 0"
                            + (numbers.isColumn() ? ", in " + vanished + " of " + points.length + " rows" : "")));
        }
    }

    /** The operator and what it was applied to in a row. */
    private String told(Numbers[] arguments, int row) {
        StringBuilder text = new StringBuilder();
        for (Numbers argument : arguments) {
            text.append(text.isEmpty() ? "" : " and ").append(Display.exact(argument.point(row)));
        }
        return "`" + operator.word() + "` of " + text;
    }

    /** Whether a result of zero is none of the exact result. */
    private boolean vanishes(Numbers[] arguments, int row) {
        return switch (operator) {
            case MULTIPLY -> arguments[0].point(row) != 0 && arguments[1].point(row) != 0;
            case DIVIDE -> arguments[0].point(row) != 0 && Double.isFinite(arguments[1].point(row));
            default -> false;
        };
    }

    private static boolean known(Numbers[] arguments, int row) {
        for (Numbers argument : arguments) {
            if (!Double.isFinite(argument.point(row))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Value traced(Unit unit, Trace trace, int[] arguments) {
        int traced = trace.apply(operator, arguments);
        if (!givesTruth()) {
            return new Symbolic(trace, traced, result);
        }
        List<Condition> conditions = new ArrayList<>();
        Relation relation = switch (operator) {
            case LESS, LESS_EQUAL -> Relation.AT_MOST;
            case GREATER, GREATER_EQUAL -> Relation.AT_LEAST;
            case EQUAL -> Relation.EQUAL;
            default -> null;
        };
        if (relation != null) {
            conditions.add(new Condition(relation, arguments[0], arguments[1], unit));
        }
        return new SymbolicTruth(trace, traced, conditions);
    }
}
