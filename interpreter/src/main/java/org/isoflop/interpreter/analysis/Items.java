package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Local;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.UnitExpression;
import org.isoflop.grammar.syntax.Variable;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Checks items one by one. */
final class Items {
    private final Checker checker;

    Items(Checker checker) {
        this.checker = checker;
    }

    void check(Instance instance) {
        Declaration declaration = instance.declaration();
        Body body = new Body(checker, declaration.module(), declaration, instance.uses(), instance.typing());
        Scope.Frame frame = new Scope.Frame();
        Scope scope = Scope.body(frame);
        if (declaration.takesArguments()) {
            parameters(instance, body, scope);
        }
        Type type = switch (declaration.item()) {
            case Item.Unit unit -> Type.UNKNOWN;
            case Item.Input input -> input(declaration, input, instance, body, scope);
            case Item.Let let -> let(let, body, scope);
            case Item.Data data -> new Tables(body).data(data, scope);
            case Item.Law law -> new Laws(body).law(law, scope);
            case Item.Fit fit -> fit(fit, body, scope);
            case Item.Constraint constraint -> truth(constraint.condition(), body, scope);
            case Item.Budget budget -> budget(budget, body, scope);
            case Item.Allocate allocate -> allocate(allocate, body, scope);
            case Item.Sweep sweep -> new Tables(body).sweep(sweep, scope);
        };
        instance.settle(type, frame.size());
    }

