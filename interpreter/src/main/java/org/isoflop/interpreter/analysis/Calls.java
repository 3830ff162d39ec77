package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Argument;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.stdlib.operator.Operator;

/** Finds what a call stands for: an operator, a library function, an item with parameters, a law or a fit. */
final class Calls {
    static final List<String> READERS = List.of("csv", "tsv", "json", "parquet", "read");
    private final Body body;
    private final Arguments arguments;

    Calls(Body body) {
        this.body = body;
        arguments = new Arguments(body);
    }

    Type call(Call call, Scope scope) {
        if (call.callee() instanceof Reference reference && scope.find(reference.name().text()) == null) {
            return named(call, reference.name(), scope);
        }
        if (call.callee() instanceof Member member) {
            Module space = body.parts().space(member.target(), scope);
            if (space != null) {
                Declaration declaration = body.parts().spaceDeclaration(member, space);
                return declaration == null ? unknown(call, scope) : declared(call, declaration, scope);
            }
        }
        return applied(call, body.checkNamed(call.callee(), scope), scope);
    }

    private Type named(Call call, Name name, Scope scope) {
        Module.Named named = body.module().find(name.text());
        if (named == null) {
            named = body.checker().prelude(body.module(), name.text());
        }
        if (named instanceof Module.Member(Declaration declaration)) {
            return declared(call, declaration, scope);
        }
        if (READERS.contains(name.text())) {
            return reader(call, name.text(), scope);
        }
        if (Suppositions.FORMS.contains(name.text())) {
            return new Suppositions(body).check(call, name.text(), scope);
        }
        Operator operator = labelled(call) ? null : Operator.named(name.text(), call.arguments().size());
        if (operator != null && operator.isFunction()) {
            return elementwise(call, operator, scope);
        }
        Function function = Functions.find(name.text());
        if (function != null) {
            return new LibraryCall(body, call, function, scope).check();
        }
        return unknownFunction(call, name, scope);
    }

    private static boolean labelled(Call call) {
        for (Argument argument : call.arguments()) {
            if (argument.label() != null) {
                return true;
            }
        }
        return false;
    }

    private Type unknownFunction(Call call, Name name, Scope scope) {
        for (int arity = 1; arity <= 3; arity++) {
            Operator operator = Operator.named(name.text(), arity);
            if (operator != null && operator.isFunction()) {
                body.report(body.at(Code.WRONG_ARGUMENTS, call.span(), "`" + name + "` is called as `" + operator.signature() + "`"));
                return unknown(call, scope);
            }
        }
        unknown(call, scope);
        return body.references().unknownName(name, scope);
    }

    /** Checks the arguments of a call that is wrong anyway, so that their own mistakes are found too. */
    private Type unknown(Call call, Scope scope) {
        for (Argument argument : call.arguments()) {
            body.check(argument.value(), scope);
        }
        return Type.UNKNOWN;
    }

    private Type declared(Call call, Declaration declaration, Scope scope) {
        if (declaration.takesArguments()) {
            return item(call, declaration, scope);
        }
        Type type = body.references().global(call.callee(), declaration);
        body.typing().type(call.callee(), type);
        return applied(call, type, scope);
    }

    private Type applied(Call call, Type callee, Scope scope) {
        return switch (callee) {
            case Type.LawOf(LawSignature signature) -> law(call, signature, scope);
            case Type.FitOf fit -> law(call, fit.signature(), scope);
            case ListOf(Type.LawOf(LawSignature signature)) -> listed(law(call, signature, scope));
            case ListOf(Type.FitOf fit) -> listed(law(call, fit.signature(), scope));
            case Type.Uncalled(Declaration declaration, String name) -> item(call, declaration, scope);
            case Type other when other == Type.UNKNOWN -> unknown(call, scope);
            default -> {
                unknown(call, scope);
                yield body.wrong(call.callee().span(), callee.describe() + " cannot be called");
            }
        };
    }

