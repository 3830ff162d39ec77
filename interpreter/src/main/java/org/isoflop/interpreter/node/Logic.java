package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.SymbolicTruth.Condition;
import org.isoflop.interpreter.value.SymbolicTruth.Relation;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.interpreter.value.WrongKind;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** And, or, not on truths, be they computed or traced. */
public final class Logic {
    private Logic() {
    }

    static Value and(Value left, Value right) {
        Trace trace = trace(left, right);
        if (trace == null) {
            return new Truth(Numbers.apply(Operator.AND, numbers(left), numbers(right)));
        }
        List<Condition> both = new ArrayList<>();
        boolean known = conditions(trace, left, both) & conditions(trace, right, both);
        return new SymbolicTruth(trace, trace.apply(Operator.AND, trace.node(left), trace.node(right)), known ? both : List.of());
    }

    static Value or(Value left, Value right) {
        Trace trace = trace(left, right);
        return trace == null
                ? new Truth(Numbers.apply(Operator.OR, numbers(left), numbers(right)))
                : new SymbolicTruth(trace, trace.apply(Operator.OR, trace.node(left), trace.node(right)), List.of());
    }

    static Value not(Value operand) {
        Trace trace = trace(operand, operand);
        return trace == null
                ? new Truth(Numbers.apply(Operator.NOT, numbers(operand)))
                : new SymbolicTruth(trace, trace.apply(Operator.NOT, trace.node(operand)), List.of());
    }

    private static @Nullable Trace trace(Value left, Value right) {
        return left instanceof SymbolicTruth truth ? truth.trace() : right instanceof SymbolicTruth other ? other.trace() : null;
    }

    /** The comparisons that a truth is made of; a truth that is already known becomes one that holds or cannot. */
    public static boolean conditions(Trace trace, Value truth, List<Condition> into) {
        if (truth instanceof SymbolicTruth symbolic) {
            into.addAll(symbolic.conditions());
            return !symbolic.conditions().isEmpty();
        }
        int half = trace.builder().constant(0.5);
        into.add(new Condition(Relation.AT_LEAST, trace.node(truth), half, Unit.NONE));
        return true;
    }

    public static Numbers numbers(Value value) {
        return switch (value) {
            case Truth truth -> truth.numbers();
            case Missing missing -> Numbers.of(Double.NaN);
            default -> throw new WrongKind("a condition", value);
        };
    }
}