    private void parameters(Instance instance, Body body, Scope scope) {
        List<Parameter> parameters = instance.declaration().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (scope.declaresItself(parameter.name().text())) {
                body.report(body.at(Code.DUPLICATE_NAME, parameter.name().span(), parameter.name().text()));
            }
            body.typing().slot(parameter, scope.declare(parameter.name().text(), instance.arguments().get(i)).slot());
        }
    }

    private Type input(Declaration declaration, Item.Input input, Instance instance, Body body, Scope scope) {
        Type byDefault = body.check(input.value(), scope);
        Type declared = input.unit() == null ? byDefault : body.units().type(input.unit());
        if (input.unit() != null) {
            agrees(input.value(), byDefault, declared, input.unit(), body);
        }
        Declaration.Replacement replacement = declaration.replacement();
        if (replacement != null) {
            Body outside = new Body(checker, replacement.module(), null, instance.uses(), instance.typing());
            Type given = outside.check(replacement.value(), scope);
            boolean takesUnit = replacement.outside() && declared instanceof Quantity && given instanceof Quantity(Unit unit, boolean zero)
                    && unit.factors().isEmpty();
            if (!takesUnit) {
                agrees(replacement.value(), given, declared, null, outside);
            } else if (declared instanceof Quantity(Unit unit, boolean zero)) {
                instance.typing().unit(replacement.value(), unit);
            }
        }
        return declared instanceof Quantity(Unit unit, boolean zero) ? new Quantity(unit) : declared;
    }

    /** Whether a value is of the declared type; what is wrong is reported with the unit to write. */
    static void agrees(Expression value, Type given, Type declared, @Nullable UnitExpression written, Body body) {
        if (given == Type.UNKNOWN || declared == Type.UNKNOWN || given == Type.MISSING) {
            return;
        }
        if (given instanceof ListOf(Type element) && !(declared instanceof ListOf)) {
            agrees(value, element, declared, written, body);
            return;
        }
        if (given instanceof RecordOf(Map<String, Type> members) && !(declared instanceof RecordOf)) {
            members.values().forEach(member -> agrees(value, member, declared, written, body));
            return;
        }
        if (given instanceof Type.OpenVector(Type element)) {
            agrees(value, element, declared, written, body);
            return;
        }
        if (given instanceof Quantity(Unit unit, boolean zero) && declared instanceof Quantity(Unit wanted, boolean ignored)) {
            if (!zero && !unit.sameDimension(wanted)) {
                mismatch(value, given, declared, written, body);
            } else {
                body.dimensions().kinds(value.span(), unit, wanted);
            }
        } else if (given instanceof Type.Range(Unit unit) && declared instanceof Quantity(Unit wanted, boolean ignored)) {
            if (!unit.sameDimension(wanted)) {
                mismatch(value, given, declared, written, body);
            }
        } else if (!given.equals(declared)) {
            body.wrong(value.span(), "it is declared as " + declared.describe() + ", and this is " + given.describe());
        }
    }

    private static void mismatch(Expression value, Type given, Type declared, @Nullable UnitExpression written, Body body) {
        Unit unit = java.util.Objects.requireNonNullElse(Type.unitOf(given), Unit.NONE);
        Unit wanted = java.util.Objects.requireNonNullElse(Type.unitOf(declared), Unit.NONE);
        Diagnostic diagnostic = Diagnostic.of(Code.DIMENSION_MISMATCH, "it is declared " + Dimensions.in(wanted) + " and given "
                + Dimensions.in(unit)).at(body.module().source(), value.span(), Dimensions.label(given));
        if (written != null) {
            diagnostic = diagnostic.at(body.module().source(), written.span(), Dimensions.label(declared));
        }
        if (unit.isNone() && Ranges.isBare(value)) {
            diagnostic = diagnostic.fix("write `" + body.module().source().text(value.span()) + " " + wanted + "`");
        }
        body.report(diagnostic);
    }

    private Type let(Item.Let let, Body body, Scope scope) {
        Scope inner = scope.inner();
        for (Local local : let.where()) {
            Type type = body.check(local.value(), inner);
            if (inner.declaresItself(local.name().text())) {
                body.report(body.at(Code.DUPLICATE_NAME, local.name().span(), local.name().text()));
            }
            body.typing().slot(local, inner.declare(local.name().text(), type).slot());
        }
        Type type = body.check(let.body(), inner);
        if (let.unit() == null) {
            return type instanceof Quantity(Unit unit, boolean zero) ? new Quantity(unit) : type;
        }
        Type declared = body.units().type(let.unit());
        agrees(let.body(), type, declared, let.unit(), body);
        if (declared instanceof Quantity(Unit unit, boolean zero)) {
            body.typing().unit(let, unit);
            return body.dimensions().lift(type, each -> each instanceof Type.Range ? new Type.Range(unit) : declared);
        }
        return type instanceof ListOf && !(declared instanceof ListOf) ? new ListOf(declared) : declared;
    }

    private static Type truth(Expression condition, Body body, Scope scope) {
        Type type = body.check(condition, scope);
        Type single = type instanceof ListOf(Type element) ? element : type;
        if (single != Type.TRUTH && single != Type.MISSING && single != Type.UNKNOWN) {
            return body.wrong(condition.span(), "a condition is needed here, and this is " + type.describe());
        }
        return type;
    }

    private Type budget(Item.Budget budget, Body body, Scope scope) {
        Map<String, Type> lines = new LinkedHashMap<>();
        for (Expression.Entry line : budget.lines().entries()) {
            Type type = truth(line.value(), body, scope);
            if (lines.put(line.name().text(), type == Type.UNKNOWN ? type : Type.TRUTH) != null) {
                body.report(body.at(Code.DUPLICATE_NAME, line.name().span(), line.name().text()));
            }
        }
        return new RecordOf(lines);
    }

    private Type fit(Item.Fit fit, Body body, Scope scope) {
        Type table = body.check(fit.table(), scope);
        Scope columns = scope.inner();
        if (table instanceof Type.TableOf of) {
            body.typing().table(fit, Tables.declare(of, columns));
        } else if (table != Type.UNKNOWN) {
            body.wrong(fit.table().span(), "a fit is made on a table, and this is " + table.describe());
        }
        if (!(table instanceof Type.TableOf rows)) {
            return Type.UNKNOWN;
        }
        Type target = body.check(fit.target(), columns);
        Unit targetUnit = Type.unitOf(target);
        if (targetUnit == null && target != Type.UNKNOWN) {
            body.dimensions().noNumber(fit.target(), target);
        }
        LawSignature signature = fittedLaw(fit, body, scope, columns);
        boolean logarithmic = fit.options() == null
                || new Options(body).fit(fit, fit.options(), columns, scope, signature, targetUnit);
        if (signature == null || targetUnit == null) {
            return Type.UNKNOWN;
        }
        if (!signature.result().sameDimension(targetUnit)) {
            body.dimensions().mismatch("the law gives " + Dimensions.words(signature.result()) + ", the target is in "
                    + Dimensions.words(targetUnit), fit.target(), target, fit.law(), new Quantity(signature.result()), null);
            return Type.UNKNOWN;
        }
        LawSignature done = calibrated(fit, signature, body);
        return new Type.FitOf(done, new FitMemberTypes(signature, targetUnit, logarithmic).all(), rows.columns());
    }

    /** Elsewhere both sides of a fit are put into a function; here the residuals are told what to compare. */
    private static Type functionFitted(Expression.Call call, Body body) {
        String name = body.module().source().text(call.callee().span());
        body.report(
                body.at(Code.WRONG_TYPE, call.callee().span(), "only a law can be fitted, and `" + name + "` is a function of the library")
                        .fix(name.equals("log")
                                ? "`loss ~ law(N, D)` compares logarithms unless told otherwise by `residuals`"
                                : "`residuals: transform(" + name + ")` compares what it gives on both sides"));
        return Type.UNKNOWN;
    }

    /** The law of a fit is looked up outside the table, its arguments among the columns. */
    private static @Nullable LawSignature fittedLaw(Item.Fit fit, Body body, Scope scope, Scope columns) {
        if (!(fit.law() instanceof Expression.Call call)) {
            body.check(fit.law(), columns);
            body.wrong(fit.law().span(), "a law with its arguments stands here, as in `law(N, D)`");
            return null;
        }
        Type callee = body.checker().isFunction(call.callee(), body.module(), scope)
                ? functionFitted(call, body)
                : body.checkNamed(call.callee(), scope);
        LawSignature signature = callee instanceof Type.LawOf(LawSignature its)
                ? its
                : callee instanceof Type.FitOf fitted ? fitted.signature() : null;
        if (signature == null) {
            for (Expression.Argument argument : call.arguments()) {
                body.check(argument.value(), columns);
            }
            if (callee != Type.UNKNOWN) {
                body.wrong(call.callee().span(), "only a law can be fitted, and this is " + callee.describe());
            }
            return null;
        }
        body.fitting(true);
        Type type = new Calls(body).law(call, signature, columns);
        body.fitting(false);
        body.typing().type(call, type);
        return type == Type.UNKNOWN ? null : signature;
    }

    /** The signature with every coefficient known and the kinds that the columns carry. */
    private static LawSignature calibrated(Item.Fit fit, LawSignature signature, Body body) {
        List<LawSignature.Coefficient> known = new ArrayList<>();
        for (LawSignature.Coefficient coefficient : signature.coefficients()) {
            known.add(new LawSignature.Coefficient(coefficient.name(), coefficient.over(), false));
        }
        List<LawSignature.Argument> arguments = new ArrayList<>(signature.arguments());
        if (fit.law() instanceof Expression.Call call && body.typing().binding(call) instanceof Typing.Binding.Law law) {
            for (int i = 0; i < arguments.size(); i++) {
                LawSignature.Argument argument = arguments.get(i);
                Unit given = Type.unitOf(body.typing().type(call.arguments().get(law.order()[i]).value()));
                if (given != null && given.scale() == argument.unit().scale()) {
                    arguments.set(i, new LawSignature.Argument(argument.name(), argument.kind(), argument.unit().withKindsOf(given),
                            argument.parts()));
                }
            }
        }
        return new LawSignature(signature.name(), arguments, signature.result(), known);
    }

    private Type allocate(Item.Allocate allocate, Body body, Scope scope) {
        Scope inner = scope.inner();
        Map<String, Type> variables = new LinkedHashMap<>();
        for (Variable variable : allocate.variables()) {
            Type type = variable(variable, body, scope);
            body.typing().slot(variable, inner.declare(variable.name().text(), type).slot());
            if (variables.put(variable.name().text(), type) != null) {
                body.report(body.at(Code.DUPLICATE_NAME, variable.name().span(), variable.name().text()));
            }
        }
        Type objective = body.check(allocate.objective(), inner);
        Unit unit = objective instanceof Quantity(Unit its, boolean zero) ? its : null;
        if (unit == null && objective != Type.UNKNOWN) {
            body.wrong(allocate.objective().span(),
                    "what is " + (allocate.maximize() ? "maximized" : "minimized") + " is a number, and this is "
                            + objective.describe());
        }
        Map<String, Unit> conditions = new LinkedHashMap<>();
        for (Expression within : allocate.within()) {
            within(within, body, inner, conditions);
        }
        for (Expression condition : allocate.conditions()) {
            truth(condition, body, inner);
            conditions.put(Conditions.name(condition, body.module().source(), body.typing()), Conditions.unit(condition, body.typing()));
        }
        boolean span = allocate.options() != null && new Options(body).allocate(allocate.options(), scope);
        Type value = unit == null ? Type.UNKNOWN : new Quantity(unit);
        Set<String> vectors = new HashSet<>();
        allocate.variables().stream().filter(each -> !each.parts().isEmpty()).forEach(each -> vectors.add(each.name().text()));
        return new Type.AllocationOf(variables, Members.allocation(variables, value, conditions, vectors, span));
    }

    private static void within(Expression within, Body body, Scope inner, Map<String, Unit> conditions) {
        Type type = body.check(within, inner);
        if (!(type instanceof RecordOf(Map<String, Type> lines))) {
            if (type != Type.UNKNOWN) {
                body.wrong(within.span(), "a budget with its arguments stands after `within`, and this is " + type.describe());
            }
            return;
        }
        String name = Conditions.name(within, body.module().source(), body.typing());
        for (String line : lines.keySet()) {
            conditions.put(name + "." + line, Conditions.lineUnit(within, line, body.typing()));
        }
    }

    private Type variable(Variable variable, Body body, Scope scope) {
        Type single;
        if (variable.unit() != null) {
            single = body.units().type(variable.unit());
            if (single == Type.TEXT || single == Type.TRUTH) {
                single = body.wrong(variable.unit().span(), "a variable has a unit, a range or a list to choose from");
            }
        } else {
            Expression domain = java.util.Objects.requireNonNull(variable.domain());
            Type type = body.check(domain, scope);
            single = switch (type) {
                case Type.Range(Unit unit) -> new Quantity(unit);
                case ListOf(Type element) -> element;
                case Type.TableOf table -> new RecordOf(table.columns());
                case Type other when other == Type.UNKNOWN -> Type.UNKNOWN;
                default -> body.wrong(domain.span(), "a range or a list stands right of `in`, not " + type.describe());
            };
        }
        if (variable.parts().isEmpty()) {
            return single;
        }
        return vector(variable.parts(), single, body, scope);
    }

    /** A vector by the names of its parts, or by a list of texts that names them. */
    private static Type vector(List<Name> parts, Type single, Body body, Scope scope) {
        if (parts.size() == 1) {
            Name name = parts.getFirst();
            Module.Named named = scope.find(name.text()) == null ? body.module().find(name.text()) : null;
            if (named instanceof Module.Member(Declaration declaration) && declaration.item() instanceof Item.Let let
                    && Constants.texts(let.body()) instanceof List<String> texts) {
                Map<String, Type> members = new LinkedHashMap<>();
                texts.forEach(text -> members.put(text, single));
                return new RecordOf(members);
            }
        }
        Map<String, Type> members = new LinkedHashMap<>();
        for (Name part : parts) {
            members.put(part.text(), single);
        }
        return new RecordOf(members);
    }

    Statement statement(Module module, Item item) {
        Statement statement = new Statement(module, item);
        Body body = new Body(checker, module, null, statement.uses(), statement.typing());
        Scope scope = Scope.body(statement.frame());
        switch (item) {
            case Item.Show show -> show.expressions().forEach(expression -> body.check(expression, scope));
            case Item.Plot plot -> new PlotOptions(body).check(plot, scope);
            case Item.Export export -> {
                Type type = body.check(export.table(), scope);
                if (Type.TableOf.of(type) == null && type != Type.UNKNOWN) {
                    body.wrong(export.table().span(), "a table is exported, and this is " + type.describe());
                }
                Options.exportName(export.file(), body);
            }
            case Item.Expect expect -> truth(expect.condition(), body, scope);
            default -> throw new IllegalStateException("no output");
        }
        return statement;
    }
}