    private static Type listed(Type type) {
        return type == Type.UNKNOWN || type instanceof ListOf ? type : new ListOf(type);
    }

    private Type elementwise(Call call, Operator operator, Scope scope) {
        body.typing().bind(call, new Typing.Binding.Elementwise(operator));
        List<Type> types = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            types.add(body.check(argument.value(), scope));
        }
        Type result = types.getFirst();
        result = body.dimensions().lift(result, type -> single(call, operator, 0, type));
        for (int i = 1; i < types.size(); i++) {
            int index = i;
            result = body.dimensions().lift(result, types.get(i), (first, next) -> further(call, operator, index, first, next));
        }
        return result;
    }

    private Type single(Call call, Operator operator, int index, Type type) {
        Expression argument = call.arguments().get(index).value();
        if (operator == Operator.KNOWN) {
            return Type.TRUTH;
        }
        if (!(type instanceof Quantity(Unit unit, boolean zero))) {
            return body.dimensions().noNumber(argument, type);
        }
        return switch (operator.rule()) {
            case PLAIN -> unit.isNone() ? Type.NUMBER : notPlain(operator, argument, unit);
            case ROOT -> new Quantity(unit.power(0.5));
            default -> type;
        };
    }

    private Type notPlain(Operator operator, Expression argument, Unit unit) {
        body.report(Diagnostic.of(Code.DIMENSION_MISMATCH, "`" + operator.word() + "` takes a plain number")
                .at(body.module().source(), argument.span(), unit.toString())
                .fix("divide by a unit first, as in `" + operator.word() + "(" + body.module().source().text(argument.span()) + " / (1 "
                        + unit.symbol(false) + "))`"));
        return Type.UNKNOWN;
    }

    private Type further(Call call, Operator operator, int index, Type first, Type next) {
        Type checked = single(call, operator, index, next);
        if (checked == Type.UNKNOWN) {
            return checked;
        }
        Type merged = body.dimensions().merged(first, checked);
        Expression argument = call.arguments().get(index).value();
        if (merged == null) {
            return body.dimensions().mismatch("`" + operator.word() + "` takes values of one dimension",
                    call.arguments().getFirst().value(),
                    first, argument, next, null);
        }
        Unit unit = Type.unitOf(checked);
        Unit earlier = Type.unitOf(first);
        if (unit != null && earlier != null) {
            body.dimensions().kinds(argument.span(), unit, earlier);
        }
        return merged;
    }

    private Type reader(Call call, String format, Scope scope) {
        body.typing().bind(call, new Typing.Binding.Reader(format));
        if (call.arguments().size() != 1 || labelled(call)) {
            body.report(body.at(Code.WRONG_ARGUMENTS, call.span(), "`" + format + "` takes the name of a file"));
            return unknown(call, scope);
        }
        Type type = body.check(call.arguments().getFirst().value(), scope);
        if (type != Type.TEXT && type != Type.UNKNOWN) {
            return body.wrong(call.arguments().getFirst().span(), "the name of a file is a text, and this is " + type.describe());
        }
        if (!body.isSource(call)) {
            body.report(body.at(Code.WRONG_TYPE, call.span(), "a file is read by a data item of its own")
                    .fix("write `data runs = " + body.module().source().text(call.span())
                            + " { … }` with the columns, and use `runs` here"));
            return Type.UNKNOWN;
        }
        return new Type.TableOf(Map.of());
    }

    private Type item(Call call, Declaration declaration, Scope scope) {
        List<Type> given = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            given.add(body.check(argument.value(), scope));
        }
        List<String> names = new ArrayList<>();
        for (Parameter parameter : declaration.parameters()) {
            names.add(parameter.name().text());
        }
        int[] order = arguments.order(call, declaration.name(), names);
        if (order == null) {
            return Type.UNKNOWN;
        }
        List<Type> types = new ArrayList<>();
        boolean lifted = false;
        boolean open = false;
        for (int i = 0; i < order.length; i++) {
            Parameter parameter = declaration.parameters().get(i);
            Expression argument = call.arguments().get(order[i]).value();
            Type declared = body.checker().instances().parameterType(declaration, parameter);
            Type type = given.get(order[i]);
            if (declared == null) {
                Type within = ListUse.within(declaration, parameter.name().text(), type);
                lifted |= type instanceof ListOf && !(within instanceof ListOf) || ListUse.isColumns(type) && !ListUse.isColumns(within);
                types.add(within);
                continue;
            }
            lifted |= arguments.fits(argument, parameter.name().text(), type, declared);
            open |= type == Type.UNKNOWN;
            types.add(declared);
        }
        Instance instance = body.checker().instances().of(declaration, types, body.module().source(), call.span());
        if (instance == null) {
            return Type.UNKNOWN;
        }
        body.uses(instance);
        body.typing().bind(call, new Typing.Binding.Item(instance, order, body.isPlain()));
        Type result = instance.type();
        if (body.isPlain()) {
            result = body.dimensions().lift(result, type -> type instanceof Quantity ? Type.NUMBER : type);
        }
        if (open) {
            // What is not known yet may turn out to be a column, and so may the result.
            return Type.UNKNOWN;
        }
        // Columns that are taken as they are have made a column of the result already.
        boolean column = result instanceof ListOf && types.stream().anyMatch(type -> type instanceof ListOf || ListUse.isColumns(type));
        return lifted && !column && result != Type.UNKNOWN ? new ListOf(result) : result;
    }

    Type law(Call call, LawSignature signature, Scope scope) {
        List<Type> given = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            given.add(body.check(argument.value(), scope));
        }
        List<String> names = new ArrayList<>();
        for (LawSignature.Argument argument : signature.arguments()) {
            names.add(argument.name());
        }
        int[] order = arguments.order(call, signature.name(), names);
        if (order == null || !calibrated(call, signature)) {
            return Type.UNKNOWN;
        }
        boolean lifted = false;
        for (int i = 0; i < order.length; i++) {
            LawSignature.Argument argument = signature.arguments().get(i);
            lifted |= arguments.fits(call.arguments().get(order[i]).value(), argument.name(), given.get(order[i]), type(argument));
        }
        body.typing().bind(call, new Typing.Binding.Law(signature, order, body.isPlain()));
        if (given.contains(Type.UNKNOWN)) {
            return Type.UNKNOWN;
        }
        Type result = body.isPlain() ? Type.NUMBER : new Quantity(signature.result());
        return lifted ? new ListOf(result) : result;
    }

    static Type type(LawSignature.Argument argument) {
        Type single = switch (argument.kind()) {
            case QUANTITY -> new Quantity(argument.unit());
            case TEXT -> Type.TEXT;
            case TRUTH -> Type.TRUTH;
        };
        if (argument.parts().isEmpty()) {
            return single;
        }
        Map<String, Type> parts = new LinkedHashMap<>();
        for (String part : argument.parts()) {
            parts.put(part, single);
        }
        return new RecordOf(parts);
    }

    /** A law is called only when every coefficient has a value, except within another law, which then takes them over. */
    private boolean calibrated(Call call, LawSignature signature) {
        if (signature.isCalibrated()) {
            return true;
        }
        List<String> free = new ArrayList<>();
        for (LawSignature.Coefficient coefficient : signature.coefficients()) {
            if (coefficient.free()) {
                free.add(coefficient.name());
                if (body.isPlain()) {
                    body.borrowed().putIfAbsent(coefficient.name(), coefficient);
                }
            }
        }
        if (body.isPlain() || body.isFitting()) {
            return true;
        }
        body.report(body.at(Code.UNCALIBRATED_LAW, call.callee().span(), signature.name(), String.join(", ", free))
                .fix("fit it to data, or give them with `" + signature.name() + " with { " + free.getFirst() + ": … }`"));
        return false;
    }
}
