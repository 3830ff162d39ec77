package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Argument;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Checks the forms that evaluate an expression under other values of names: {@code derivative elasticity tornado influence}. */
final class Suppositions {
    static final List<String> FORMS = List.of("derivative", "elasticity", "tornado", "influence");
    private final Body body;

    Suppositions(Body body) {
        this.body = body;
    }

    Type check(Call call, String form, Scope scope) {
        return switch (form) {
            case "tornado" -> tornado(call, scope);
            case "influence" -> influence(call, scope);
            default -> derivative(call, form.equals("elasticity"), scope);
        };
    }

    private Type misused(Call call, String usage, Scope scope) {
        body.report(body.at(Code.WRONG_ARGUMENTS, call.span(), usage));
        for (Argument argument : call.arguments()) {
            body.check(argument.value(), scope);
        }
        return Type.UNKNOWN;
    }

    private Type derivative(Call call, boolean elasticity, Scope scope) {
        if (call.arguments().size() != 2 || call.arguments().stream().anyMatch(argument -> argument.label() != null)) {
            return misused(call, "it takes an expression and the name that varies in it", scope);
        }
        Expression by = call.arguments().get(1).value();
        Type type = body.check(by, scope);
        Type single = type instanceof ListOf(Type element) ? element : type;
        Typing.@Nullable Varied varied = single instanceof Quantity ? varied(by) : null;
        if (!(single instanceof Quantity(Unit unit, boolean zero)) || varied == null) {
            body.check(call.arguments().getFirst().value(), scope);
            return type == Type.UNKNOWN || single instanceof Quantity ? Type.UNKNOWN : body.dimensions().noNumber(by, type);
        }
        Scope inner = scope.inner();
        if (by instanceof Reference variable) {
            varied = new Typing.Varied(varied.instance(), inner.declare(variable.name().text(), type).slot(), List.of());
        }
        body.typing().bind(call, new Typing.Binding.Derivative(varied, elasticity));
        Expression expression = call.arguments().getFirst().value();
        Type of = body.check(expression, inner);
        return body.dimensions().lift(of, each -> each instanceof Quantity(Unit given, boolean zeroGiven)
                ? elasticity ? Type.NUMBER : new Quantity(given.over(unit))
                : body.dimensions().noNumber(expression, each));
    }

    private Type tornado(Call call, Scope scope) {
        List<Expression> inputs = new ArrayList<>();
        Argument change = null;
        for (Argument argument : call.arguments()) {
            if (argument.label() == null) {
                inputs.add(argument.value());
            } else if (argument.label().text().equals("change") && change == null) {
                change = argument;
            } else {
                return misused(call, "`tornado` is called as `tornado(expr, x…, change: …)`", scope);
            }
        }
        if (inputs.size() < 2) {
            return misused(call, "`tornado` takes an answer and the names that it is asked to depend on, as in `tornado(best.N, days)`",
                    scope);
        }
        Expression answer = inputs.removeFirst();
        Unit unit = answer(answer, scope);
        if (change != null) {
            Type type = body.check(change.value(), scope);
            if (type != Type.UNKNOWN && !(type instanceof Quantity(Unit plain, boolean zero) && plain.isNone())) {
                body.wrong(change.value().span(), "`change:` takes a share such as 10%, and this is " + type.describe());
            }
        }
        List<Typing.Varied> varied = new ArrayList<>();
        for (Expression input : inputs) {
            Type type = body.check(input, scope);
            if (type instanceof Quantity || type instanceof Type.FitOf) {
                Typing.@Nullable Varied one = varied(input);
                if (one != null) {
                    varied.add(one);
                }
            } else if (type != Type.UNKNOWN) {
                body.wrong(input.span(), "a single quantity or a fit is moved, and this is " + type.describe());
            }
        }
        if (unit == null || varied.size() < inputs.size()) {
            return Type.UNKNOWN;
        }
        body.typing().bind(call, new Typing.Binding.Tornado(varied));
        Map<String, Type> columns = new LinkedHashMap<>();
        List.of("input", "value", "low", "high").forEach(name -> columns.put(name, Type.TEXT));
        List.of("at_low", "at_high", "swing").forEach(name -> columns.put(name, new Quantity(unit)));
        List.of("elasticity", "share").forEach(name -> columns.put(name, Type.NUMBER));
        return new Type.TableOf(columns);
    }

