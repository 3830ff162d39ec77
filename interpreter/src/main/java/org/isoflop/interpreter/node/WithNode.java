package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;

/** {@code law with { A: 406.4, beta: alpha }}: coefficients given, or tied to others. */
public final class WithNode extends ExpressionNode {
    @Child private ExpressionNode target;
    @Child private ExpressionNode changes;
    private final int[] slots;
    private final String[] coefficients;

    /** @param slots the locals that the changes see the coefficients in, by their names */
    public WithNode(Place place, ExpressionNode target, ExpressionNode changes, int[] slots, String[] coefficients) {
        super(place);
        this.target = target;
        this.changes = changes;
        this.slots = slots;
        this.coefficients = coefficients;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        Value before = target.execute(frame);
        Trace trace = new Trace();
        for (int i = 0; i < slots.length; i++) {
            frame.setObject(slots[i], trace.input(coefficients[i], Unit.NONE));
        }
        return change(before, changes.execute(frame), trace);
    }

    @TruffleBoundary
    private Value change(Value before, Value record, Trace trace) {
        LawValue law = LawCalls.law(before, this);
        Map<String, Setting> settings = new LinkedHashMap<>(law.settings());
        Map<String, Numbers> given = new LinkedHashMap<>();
        ((RecordValue) record).members().forEach((name, value) -> set(name, value, trace, settings, given));
        LawValue changed = law.with(settings);
        if (!(before instanceof FitValue fit)) {
            return changed;
        }
        Map<String, Quantity> found = new LinkedHashMap<>(fit.coefficients());
        given.forEach((name, numbers) -> found.computeIfPresent(name, (same, old) -> new Quantity(Unit.NONE, numbers)));
        return fit.with(changed, found);
    }

    private void set(String name, Value value, Trace trace, Map<String, Setting> settings, Map<String, Numbers> given) {
        switch (value) {
            case Quantity quantity when !quantity.numbers().isColumn() -> {
                settings.put(name, new Setting.Given(quantity.numbers()));
                given.put(name, quantity.numbers());
            }
            case Symbolic symbolic -> {
                if (!trace.parameters().isEmpty()) {
                    throw wrong(Code.BAD_VALUE, "a coefficient is tied to others by certain numbers");
                }
                settings.put(name, new Setting.Tied(trace.builder().build(symbolic.node()), new ArrayList<>(List.of(coefficients))));
            }
            case RecordValue levels -> {
                settings.remove(name);
                levels.members().forEach((level, each) -> set(name + "[" + level + "]", each, trace, settings, given));
            }
            default -> throw wrong(Code.BAD_VALUE, "a coefficient is a number, and `" + name + "` is given " + value.text());
        }
    }
}
