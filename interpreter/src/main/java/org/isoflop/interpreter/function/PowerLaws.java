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
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.curves.Estimate;
import org.isoflop.stdlib.curves.PowerLaw;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Power laws that functions find, as laws that a study may call: {@code coefficient * C^exponent}, each in its own unit. */
final class PowerLaws {
    private static final String COEFFICIENT = "coefficient";
    private static final String EXPONENT = "exponent";
    private static final String SIZES = "power_law_N";
    private static final String TOKENS = "power_law_D";
    private static final String SUM = "exponent_sum";

    private PowerLaws() {
    }

    /** The types of what a table of optima also has: laws of sizes and, where there are tokens, of tokens, and what their exponents add up to. */
    static Map<String, Type> types(Unit spent, Unit size, @Nullable Unit tokens) {
        Map<String, Type> members = new LinkedHashMap<>();
        members.put(SIZES, new Type.LawOf(signature(SIZES, spent, size)));
        if (tokens != null) {
            members.put(TOKENS, new Type.LawOf(signature(TOKENS, spent, tokens)));
            members.put(SUM, Type.NUMBER);
        }
        return members;
    }

    private static LawSignature signature(String name, Unit x, Unit y) {
        return new LawSignature(name, List.of(new LawSignature.Argument("C", LawSignature.Kind.QUANTITY, x, List.of())), y,
                List.of(new LawSignature.Coefficient(COEFFICIENT, "", false), new LawSignature.Coefficient(EXPONENT, "", false)));
    }

    /**
     * The same as values.
     *
     * @param table the type whose members {@link #types} told
     * @param sizes in base units, as {@code tokens} are
     * @param low the least that was spent where the laws come from, in base units
     * @param high the most
     */
    static Map<String, Value> values(ValueCall call, Type.TableOf table, PowerLaw sizes, PowerLaw tokens, double low, double high) {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put(SIZES, law(call, table, SIZES, sizes, low, high));
        if (table.members().containsKey(TOKENS)) {
            members.put(TOKENS, law(call, table, TOKENS, tokens, low, high));
            Estimate sum = PowerLaw.exponentSum(sizes, tokens);
            members.put(SUM, new Quantity(Unit.NONE, numbers(sum.point(), sum.draws())));
        }
        return members;
    }

    private static LawValue law(ValueCall call, Type.TableOf table, String name, PowerLaw law, double low, double high) {
        if (!(table.members().get(name) instanceof Type.LawOf(LawSignature signature))) {
            throw new IllegalStateException(name);
        }
        Unit x = signature.arguments().getFirst().unit();
        Unit y = signature.result();
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
