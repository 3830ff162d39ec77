package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicText;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Applies laws and fits to numbers, columns, or what is traced; the node says where mistakes and warnings belong. */
public final class LawApplication {
    private final ExpressionNode node;
    private final boolean plain;

    /** @param plain whether it stands within a law, where arguments and result are numbers in the law's units */
    public LawApplication(ExpressionNode node, boolean plain) {
        this.node = node;
        this.plain = plain;
    }

    /** @param law one law, or a list of them with a value of each argument for each */
    public Value apply(Value law, Value[] values) {
        if (!(law instanceof ListValue list)) {
            return apply(LawCalls.law(law, node), values);
        }
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            Value[] row = new Value[values.length];
            for (int a = 0; a < row.length; a++) {
                row[a] = Columns.cell(values[a], i);
            }
            results.add(apply(LawCalls.law(list.items().get(i), node), row));
        }
        return Columns.of(results);
    }

    public Value apply(LawValue law, Value[] values) {
        Map<String, List<String>> levels = LawCalls.levels(law);
        Trace trace = null;
        List<Value> flat = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            LawSignature.Argument argument = law.signature().arguments().get(i);
            if (values[i] instanceof SymbolicText text && levels.get(argument.name()) instanceof List<String> known && known.isEmpty()) {
                levels.put(argument.name(), text.levels());
            }
            flatten(argument, values[i], flat);
        }
        for (Value value : flat) {
            trace = value instanceof Symbolic symbolic
                    ? symbolic.trace()
                    : value instanceof SymbolicText text ? text.trace() : value instanceof SymbolicTruth truth ? truth.trace() : trace;
        }
        Lowered lowered = law.body().lowered(levels);
        Unit unit = plain ? Unit.NONE : law.signature().result();
        double scale = plain ? 1 : law.signature().result().scale();
        if (trace != null) {
            return traced(law, lowered, flat, trace, unit, scale, levels);
        }
        Numbers[] inputs = new Numbers[lowered.arguments() + lowered.coefficients().size()];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            LawSignature.Argument argument = law.signature().arguments().get(i);
            int parts = Math.max(1, argument.parts().size());
            for (int p = 0; p < parts; p++, at++) {
                inputs[at] = numbers(argument, flat.get(at), levels);
            }
        }
        @Nullable Numbers[] coefficients = LawCalls.coefficients(law, lowered);
        for (int i = 0; i < coefficients.length; i++) {
            inputs[lowered.arguments() + i] = known(coefficients[i], law, lowered.coefficients().get(i));
        }
        Numbers result = evaluate(lowered, inputs);
        Extrapolation.check(law, inputs, node);
        Repetition.called(law, inputs, node);
        Standing.called(law, node);
        return new Quantity(unit, result.scaled(scale));
    }

    private Numbers known(@Nullable Numbers value, LawValue law, String name) {
        if (value == null) {
            throw node.wrong(Code.UNCALIBRATED_LAW, law.signature().name(), name);
        }
        return value;
    }

    private Numbers evaluate(Lowered lowered, Numbers[] inputs) {
        Numbers result;
        try {
            result = LawCalls.evaluate(lowered.kernel(), Run.of(node).token(), inputs);
        } catch (Numbers.LengthMismatch mismatch) {
            throw node.wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
        }
        for (int row = 0; row < result.rows(); row++) {
            if (!Double.isFinite(result.point(row))) {
                boolean known = true;
                for (Numbers input : inputs) {
                    known &= Double.isFinite(input.point(row));
                }
                if (known) {
                    throw node.wrong(Code.UNDEFINED,
                            "the law has no finite value here" + (result.isColumn() ? ", in row " + (row + 1) : ""));
                }
            }
        }
        UndefinedDraws.check(node, "the law", result, inputs);
        return result;
    }

    private void flatten(LawSignature.Argument argument, Value value, List<Value> flat) {
        if (argument.parts().isEmpty()) {
            flat.add(value);
            return;
        }
        for (String part : argument.parts()) {
            Value found = value instanceof RecordValue record ? record.member(part) : null;
            if (found == null) {
                throw node.wrong(Code.BAD_VALUE, "the vector `" + argument.name() + "` has no part `" + part + "`");
            }
            flat.add(found);
        }
    }

    /** An argument as numbers in its declared unit; of a text, its position among the levels. */
    private Numbers numbers(LawSignature.Argument argument, Value value, Map<String, List<String>> levels) {
        return switch (value) {
            case Quantity quantity -> quantity.numbers().scaled(plain ? 1 : 1 / argument.unit().scale());
            case Truth truth -> truth.numbers();
            case Text text -> Numbers.of(level(argument, text.value(), levels));
            case Texts texts -> {
                double[] positions = new double[texts.rows()];
                for (int i = 0; i < positions.length; i++) {
                    positions[i] = level(argument, texts.row(i), levels);
                }
                yield Numbers.column(positions);
            }
            default -> Numbers.of(Double.NaN);
        };
    }

    private double level(LawSignature.Argument argument, @Nullable String text, Map<String, List<String>> levels) {
        List<String> known = levels.getOrDefault(argument.name(), List.of());
        if (text == null) {
            return Double.NaN;
        }
        int position = known.indexOf(text);
        if (position < 0 && !known.isEmpty()) {
            String nearest = NearestName.nearest(text, known);
            throw node.wrong(Code.BAD_VALUE, "`" + argument.name() + "` is one of " + String.join(", ", known) + ", not \"" + text + "\""
                    + (nearest == null ? "" : ": did you mean \"" + nearest + "\"?"));
        }
        return position;
    }

    private Value traced(LawValue law, Lowered lowered, List<Value> flat, Trace trace, Unit unit, double scale,
            Map<String, List<String>> levels) {
        KernelBuilder builder = trace.builder();
        int[] nodes = new int[lowered.arguments() + lowered.coefficients().size()];
        int at = 0;
        for (LawSignature.Argument argument : law.signature().arguments()) {
            int parts = Math.max(1, argument.parts().size());
            for (int p = 0; p < parts; p++, at++) {
                nodes[at] = argumentNode(argument, flat.get(at), trace, levels);
            }
        }
        for (int i = 0; i < lowered.coefficients().size(); i++) {
            nodes[lowered.arguments() + i] = coefficientNode(law, lowered.coefficients().get(i), trace, 0);
        }
        int[] arguments = java.util.Arrays.copyOf(nodes, lowered.arguments());
        trace.uses(law, arguments);
        int result = builder.inline(lowered.kernel(), nodes)[0];
        return new Symbolic(trace, scale == 1 ? result : trace.apply(Operator.MULTIPLY, result, builder.constant(scale)), unit);
    }

    private int argumentNode(LawSignature.Argument argument, Value value, Trace trace, Map<String, List<String>> levels) {
        if (value instanceof Symbolic symbolic) {
            double scale = plain ? 1 : argument.unit().scale();
            return scale == 1 ? symbolic.node() : trace.apply(Operator.DIVIDE, symbolic.node(), trace.builder().constant(scale));
        }
        return switch (value) {
            case SymbolicText text -> text.node();
            case SymbolicTruth truth -> truth.node();
            default -> trace.node(numbers(argument, value, levels));
        };
    }

    private int coefficientNode(LawValue law, String name, Trace trace, int depth) {
        return switch (LawCalls.setting(law, name)) {
            case Setting.Given(Numbers value) -> trace.node(value);
            case Setting.Tied(org.isoflop.stdlib.kernel.Kernel formula, List<String> inputs) -> {
                if (depth > law.settings().size()) {
                    throw node.wrong(Code.BAD_VALUE,
                            "the coefficients `" + name + "` and `" + inputs.getFirst() + "` are tied to each other");
                }
                int[] arguments = new int[inputs.size()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = formula.depends(0, i)
                            ? coefficientNode(law, inputs.get(i), trace, depth + 1)
                            : trace.builder().constant(0);
                }
                yield trace.builder().inline(formula, arguments)[0];
            }
            case Setting.Free free -> {
                int known = trace.coefficientNode(name);
                if (known < 0) {
                    throw node.wrong(Code.UNCALIBRATED_LAW, law.signature().name(), name);
                }
                yield known;
            }
        };
    }
}
