package org.isoflop.interpreter.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.resample.Draws;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fit's value of what the library found: the calibrated law, and everything that may be asked. The members stand
 * by what they tell of: {@link FitSearch} of how the coefficients were found, {@link FitUncertainty} of how sure they are,
 * {@link FitQuality} of how well the law describes the rows, {@link FitJudgement} of how far that may be trusted.
 */
final class FitMembers {
    /**
     * What the members are made of.
     *
     * @param name the fit's; like all that is here, known without the run, since members may be asked for after it
     * @param node where the fit was written
     * @param law the law that was fitted, its free coefficients free
     * @param effort with what members are worked out that need further fits
     * @param draws what the resamples gave, null without any
     */
    record Source(String name, FitNode node, LawValue law, Lowered lowered, LawSignature signature, TableValue table, FitRows rows,
            FitOptionsNode.Chosen chosen, FitOptions effort, FitResult result, @Nullable Draws draws) {
    }

    private final Source source;

    FitMembers(Source source) {
        this.source = source;
    }

    FitValue value() {
        FitResult result = source.result();
        Draws draws = source.draws();
        Map<String, Quantity> found = new LinkedHashMap<>();
        Map<String, Setting> settings = new LinkedHashMap<>(source.law().settings());
        for (int i = 0; i < result.coefficients().length; i++) {
            String name = result.problem().coefficients().get(i).name();
            double point = result.coefficients()[i];
            Numbers numbers = draws == null ? Numbers.of(point) : Numbers.uncertain(point, draws.values()[i]);
            found.put(name, new Quantity(Unit.NONE, numbers));
            settings.put(name, new Setting.Given(numbers));
        }
        LawValue fitted = source.law().fitted(source.signature(), settings, source.rows().valid(source.signature()));
        Map<String, Value> coefficients = coefficients(fitted, found);
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("coefficients", new RecordValue(coefficients, false));
        coefficients.forEach(members::putIfAbsent);
        FitUncertainty uncertainty = new FitUncertainty(source, fitted, found);
        Map<String, Supplier<? extends Value>> later = new LinkedHashMap<>();
        later.putAll(new FitSearch(source).members());
        later.putAll(uncertainty.members());
        later.putAll(new FitQuality(source).members());
        later.putAll(new FitJudgement(source).members());
        return new FitValue(fitted, found, result, uncertainty.resampling(), members, later);
    }

    /** All coefficients of the law: fitted, given and tied ones, those over texts or parts as vectors. */
    private Map<String, Value> coefficients(LawValue fitted, Map<String, Quantity> found) {
        Map<String, Value> all = new LinkedHashMap<>();
        @Nullable Numbers[] values = LawCalls.coefficients(fitted, source.lowered());
        for (int i = 0; i < values.length; i++) {
            String name = source.lowered().coefficients().get(i);
            Numbers numbers = values[i];
            Quantity own = found.get(name);
            all.put(name, own != null ? own : new Quantity(Unit.NONE, numbers == null ? Numbers.of(Double.NaN) : numbers));
        }
        return gathered(all);
    }

    /** What is there for coefficients, with those over texts or parts, as {@code k[moe]}, gathered into vectors. */
    static Map<String, Value> gathered(Map<String, Value> byCoefficient) {
        Map<String, Value> all = new LinkedHashMap<>();
        Map<String, Map<String, Value>> vectors = new LinkedHashMap<>();
        byCoefficient.forEach((name, value) -> {
            int bracket = name.indexOf('[');
            if (bracket < 0) {
                all.put(name, value);
            } else {
                vectors.computeIfAbsent(name.substring(0, bracket), base -> new LinkedHashMap<>())
                        .put(name.substring(bracket + 1, name.length() - 1), value);
            }
        });
        vectors.forEach((name, parts) -> all.put(name, new RecordValue(parts, true)));
        return all;
    }
}