    private Type influence(Call call, Scope scope) {
        List<Argument> arguments = call.arguments();
        Argument by = arguments.size() == 3 && arguments.get(2).label() instanceof Name label && label.text().equals("by")
                ? arguments.get(2)
                : null;
        if (arguments.size() != (by == null ? 2 : 3) || arguments.get(0).label() != null || arguments.get(1).label() != null) {
            return misused(call, "`influence` takes an answer and the fit whose rows are left out, as in `influence(best.N, curve)` or"
                    + " `influence(best.N, curve, by: C)`", scope);
        }
        Unit unit = answer(arguments.getFirst().value(), scope);
        Expression fit = arguments.get(1).value();
        Type type = body.check(fit, scope);
        if (!(type instanceof Type.FitOf fitted)) {
            return type == Type.UNKNOWN ? type : body.wrong(fit.span(), "the rows of a fit are left out, and this is " + type.describe());
        }
        Map<String, Type> columns = new LinkedHashMap<>();
        columns.put(by == null ? "row" : "without", by == null ? Type.NUMBER : groups(call, by.value(), fitted, scope));
        Typing.@Nullable Varied varied = varied(fit);
        if (unit == null || varied == null) {
            return Type.UNKNOWN;
        }
        body.typing().bind(call, new Typing.Binding.Influence(varied));
        columns.put("rows", Type.NUMBER);
        List.of("answer", "shift").forEach(name -> columns.put(name, new Quantity(unit)));
        columns.put("relative", Type.NUMBER);
        return new Type.TableOf(columns);
    }

    /** The type of what rows are left out by: the cells of a column of the fit's table. */
    private Type groups(Call call, Expression by, Type.FitOf fit, Scope scope) {
        Scope inner = scope.inner();
        body.typing().table(call, Tables.declare(new Type.TableOf(fit.columns()), inner));
        Type type = body.check(by, inner);
        if (type instanceof ListOf(Type cell)) {
            return cell instanceof Quantity(Unit unit, boolean zero) ? new Quantity(unit) : cell;
        }
        return type == Type.UNKNOWN
                ? type
                : body.wrong(by.span(), "`by:` takes a column of the fit's table, and this is " + type.describe());
    }

    /** The unit of an answer, which is one number; null after a report. */
    private @Nullable Unit answer(Expression answer, Scope scope) {
        Type type = body.check(answer, scope);
        if (type instanceof Quantity(Unit unit, boolean zero)) {
            return unit;
        }
        if (type != Type.UNKNOWN) {
            body.wrong(answer.span(), "an answer is one number, and this is " + type.describe());
        }
        return null;
    }

    /** What an expression names that was checked before: a name, or members of what it stands for; null after a report. */
    private Typing.@Nullable Varied varied(Expression expression) {
        List<String> path = new ArrayList<>();
        Expression at = expression;
        while (at instanceof Member member && body.typing().binding(at) == null) {
            path.addFirst(member.name().text());
            at = member.target();
        }
        Typing.Varied varied = switch (body.typing().binding(at)) {
            case Typing.Binding.Local(int slot) -> new Typing.Varied(null, slot, path);
            case Typing.Binding.Global(Instance instance) -> new Typing.Varied(instance, -1, path);
            case null, default -> null;
        };
        boolean suits = varied != null && suits(body.typing().type(at), path);
        if (!suits) {
            body.wrong(expression.span(), "what is given another value is an item, a coefficient of a fit or law, or a member of a record; "
                    + "`" + body.module().source().text(expression.span()) + "` is worked out from others");
        }
        return suits ? varied : null;
    }

    private static boolean suits(Type root, List<String> path) {
        return switch (root) {
            case Type.FitOf fit -> path.isEmpty() || isCoefficient(fit.signature(), path);
            case Type.LawOf(LawSignature signature) -> isCoefficient(signature, path);
            case Type.TableOf table -> false;
            case Type.AllocationOf allocation -> false;
            case Type.RecordOf record -> path.size() <= 1 || suits(record.members().getOrDefault(path.getFirst(), Type.UNKNOWN),
                    path.subList(1, path.size()));
            default -> path.isEmpty();
        };
    }

    private static boolean isCoefficient(LawSignature signature, List<String> path) {
        return signature.coefficients().stream().anyMatch(coefficient -> path.getFirst().equals(coefficient.name())
                && path.size() == (coefficient.over().isEmpty() ? 1 : 2));
    }
}
