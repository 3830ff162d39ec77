package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.type.LawSignature.Argument;
import org.isoflop.interpreter.type.LawSignature.Kind;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Text;

/** A law for people: what it takes and gives, its coefficients, where it is known to hold and who says so. */
final class LawText {
    private final Wording wording;

    LawText(Wording wording) {
        this.wording = wording;
    }

    Layout layout(LawValue law) {
        List<String> lines = new ArrayList<>();
        law.settings().forEach((name, setting) -> lines.add(name + coefficient(setting)));
        if (!law.valid().isEmpty()) {
            List<String> ranges = new ArrayList<>();
            for (Argument argument : law.signature().arguments()) {
                if (law.valid().get(argument.name()) != null) {
                    ranges.add(argument.name() + " in " + wording.of(law.valid().get(argument.name())));
                }
            }
            lines.add("valid for " + String.join(", ", ranges));
        }
        for (String meta : List.of("source", "evidence", "fitted_on", "superseded_by")) {
            if (law.member(meta) instanceof Text value) {
                lines.add(meta.replace('_', ' ') + ": " + value.value());
            }
        }
        return new Layout.Builder("law " + signature(law)).lines(lines).build();
    }

    /** {@code chinchilla(N: params, D: tokens) -> nats/token} */
    static String signature(LawValue law) {
        List<String> arguments = new ArrayList<>();
        for (Argument argument : law.signature().arguments()) {
            String parts = argument.parts().isEmpty() ? "" : argument.parts().toString();
            String unit = argument.kind() == Kind.QUANTITY
                    ? argument.unit().toString()
                    : argument.kind() == Kind.TEXT ? "text" : "truth";
            arguments.add(argument.name() + parts + (unit.isEmpty() ? "" : ": " + unit));
        }
        Unit result = law.signature().result();
        return law.signature().name() + "(" + String.join(", ", arguments) + ")" + (result.factors().isEmpty() ? "" : " -> " + result);
    }

    private String coefficient(LawValue.Setting setting) {
        return switch (setting) {
            case LawValue.Setting.Given(Numbers value) -> " = " + wording.bare(Unit.NONE, value, 0);
            case LawValue.Setting.Tied tied -> " tied to " + String.join(", ", tied.inputs());
            case LawValue.Setting.Free(double lower, double upper) -> " free" + bound(lower, upper);
        };
    }

    private String bound(double lower, double upper) {
        boolean below = !Double.isInfinite(lower);
        boolean above = !Double.isInfinite(upper);
        String low = wording.display().number(lower, Unit.NONE);
        String high = wording.display().number(upper, Unit.NONE);
        return below && above ? " in " + low + ".." + high : below ? " above " + low : above ? " below " + high : "";
    }
}
