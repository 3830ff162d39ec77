package org.isoflop.interpreter.analysis;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.With;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;

/** Checks {@code law with { … }}: coefficients that are given values or tied to others. */
final class Changes {
    private final Body body;

    Changes(Body body) {
        this.body = body;
    }

    Type with(With with, Scope scope) {
        Type target = body.check(with.target(), scope);
        LawSignature signature = switch (target) {
            case Type.LawOf(LawSignature its) -> its;
            case Type.FitOf fit -> fit.signature();
            default -> null;
        };
        if (signature == null) {
            body.check(with.changes(), scope);
            return target == Type.UNKNOWN
                    ? target
                    : body.wrong(with.target().span(),
                            "`with` gives values to the coefficients of a law or fit, and this is " + target.describe());
        }
        Map<String, LawSignature.Coefficient> coefficients = new LinkedHashMap<>();
        signature.coefficients().forEach(coefficient -> coefficients.put(coefficient.name(), coefficient));
        if (!change(with, signature, coefficients, scope)) {
            return Type.UNKNOWN;
        }
        LawSignature changed = new LawSignature(signature.name(), signature.arguments(), signature.result(),
                List.copyOf(coefficients.values()));
        return target instanceof Type.FitOf fit ? new Type.FitOf(changed, fit.members(), fit.columns()) : new Type.LawOf(changed);
    }

    private boolean change(With with, LawSignature signature, Map<String, LawSignature.Coefficient> coefficients, Scope scope) {
        Scope inner = scope.inner();
        int[] slots = new int[signature.coefficients().size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = inner.declare(signature.coefficients().get(i).name(), Type.NUMBER).slot();
        }
        body.typing().bind(with, new Typing.Binding.Change(slots));
        if (!(with.changes() instanceof RecordLiteral record)) {
            Type type = body.check(with.changes(), scope);
            if (!(type instanceof RecordOf(Map<String, Type> members))) {
                body.wrong(with.changes().span(), "a record of coefficients stands after `with`, not " + type.describe());
                return false;
            }
            boolean known = true;
            for (String name : members.keySet()) {
                known &= given(coefficients, signature, name, with.changes().span());
            }
            return known;
        }
        boolean good = true;
        Map<String, Type> types = new HashMap<>();
        for (Expression.Entry entry : record.entries()) {
            good &= given(coefficients, signature, entry.name().text(), entry.name().span());
            Type type = body.check(entry.value(), inner);
            types.put(entry.name().text(), type);
            Type single = body.dimensions().lift(type, each -> each instanceof Quantity(Unit unit, boolean zero) && unit.isNone()
                    ? each
                    : body.wrong(entry.value().span(), "a coefficient is a plain number, and this is " + each.describe()));
            if (type instanceof Type.ListOf(Type element) && element == Type.UNKNOWN) {
                body.wrong(entry.value().span(), "a coefficient is a plain number, and this is a list of nothing, or of several kinds");
            }
            good &= single != Type.UNKNOWN || type == Type.UNKNOWN;
        }
        body.typing().type(record, new RecordOf(types));
        new GivenLints(body).judge(with, signature, record);
        return good;
    }

    private boolean given(Map<String, LawSignature.Coefficient> coefficients, LawSignature signature, String name,
            Span place) {
        LawSignature.Coefficient coefficient = coefficients.get(name);
        if (coefficient == null) {
            String nearest = NearestName.nearest(name, coefficients.keySet());
            Diagnostic diagnostic = body.at(Code.UNKNOWN_COEFFICIENT, place, signature.name(), name);
            body.report(nearest == null
                    ? diagnostic.note("it has " + String.join(", ", coefficients.keySet()))
                    : diagnostic.fix("did you mean `" + nearest + "`?"));
            return false;
        }
        coefficients.put(name, new LawSignature.Coefficient(name, coefficient.over(), false));
        return true;
    }
}
