package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Bound;
import org.isoflop.grammar.syntax.Clause;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;

/** Checks laws: formulas on plain numbers, each argument measured in its declared unit. */
final class Laws {
    static final List<String> EVIDENCE = List.of("primary", "recomputed", "secondary", "derived", "recalled", "ad_hoc", "bound");
    static final List<String> META = List.of("source", "evidence", "valid", "fitted_on", "assumes", "supersedes",
            "superseded_by");
    private final Body body;

    Laws(Body body) {
        this.body = body;
    }

    Type law(Item.Law law, Scope scope) {
        if (law.parameters() == null && law.where().isEmpty()) {
            return calibrated(law, scope);
        }
        Scope inner = scope.inner();
        List<LawSignature.Argument> arguments = arguments(law, inner);
        Set<String> given = given(law);
        Map<String, LawSignature.Coefficient> coefficients = coefficients(law, arguments, given, inner);
        body.plain(true);
        for (Clause clause : law.where()) {
            if (clause instanceof Clause.Definition definition && !given.contains(definition.local().name().text())) {
                Type type = body.check(definition.local().value(), inner);
                body.typing().slot(definition.local(), inner.declare(definition.local().name().text(), type).slot());
            }
        }
        Type type = body.check(law.body(), inner);
        body.plain(false);
        if (!(type instanceof Quantity) && type != Type.UNKNOWN) {
            body.wrong(law.body().span(), "a law gives a number, and this is " + type.describe());
        }
        body.borrowed().forEach(coefficients::putIfAbsent);
        Unit result = Unit.NONE;
        if (law.unit() != null && body.units().type(law.unit()) instanceof Quantity(Unit unit, boolean zero)) {
            result = unit;
        }
        LawSignature signature = new LawSignature(law.name().text(), arguments, result, List.copyOf(coefficients.values()));
        if (law.meta() != null) {
            meta(law.meta(), signature, scope);
        }
        return type == Type.UNKNOWN ? Type.UNKNOWN : new Type.LawOf(signature);
    }

    /** {@code law tex = chinchilla with { … }}: another law under a name of its own. */
    private Type calibrated(Item.Law law, Scope scope) {
        Type type = body.check(law.body(), scope);
        LawSignature signature = switch (type) {
            case Type.LawOf(LawSignature its) -> its;
            case Type.FitOf fit -> fit.signature();
            case Type other when other == Type.UNKNOWN -> null;
            default -> {
                body.wrong(law.body().span(),
                        "a law without arguments is another law with coefficients given, as in `chinchilla with { … }`");
                yield null;
            }
        };
        if (signature == null) {
            return Type.UNKNOWN;
        }
        LawSignature renamed = new LawSignature(law.name().text(), signature.arguments(), signature.result(), signature.coefficients());
        if (law.meta() != null) {
            meta(law.meta(), renamed, scope);
        }
        return new Type.LawOf(renamed);
    }

    private List<LawSignature.Argument> arguments(Item.Law law, Scope inner) {
        List<LawSignature.Argument> arguments = new ArrayList<>();
        List<Parameter> parameters = law.parameters() == null ? List.of() : law.parameters();
        for (Parameter parameter : parameters) {
            Type declared = parameter.unit() == null ? Type.NUMBER : body.units().type(parameter.unit());
            LawSignature.Kind kind = declared == Type.TEXT
                    ? LawSignature.Kind.TEXT
                    : declared == Type.TRUTH ? LawSignature.Kind.TRUTH : LawSignature.Kind.QUANTITY;
            Unit unit = declared instanceof Quantity(Unit its, boolean zero) ? its : Unit.NONE;
            List<String> parts = new ArrayList<>();
            parameter.parts().forEach(part -> parts.add(part.text()));
            LawSignature.Argument argument = new LawSignature.Argument(parameter.name().text(), kind, unit, parts);
            arguments.add(argument);
            if (inner.declaresItself(argument.name())) {
                body.report(body.at(Code.DUPLICATE_NAME, parameter.name().span(), argument.name()));
            }
            Type single = kind == LawSignature.Kind.QUANTITY ? Type.NUMBER : declared;
            body.typing().slot(parameter, inner.declare(argument.name(), vector(parts, single)).slot());
        }
        return arguments;
    }

    private static Type vector(List<String> parts, Type single) {
        if (parts.isEmpty()) {
            return single;
        }
        Map<String, Type> members = new LinkedHashMap<>();
        parts.forEach(part -> members.put(part, single));
        return new RecordOf(members);
    }

    /**
     * The names in {@code where} that give a coefficient its value: those whose expression mentions nothing of the law. All others
     * are definitions, which follow what they are made of.
     */
    private static Set<String> given(Item.Law law) {
        Set<String> own = new HashSet<>();
        for (Parameter parameter : law.parameters() == null ? List.<Parameter>of() : law.parameters()) {
            own.add(parameter.name().text());
        }
        Map<String, Expression> values = new LinkedHashMap<>();
        for (Clause clause : law.where()) {
            switch (clause) {
                case Clause.Definition definition -> values.put(definition.local().name().text(), definition.local().value());
                case Clause.Coefficients group -> group.names().forEach(coefficient -> own.add(coefficient.name().text()));
            }
        }
        own.addAll(values.keySet());
        values.values().removeIf(value -> mentions(value, own));
        return values.keySet();
    }

    private static boolean mentions(Expression expression, Set<String> names) {
        return expression instanceof Reference reference && names.contains(reference.name().text())
                || Within.of(expression).stream().anyMatch(inner -> mentions(inner, names));
    }

