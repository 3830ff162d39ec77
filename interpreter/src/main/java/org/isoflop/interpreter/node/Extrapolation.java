package org.isoflop.interpreter.node;

import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.stdlib.Locales;

/** Says so where a law is used beyond the range it was established on, and by how much. */
public final class Extrapolation {
    /** Beyond an end by less than this fraction is rounding, not extrapolation. */
    private static final double SLACK = 1e-9;
    /** Fewer decades than these are told in percent. */
    private static final double NEAR = 0.05;

    private Extrapolation() {
    }

    /** @param inputs the arguments in the law's units, vectors part by part, coefficients behind them */
    public static void check(LawValue law, Numbers[] inputs, ExpressionNode node) {
        int at = 0;
        for (LawSignature.Argument argument : law.signature().arguments()) {
            Map<String, RangeValue> valid = law.valid();
            RangeValue range = valid.get(argument.name());
            if (range != null && argument.parts().isEmpty() && range.lower() instanceof Quantity low
                    && range.upper() instanceof Quantity high) {
                check(law, argument, inputs[at], low.point() / argument.unit().scale(), high.point() / argument.unit().scale(), node);
            }
            at += Math.max(1, argument.parts().size());
        }
    }

    /** How many decades beyond the upper end of its range an argument of a law lies, at most; 0 where none does. */
    public static double decades(LawValue law, Numbers[] inputs) {
        double most = 0;
        int at = 0;
        for (LawSignature.Argument argument : law.signature().arguments()) {
            if (argument.parts().isEmpty() && law.valid().get(argument.name()) instanceof RangeValue range
                    && range.upper() instanceof Quantity high && high.point() > 0) {
                for (double value : inputs[at].points()) {
                    most = Math.max(most, Math.log10(value * argument.unit().scale() / high.point()));
                }
            }
            at += Math.max(1, argument.parts().size());
        }
        return most;
    }

    private static void check(LawValue law, LawSignature.Argument argument, Numbers values, double low, double high, ExpressionNode node) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values.points()) {
            lowest = Math.min(lowest, Double.isNaN(value) ? lowest : value);
            highest = Math.max(highest, Double.isNaN(value) ? highest : value);
        }
        boolean above = highest > high + SLACK * Math.abs(high);
        boolean below = lowest < low - SLACK * Math.abs(low);
        if (!above && !below) {
            return;
        }
        double value = above ? highest : lowest;
        double end = above ? high : low;
        Display display = Display.DEFAULT;
        double scale = argument.unit().scale();
        String distance = value > 0 && end > 0 ? ", " + distance(value / end) + (above ? " beyond" : " below") : "";
        node.warn(Diagnostic.of(Code.EXTRAPOLATION, "`" + law.signature().name() + "` is used at " + argument.name() + " = "
                + display.quantity(argument.unit(), value * scale) + distance + (distance.isEmpty() ? ", outside " : " ")
                + display.quantity(argument.unit(), low * scale) + " to " + display.quantity(argument.unit(), high * scale)
                + ", the range it " + (law.isFitted() ? "was fitted on" : "is known to hold on")));
    }

    /** In decades, or where those would round to none in percent, as {@code 0.4 decades} or {@code 1.1 %}. */
    private static String distance(double ratio) {
        double decades = Math.abs(Math.log10(ratio));
        return decades < NEAR
                ? String.format(Locales.NONE, "%.2g %%", 100 * Math.abs(ratio - 1))
                : String.format(Locales.NONE, "%.1f decades", decades);
    }
}
