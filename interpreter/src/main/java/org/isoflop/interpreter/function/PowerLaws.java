package org.isoflop.interpreter.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.stdlib.curves.PowerLaw;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Power laws that functions find, as laws that a study may call: {@code coefficient * C^exponent}, each in its own unit. */
final class PowerLaws {
    private static final String COEFFICIENT = "coefficient";
    private static final String EXPONENT = "exponent";

    private PowerLaws() {
    }

    /** The types of what a table of optima also has: laws of sizes and, where there are tokens, of tokens, and what their exponents add up to. */
    static Map<String, Type> types(Unit spent, Unit size, @Nullable Unit tokens) {
        Map<String, Type> members = new LinkedHashMap<>();
        members.put("power_law_N", new Type.LawOf(signature("power_law_N", spent, size)));
        if (tokens != null) {
            members.put("power_law_D", new Type.LawOf(signature("power_law_D", spent, tokens)));
            members.put("exponent_sum", Type.NUMBER);
        }
        return members;
    }

    private static LawSignature signature(String name, Unit x, Unit y) {
        return new LawSignature(name, List.of(new LawSignature.Argument("C", LawSignature.Kind.QUANTITY, x, List.of())), y,
                List.of(new LawSignature.Coefficient(COEFFICIENT, "", false), new LawSignature.Coefficient(EXPONENT, "", false)));
    }

    /**
     * The law as a value.
     *
     * @param law in base units
     * @param low the smallest x that it was found from, in base units
     */
    static LawValue value(ValueCall call, String name, PowerLaw law, Unit x, Unit y, double low, double high) {
        KernelBuilder builder = new KernelBuilder();
        int at = builder.input("C");
        int coefficient = builder.input(COEFFICIENT);
        int exponent = builder.input(EXPONENT);
        int result = builder.apply(Operator.MULTIPLY, coefficient, builder.apply(Operator.POWER, at, exponent));
        LawValue.Lowered lowered = new LawValue.Lowered(builder.build(result), 1, List.of(COEFFICIENT, EXPONENT));
        double[] coefficients = law.coefficients().clone();
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] *= unit(law.exponents()[k], x, y);
        }
        Map<String, LawValue.Setting> settings = new LinkedHashMap<>();
        settings.put(COEFFICIENT, given(law.coefficient() * unit(law.exponent(), x, y), coefficients));
        settings.put(EXPONENT, given(law.exponent(), law.exponents()));
        LawSignature signature = signature(name, x, y);
        return new LawValue(signature, call.formula(lowered), Map.of(), Map.of(), Map.of())
                .fitted(signature, settings, Map.of("C", RangeValue.of(x, low, high)), false);
    }

    /** What turns a coefficient of base units into one of units. */
    private static double unit(double exponent, Unit x, Unit y) {
        return x.scale() == 1 && y.scale() == 1 ? 1 : Math.pow(x.scale(), exponent) / y.scale();
    }

    private static LawValue.Setting given(double point, double[] draws) {
        return new LawValue.Setting.Given(numbers(point, draws));
    }

    /** A number with its draws, certain where there are none. */
    static Numbers numbers(double point, double[] draws) {
        return draws.length == 0 ? Numbers.of(point) : Numbers.uncertain(point, draws);
    }
}
