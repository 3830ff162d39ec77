package org.isoflop.interpreter.function;

import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.isoflop.interpreter.value.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Where the tokens of a run come from: from a column of their own, or from what was spent on each parameter and token, which is
 * 6 FLOP (Kaplan et al. 2020, section 2.1) unless the call says otherwise.
 */
final class Tokens {
    static final String COLUMN = "tokens";
    static final String FLOP_PER = "flop_per";
    private static final double SIX = 6;

    private Tokens() {
    }

    /** The unit of tokens, null where they cannot be told from what was spent and the size. */
    static @Nullable Unit unit(Checked call, Unit spent, Unit size) {
        if (call.has(COLUMN)) {
            return Labels.unit(call, COLUMN);
        }
        if (call.label(FLOP_PER) instanceof org.isoflop.interpreter.type.Type.Quantity(Unit per, boolean zero)) {
            return spent.over(size.times(per));
        }
        boolean six = spent.sameDimension(standard("FLOP")) && size.sameDimension(standard("param"));
        return six && !call.has(FLOP_PER) ? standard("token") : null;
    }

    /** What was spent on each unit of size and token, in base units. */
    static double flopPer(ValueCall call) {
        if (!(call.labels().get(FLOP_PER) instanceof Quantity per)) {
            return SIX;
        }
        if (per.numbers().isColumn() || !(per.point() > 0)) {
            throw call.wrong(-1, "`flop_per` takes a single quantity above zero, such as `6 FLOP/param/token`");
        }
        return per.point();
    }

    private static Unit standard(String name) {
        NamedUnit unit = new UnitTable().find(name);
        if (unit == null) {
            throw new IllegalStateException("no unit " + name);
        }
        return Unit.of(unit);
    }
}
