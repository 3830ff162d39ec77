package org.isoflop.interpreter.analysis;

import java.util.Locale;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.UnitExpression;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Turns written units into units, and says which name is wrong where one is. */
final class UnitResolver {
    private static final int HIGHEST_POWER = 1_000_000;
    /** What others call the units: the abbreviations and full names that people bring along. */
    private static final Map<String, String> USUAL = Map.ofEntries(Map.entry("parameter", "param"), Map.entry("parameters", "params"),
            Map.entry("weights", "params"), Map.entry("tok", "token"), Map.entry("toks", "tokens"), Map.entry("s", "sec"),
            Map.entry("second", "sec"), Map.entry("seconds", "sec"), Map.entry("m", "minutes"), Map.entry("min", "minutes"),
            Map.entry("mins", "minutes"), Map.entry("h", "hours"), Map.entry("hr", "hour"), Map.entry("hrs", "hours"),
            Map.entry("d", "days"),
            Map.entry("wk", "week"), Map.entry("mo", "month"), Map.entry("yr", "year"), Map.entry("yrs", "years"),
            Map.entry("dollar", "USD"), Map.entry("dollars", "USD"), Map.entry("gpus", "GPU"), Map.entry("tpus", "TPU"),
            Map.entry("seqs", "sequences"), Map.entry("ops", "FLOP"), Map.entry("joules", "J"), Map.entry("watts", "W"));
    private final Module module;
    private final Problems problems;

    UnitResolver(Module module, Problems problems) {
        this.module = module;
        this.problems = problems;
    }

    /** What stands after a colon: a unit, or {@code number}, {@code text}, {@code truth}; unknown after a mistake. */
    Type type(UnitExpression written) {
        if (written.factors().size() == 1 && written.factors().getFirst().name() instanceof Name name) {
            switch (name.text()) {
                case "number" -> {
                    return Type.NUMBER;
                }
                case "text" -> {
                    return Type.TEXT;
                }
                case "truth" -> {
                    return Type.TRUTH;
                }
                default -> {
                    // A unit.
                }
            }
        }
        Unit unit = unit(written);
        return unit == null ? Type.UNKNOWN : new Type.Quantity(unit);
    }

    /** The unit, or null after a mistake that was reported. */
    @Nullable
    Unit unit(UnitExpression written) {
        Unit unit = Unit.NONE;
        boolean wrong = false;
        for (UnitExpression.Factor factor : written.factors()) {
            Name name = factor.name();
            if (name == null) {
                if (factor.number() != 1) {
                    problems.report(Diagnostic.of(Code.UNKNOWN_UNIT, factor.number()).at(module.source(), factor.span())
                            .fix("only 1 may stand as a number in a unit, as in `1/token`"), null);
                    wrong = true;
                }
                continue;
            }
            NamedUnit named = named(name);
            if (named == null) {
                wrong = true;
                continue;
            }
            if (factor.exponent() > HIGHEST_POWER || factor.exponent() < -HIGHEST_POWER) {
                problems.report(Diagnostic.of(Code.NUMBER_TOO_LARGE, factor.exponent()).at(module.source(), factor.span())
                        .note("the power of a unit is at most " + HIGHEST_POWER), null);
                wrong = true;
                continue;
            }
            Unit power = Unit.of(named).power(factor.exponent());
            unit = factor.divided() ? unit.over(power) : unit.times(power);
        }
        return wrong ? null : unit;
    }

    private @Nullable NamedUnit named(Name name) {
        String text = name.text();
        if (text.matches("[kMGTPEZY]?FLOP[sS]")) {
            String count = text.substring(0, text.length() - 1);
            problems.report(Diagnostic.of(Code.AMBIGUOUS_UNIT, text).at(module.source(), name.span(), "count or rate?")
                    .fix("write `" + count + "` for a number of operations or `" + count + "/sec` for a rate"), null);
            return null;
        }
        NamedUnit unit = module.units().find(text);
        if (unit == null) {
            String usual = USUAL.get(text.toLowerCase(Locale.ROOT));
            String nearest = usual != null ? usual : NearestName.nearest(text, module.units().names());
            problems.report(Diagnostic.of(Code.UNKNOWN_UNIT, text).at(module.source(), name.span())
                    .fix(nearest == null ? null : "did you mean `" + nearest + "`?"), null);
        }
        return unit;
    }
}
