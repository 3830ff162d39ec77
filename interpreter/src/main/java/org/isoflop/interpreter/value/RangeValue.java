package org.isoflop.interpreter.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.interpreter.unit.Unit;

/** A closed range; its ends may be columns, uncertain, or parts of an allocation's trace. */
public final class RangeValue extends Structured {
    private final Unit unit;
    private final Value lower;
    private final Value upper;

    public RangeValue(Unit unit, Value lower, Value upper) {
        super(ends(lower, upper));
        this.unit = unit;
        this.lower = lower;
        this.upper = upper;
    }

    private static Map<String, Value> ends(Value lower, Value upper) {
        Map<String, Value> ends = new LinkedHashMap<>();
        ends.put("lower", lower);
        ends.put("upper", upper);
        return ends;
    }

    public static RangeValue of(Unit unit, double lower, double upper) {
        return new RangeValue(unit, new Quantity(unit, Numbers.of(lower)), new Quantity(unit, Numbers.of(upper)));
    }

    public Unit unit() {
        return unit;
    }

    public Value lower() {
        return lower;
    }

    public Value upper() {
        return upper;
    }

    @Override
    public String kind() {
        return "range";
    }

    @Override
    public String text() {
        return lower.text() + ".." + upper.text();
    }
}