    private Map<String, LawSignature.Coefficient> coefficients(Item.Law law, List<LawSignature.Argument> arguments, Set<String> given,
            Scope inner) {
        Map<String, LawSignature.Coefficient> coefficients = new LinkedHashMap<>();
        for (Clause clause : law.where()) {
            if (clause instanceof Clause.Definition definition && given.contains(definition.local().name().text())) {
                String name = definition.local().name().text();
                body.plain(true);
                plain(definition.local().value(), inner);
                body.plain(false);
                coefficients.put(name, new LawSignature.Coefficient(name, "", false));
                body.typing().slot(definition.local(), inner.declare(name, Type.NUMBER).slot());
            }
            if (!(clause instanceof Clause.Coefficients group)) {
                continue;
            }
            bound(group.bound(), inner);
            for (Clause.Coefficient coefficient : group.names()) {
                String name = coefficient.name().text();
                if (inner.declaresItself(name)) {
                    body.report(body.at(Code.DUPLICATE_NAME, coefficient.name().span(), name));
                    continue;
                }
                String over = coefficient.parts().isEmpty() ? "" : coefficient.parts().getFirst().text();
                Type type = over.isEmpty() ? Type.NUMBER : over(coefficient, over, arguments);
                coefficients.put(name, new LawSignature.Coefficient(name, over, true));
                body.typing().slot(coefficient, inner.declare(name, type).slot());
            }
        }
        return coefficients;
    }

    /** {@code A[arch]} has a value for each text of the argument, {@code t[r]} one for each part of the vector. */
    private Type over(Clause.Coefficient coefficient, String over, List<LawSignature.Argument> arguments) {
        for (LawSignature.Argument argument : arguments) {
            if (argument.name().equals(over)) {
                if (!argument.parts().isEmpty()) {
                    return vector(argument.parts(), Type.NUMBER);
                }
                if (argument.kind() == LawSignature.Kind.TEXT) {
                    return new Type.OpenVector(Type.NUMBER);
                }
            }
        }
        Name part = coefficient.parts().getFirst();
        List<String> names = new ArrayList<>();
        arguments.forEach(argument -> names.add(argument.name()));
        String nearest = NearestName.nearest(over, names);
        body.report(body.at(Code.UNKNOWN_NAME, part.span(), over)
                .note("a coefficient runs over a text argument or a vector argument of its law")
                .fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
        return Type.UNKNOWN;
    }

    private void bound(Bound bound, Scope scope) {
        switch (bound) {
            case Bound.Side side -> plain(side.limit(), scope);
            case Bound.Within within -> {
                Type type = body.check(within.range(), scope);
                if (!(type instanceof Type.Range(Unit unit)) || !unit.isNone()) {
                    if (type != Type.UNKNOWN) {
                        body.wrong(within.range().span(), "a coefficient lies in a range of plain numbers, not in " + type.describe());
                    }
                }
            }
            case Bound.Free free -> {
                // Any number.
            }
        }
    }

    private void plain(Expression expression, Scope scope) {
        Type type = body.check(expression, scope);
        if (type != Type.UNKNOWN && !(type instanceof Quantity(Unit unit, boolean zero) && unit.isNone())) {
            body.wrong(expression.span(), "a coefficient is a plain number, and this is " + type.describe());
        }
    }

    private void meta(RecordLiteral meta, LawSignature signature, Scope scope) {
        for (Expression.Entry entry : meta.entries()) {
            switch (entry.name().text()) {
                case "source", "fitted_on", "superseded_by" -> {
                    Type type = body.check(entry.value(), scope);
                    if (type != Type.TEXT && type != Type.UNKNOWN) {
                        body.wrong(entry.value().span(), "`" + entry.name() + "` is a text, and this is " + type.describe());
                    }
                }
                case "evidence" -> Options.word(entry, EVIDENCE, body);
                case "assumes" -> body.check(entry.value(), scope);
                case "supersedes" -> {
                    if (!(entry.value() instanceof Reference) && !(entry.value() instanceof Expression.Member)) {
                        body.wrong(entry.value().span(), "the name of a law stands here");
                    } else {
                        body.check(entry.value(), scope);
                    }
                }
                case "valid" -> valid(entry, signature, scope);
                default -> Options.unknown(entry.name(), META, "a law", body);
            }
        }
    }

    private void valid(Expression.Entry entry, LawSignature signature, Scope scope) {
        if (!(entry.value() instanceof RecordLiteral ranges)) {
            body.wrong(entry.value().span(), "a record of ranges stands here, as in `{ N: 44M..16B params }`");
            return;
        }
        for (Expression.Entry range : ranges.entries()) {
            Type type = body.check(range.value(), scope);
            LawSignature.Argument argument = null;
            List<String> names = new ArrayList<>();
            for (LawSignature.Argument each : signature.arguments()) {
                names.add(each.name());
                argument = each.name().equals(range.name().text()) ? each : argument;
            }
            if (argument == null) {
                Options.unknown(range.name(), names, "the law's arguments", body);
            } else if (type instanceof Type.Range(Unit unit) && !unit.sameDimension(argument.unit())) {
                body.wrong(range.value().span(), "`" + argument.name() + "` is in " + Dimensions.words(argument.unit()) + ", the range in "
                        + Dimensions.words(unit));
            } else if (!(type instanceof Type.Range) && type != Type.UNKNOWN) {
                body.wrong(range.value().span(), "a range stands here, and this is " + type.describe());
            }
        }
    }
}
