package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.SymbolicTruth.Condition;
import org.isoflop.interpreter.value.SymbolicTruth.Relation;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.interpreter.value.WrongKind;
import org.isoflop.stdlib.operator.Operator;

/** Work on values element by element, whatever they are arranged in. */
public final class Elementwise {
    private Elementwise() {
    }

    /** An operator of two arguments on many, from the first to the last. */
    static Value folded(Operator operator, List<Value> arguments) {
        return apply(new Calculation() {
            @Override
            public Value of(Unit unit, Numbers[] numbers) {
                Numbers result = numbers[0];
                for (int i = 1; i < numbers.length; i++) {
                    result = Numbers.apply(operator, result, numbers[i]);
                }
                return new Quantity(unit, result);
            }

            @Override
            public Value traced(Unit unit, Trace trace, int[] nodes) {
                int result = nodes[0];
                for (int i = 1; i < nodes.length; i++) {
                    result = trace.apply(operator, result, nodes[i]);
                }
                return new Symbolic(trace, result, unit);
            }
        }, arguments);
    }

    /** What a function does to the elements. */
    public interface Calculation {
        /** Of single numbers and columns; gives a quantity in the unit, or a truth. */
        Value of(Unit unit, Numbers[] arguments);

        /** Of nodes of a trace, where it is part of a law or an allocation. */
        Value traced(Unit unit, Trace trace, int[] arguments);
    }

    /** A calculation on quantities, truths and what is traced, element by element; single values go with every element. */
    public static Value apply(Calculation calculation, List<Value> arguments) {
        for (Value argument : arguments) {
            if (argument instanceof RecordValue record) {
                return parts(calculation, record, arguments);
            }
        }
        for (Value argument : arguments) {
            if (argument instanceof ListValue list) {
                return items(calculation, list.items().size(), arguments);
            }
        }
        Unit unit = unit(arguments);
        for (Value argument : arguments) {
            if (argument instanceof Symbolic symbolic) {
                int[] nodes = arguments.stream().mapToInt(symbolic.trace()::node).toArray();
                return calculation.traced(unit, symbolic.trace(), nodes);
            }
        }
        return calculation.of(unit, arguments.stream().map(Elementwise::numbers).toArray(Numbers[]::new));
    }

    private static Value parts(Calculation calculation, RecordValue first, List<Value> arguments) {
        Map<String, Value> parts = new LinkedHashMap<>();
        for (String name : first.members().keySet()) {
            List<Value> part = new ArrayList<>(arguments.size());
            for (Value argument : arguments) {
                Value member = argument instanceof RecordValue record ? record.member(name) : argument;
                part.add(member == null ? Missing.VALUE : member);
            }
            parts.put(name, apply(calculation, part));
        }
        return new RecordValue(parts, first.isVector());
    }

    private static Value items(Calculation calculation, int count, List<Value> arguments) {
        for (Value argument : arguments) {
            int rows = Columns.rows(argument);
            if (rows >= 0 && rows != count) {
                throw new Numbers.LengthMismatch(count, rows);
            }
        }
        List<Value> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int row = i;
            results.add(apply(calculation, arguments.stream().map(argument -> Columns.cell(argument, row)).toList()));
        }
        return new ListValue(results);
    }

    /** The first unit that is not just that of a literal zero or a plain number. */
    private static Unit unit(List<Value> arguments) {
        for (Value argument : arguments) {
            Unit unit = argument instanceof Quantity quantity
                    ? quantity.unit()
                    : argument instanceof Symbolic symbolic ? symbolic.unit() : Unit.NONE;
            if (!unit.factors().isEmpty()) {
                return unit;
            }
        }
        return Unit.NONE;
    }

    private static Numbers numbers(Value value) {
        return switch (value) {
            case Quantity quantity -> quantity.numbers();
            case Truth truth -> truth.numbers();
            case Missing missing -> Numbers.of(Double.NaN);
            default -> throw new WrongKind("a number", value);
        };
    }

    /** {@code left <= right} within a trace, in a form that can serve as a condition of an allocation. */
    static SymbolicTruth atMost(Trace trace, int left, int right, Unit unit) {
        int node = trace.apply(Operator.LESS_EQUAL, left, right);
        return new SymbolicTruth(trace, node, List.of(new Condition(Relation.AT_MOST, left, right, unit)));
    }

    /** Quantities and truths exchanged for something else, whatever they are arranged in; packed columns are given whole. */
    public static Value mapped(Value value, UnaryOperator<Value> leaf) {
        return switch (value) {
            case ListValue list -> new ListValue(list.items().stream().map(item -> mapped(item, leaf)).toList());
            case RecordValue record -> {
                Map<String, Value> parts = new LinkedHashMap<>();
                record.members().forEach((name, part) -> parts.put(name, mapped(part, leaf)));
                yield new RecordValue(parts, record.isVector());
            }
            case Missing missing -> missing;
            default -> leaf.apply(value);
        };
    }
}
