package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.NodeUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicText;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** A law: its formula is traced to a kernel when it is first applied or fitted. */
public final class LawNode extends ExpressionNode {
    private final LawSignature signature;
    private final Map<String, Integer> slots;
    @Children private final Setter[] coefficients;
    @Child private Meta meta;
    private final StudyRoot formula;

    /** A law's body: definitions in order, then the formula. */
    public static final class Formula extends ExpressionNode {
        private final int[] slots;
        @Children private final ExpressionNode[] definitions;
        @Child private ExpressionNode body;

        public Formula(Place place, int[] slots, ExpressionNode[] definitions, ExpressionNode body) {
            super(place);
            this.slots = slots;
            this.definitions = definitions;
            this.body = body;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            for (int i = 0; i < slots.length; i++) {
                frame.setObject(slots[i], definitions[i].execute(frame));
            }
            return body.execute(frame);
        }
    }

    /** A clause that says something of coefficients. */
    public abstract static class Setter extends com.oracle.truffle.api.nodes.Node {
        abstract void settle(VirtualFrame frame, Map<String, Setting> settings);
    }

    /** The value of a coefficient. */
    public static final class Giving extends Setter {
        private final String coefficient;
        @Child private ExpressionNode value;

        public Giving(String coefficient, ExpressionNode value) {
            this.coefficient = coefficient;
            this.value = value;
        }

        @Override
        void settle(VirtualFrame frame, Map<String, Setting> settings) {
            if (!(value.execute(frame) instanceof Quantity quantity) || quantity.numbers().isColumn()) {
                throw value.wrong(Code.BAD_VALUE, "the coefficient `" + coefficient + "` is one number");
            }
            settings.put(coefficient, new Setting.Given(quantity.numbers()));
        }
    }

    /** The bound of some coefficients. */
    public static final class Bounding extends Setter {
        private final List<String> coefficients;
        private final boolean lower;
        private final boolean upper;
        @Child private @Nullable ExpressionNode limit;

        /** @param limit a range if it bounds both sides, null if neither */
        public Bounding(List<String> coefficients, boolean lower, boolean upper, @Nullable ExpressionNode limit) {
            this.coefficients = coefficients;
            this.lower = lower;
            this.upper = upper;
            this.limit = limit;
        }

        @Override
        void settle(VirtualFrame frame, Map<String, Setting> settings) {
            Value value = limit == null ? null : limit.execute(frame);
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            if (value instanceof RangeValue range && range.lower() instanceof Quantity first && range.upper() instanceof Quantity last) {
                low = first.point();
                high = last.point();
            } else if (value instanceof Quantity quantity) {
                low = lower ? quantity.point() : low;
                high = upper ? quantity.point() : high;
            }
            for (String coefficient : coefficients) {
                settings.put(coefficient, new Setting.Free(low, high));
            }
        }
    }

    /** What is said of a law: its source, the ranges it is valid on. */
    public static final class Meta extends com.oracle.truffle.api.nodes.Node {
        private final String[] names;
        @Children private final ExpressionNode[] values;
        private final Map<String, Value> words;
        @Child private @Nullable ExpressionNode valid;

        public Meta(String[] names, ExpressionNode[] values, Map<String, Value> words, @Nullable ExpressionNode valid) {
            this.names = names;
            this.values = values;
            this.words = words;
            this.valid = valid;
        }

        Map<String, Value> members(VirtualFrame frame) {
            Map<String, Value> members = new LinkedHashMap<>(words);
            for (int i = 0; i < names.length; i++) {
                members.put(names[i], values[i].execute(frame));
            }
            return members;
        }

        Map<String, RangeValue> valid(VirtualFrame frame) {
            Map<String, RangeValue> ranges = new LinkedHashMap<>();
            if (valid != null && valid.execute(frame) instanceof RecordValue record) {
                record.members().forEach((name, value) -> {
                    if (value instanceof RangeValue range) {
                        ranges.put(name, range);
                    }
                });
            }
            return ranges;
        }
    }

    public LawNode(Place place, LawSignature signature, Map<String, Integer> slots, Setter[] coefficients, Meta meta, StudyRoot formula) {
        super(place);
        this.signature = signature;
        this.slots = slots;
        this.coefficients = coefficients;
        this.meta = meta;
        this.formula = formula;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (Setter setter : coefficients) {
            setter.settle(frame, settings);
        }
        boolean borrows = signature.coefficients().stream().anyMatch(coefficient -> !settings.containsKey(coefficient.name()));
        if (borrows) {
            borrow(settings);
        }
        return new LawValue(signature, new Body(), settings, meta.valid(frame), meta.members(frame));
    }

