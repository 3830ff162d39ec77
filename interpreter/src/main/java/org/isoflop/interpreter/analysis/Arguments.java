package org.isoflop.interpreter.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Argument;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Which argument of a call is which parameter's, and whether it fits. */
final class Arguments {
    private final Body body;

    Arguments(Body body) {
        this.body = body;
    }

    /** Which argument each parameter gets; null after a report. */
    int @Nullable [] order(Call call, String name, List<String> parameters) {
        int[] order = new int[parameters.size()];
        Arrays.fill(order, -1);
        for (int i = 0; i < call.arguments().size(); i++) {
            Argument argument = call.arguments().get(i);
            int at = argument.label() == null ? i : parameters.indexOf(argument.label().text());
            if (at < 0) {
                String nearest = NearestName.nearest(String.valueOf(argument.label()), parameters);
                body.report(body.at(Code.WRONG_ARGUMENTS, argument.span(), "`" + name + "` has no parameter `" + argument.label() + "`")
                        .fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
                return null;
            }
            if (at >= order.length || order[at] >= 0) {
                body.report(body.at(Code.WRONG_ARGUMENTS, argument.span(), at >= order.length
                        ? "`" + name + "` takes " + Phrases.count(parameters.size(), "argument") + ": " + shape(name, parameters)
                        : "`" + parameters.get(at) + "` is given twice"));
                return null;
            }
            order[at] = i;
        }
        for (int i = 0; i < order.length; i++) {
            if (order[i] < 0) {
                body.report(
                        body.at(Code.WRONG_ARGUMENTS, call.span(), "`" + parameters.get(i) + "` is not given: " + shape(name, parameters)));
                return null;
            }
        }
        return order;
    }

    private static String shape(String name, List<String> parameters) {
        return "`" + name + "(" + String.join(", ", parameters) + ")`";
    }

    /** Whether an argument fits its parameter, reported if not; true where a list stands for a single value. */
    boolean fits(Expression argument, String parameter, Type given, Type declared) {
        if (given == Type.UNKNOWN || declared == Type.UNKNOWN || given == Type.MISSING) {
            return false;
        }
        if (given instanceof ListOf(Type element) && !(declared instanceof ListOf)) {
            fits(argument, parameter, element, declared);
            return true;
        }
        if (declared instanceof RecordOf(Map<String, Type> parts)) {
            return vectorFits(argument, parameter, given, parts);
        }
        if (declared instanceof Quantity(Unit wanted, boolean zero)) {
            quantityFits(argument, parameter, given, wanted);
        } else if (!given.equals(declared)) {
            body.wrong(argument.span(), "`" + parameter + "` is " + declared.describe() + ", and this is " + given.describe());
        }
        return false;
    }

    private void quantityFits(Expression argument, String parameter, Type given, Unit wanted) {
        if (!(given instanceof Quantity(Unit unit, boolean zero))) {
            body.wrong(argument.span(), "`" + parameter + "` is a quantity" + (wanted.isNone() ? "" : " in " + wanted) + ", and this is "
                    + given.describe());
            return;
        }
        if (body.isPlain()) {
            if (!unit.isNone()) {
                body.wrong(argument.span(), "within a law arguments are plain numbers, measured in " + wanted);
            }
            return;
        }
        if (!zero && !unit.sameDimension(wanted)) {
            Diagnostic diagnostic = Diagnostic
                    .of(Code.DIMENSION_MISMATCH, "`" + parameter + "` is given " + Dimensions.words(unit) + " and takes "
                            + Dimensions.words(wanted))
                    .at(body.module().source(), argument.span(), Dimensions.label(given));
            if (unit.isNone() && Ranges.isBare(argument)) {
                diagnostic = diagnostic.fix("write `" + body.module().source().text(argument.span()) + " " + wanted + "`");
            }
            body.report(diagnostic);
            return;
        }
        body.dimensions().kinds(argument.span(), unit, wanted);
    }

    private boolean vectorFits(Expression argument, String parameter, Type given, Map<String, Type> parts) {
        if (given instanceof Type.OpenVector) {
            return false;
        }
        if (!(given instanceof RecordOf(Map<String, Type> members)) || !members.keySet().equals(parts.keySet())) {
            body.wrong(argument.span(),
                    "`" + parameter + "` is a vector with the parts " + String.join(", ", parts.keySet()) + ", and this is "
                            + (given instanceof RecordOf(Map<String, Type> others)
                                    ? "one with " + String.join(", ", others.keySet())
                                    : given.describe()));
            return false;
        }
        boolean lifted = false;
        for (Map.Entry<String, Type> part : parts.entrySet()) {
            Type member = members.get(part.getKey());
            if (member != null) {
                lifted |= fits(argument, parameter + "." + part.getKey(), member, part.getValue());
            }
        }
        return lifted;
    }
}