    /** Coefficients of called laws keep their bounds. */
    @TruffleBoundary
    private void borrow(Map<String, Setting> settings) {
        formula.getCallTarget();
        Map<String, Setting> lent = new HashMap<>();
        for (LawCallNode call : NodeUtil.findAllNodeInstances(formula, LawCallNode.class)) {
            call.lenders().forEach(law -> law.settings().forEach(lent::putIfAbsent));
        }
        Setting unbounded = new Setting.Free(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        for (LawSignature.Coefficient coefficient : signature.coefficients()) {
            Setting setting = lent.get(coefficient.name());
            settings.putIfAbsent(coefficient.name(), setting instanceof Setting.Free ? setting : unbounded);
        }
    }

    /** {@code law tex = chinchilla with { … }}: the other law under this name, with what is said of it here. */
    public static final class Renamed extends ExpressionNode {
        @Child private ExpressionNode law;
        @Child private Meta meta;
        private final LawSignature signature;

        public Renamed(Place place, ExpressionNode law, Meta meta, LawSignature signature) {
            super(place);
            this.law = law;
            this.meta = meta;
            this.signature = signature;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            LawValue other = LawCalls.law(law.execute(frame), this);
            Map<String, RangeValue> valid = new LinkedHashMap<>(other.valid());
            valid.putAll(meta.valid(frame));
            Map<String, Value> members = new LinkedHashMap<>(other.members());
            members.keySet().removeAll(other.settings().keySet());
            members.putAll(meta.members(frame));
            return new LawValue(signature, other.body(), other.settings(), valid, members);
        }
    }

    private final class Body implements LawValue.Body {
        private final Map<Map<String, List<String>>, Lowered> known = new HashMap<>();

        @Override
        @TruffleBoundary
        public Lowered lowered(Map<String, List<String>> levels) {
            return known.computeIfAbsent(levels, this::trace);
        }

        @Override
        @TruffleBoundary
        public Value apply(LawValue law, Value[] arguments) {
            return new LawApplication(LawNode.this, false).apply(law, arguments);
        }

        private Lowered trace(Map<String, List<String>> levels) {
            Trace trace = new Trace();
            Object[] locals = new Object[formula.getFrameDescriptor().getNumberOfSlots()];
            for (LawSignature.Argument argument : signature.arguments()) {
                locals[slot(argument.name())] = argument(trace, argument, levels);
            }
            int arguments = trace.inputs();
            List<String> names = new ArrayList<>();
            for (LawSignature.Coefficient coefficient : signature.coefficients()) {
                Value value = coefficient(trace, coefficient, levels, names);
                if (slots.containsKey(coefficient.name())) {
                    locals[slot(coefficient.name())] = value;
                }
            }
            CallTarget target = formula.getCallTarget();
            Value result = (Value) target.call(locals);
            int output = trace.node(result);
            if (!trace.parameters().isEmpty()) {
                throw new StudyException(wrong(Code.BAD_VALUE, "a law is written with certain numbers: make the uncertain one a coefficient"
                        + " and give it with `with`").diagnostic(), LawNode.this);
            }
            Kernel kernel = trace.builder().build(output);
            return new Lowered(kernel, arguments, names);
        }

        private int slot(String name) {
            Integer slot = slots.get(name);
            if (slot == null) {
                throw new IllegalStateException("no slot for " + name);
            }
            return slot;
        }
    }

    private static Value argument(Trace trace, LawSignature.Argument argument, Map<String, List<String>> levels) {
        if (!argument.parts().isEmpty()) {
            Map<String, Value> parts = new LinkedHashMap<>();
            for (String part : argument.parts()) {
                parts.put(part, trace.input(argument.name() + "." + part, Unit.NONE));
            }
            return new RecordValue(parts, true);
        }
        Symbolic input = trace.input(argument.name(), Unit.NONE);
        return switch (argument.kind()) {
            case QUANTITY -> input;
            case TEXT -> new SymbolicText(trace, input.node(), levels.getOrDefault(argument.name(), List.of()));
            case TRUTH -> new org.isoflop.interpreter.value.SymbolicTruth(trace, input.node(), List.of());
        };
    }

    private Value coefficient(Trace trace, LawSignature.Coefficient coefficient, Map<String, List<String>> levels, List<String> names) {
        if (coefficient.over().isEmpty()) {
            names.add(coefficient.name());
            return trace.coefficient(coefficient.name());
        }
        List<String> parts = levels.getOrDefault(coefficient.over(), List.of());
        for (LawSignature.Argument argument : signature.arguments()) {
            parts = argument.name().equals(coefficient.over()) && !argument.parts().isEmpty() ? argument.parts() : parts;
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (String part : parts) {
            String flat = coefficient.name() + "[" + part + "]";
            names.add(flat);
            values.put(part, trace.coefficient(flat));
        }
        return new RecordValue(values, true);
    }
}
