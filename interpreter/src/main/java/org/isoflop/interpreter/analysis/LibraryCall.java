package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Argument;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** A call of a library function while it is checked. */
final class LibraryCall implements Function.TypedCall {
    private final Body body;
    private final Call call;
    private final Function function;
    private final Scope scope;
    private final List<Type> arguments = new ArrayList<>();
    private final List<Argument> positional = new ArrayList<>();
    private final Map<String, Type> labels = new LinkedHashMap<>();
    private final Map<String, Argument> labelled = new LinkedHashMap<>();

    LibraryCall(Body body, Call call, Function function, Scope scope) {
        this.body = body;
        this.call = call;
        this.function = function;
        this.scope = scope;
    }

    Type check() {
        Function.Signature signature = function.signature();
        Typing.@Nullable TableScope columns = null;
        Scope inner = scope;
        for (Argument argument : call.arguments()) {
            Function.Parameter parameter = parameter(signature, argument);
            if (parameter == null) {
                body.check(argument.value(), scope);
                return Type.UNKNOWN;
            }
            if (parameter.columns() && columns == null && !arguments.isEmpty()
                    && table(arguments.getFirst()) instanceof Type.TableOf table) {
                inner = scope.inner();
                columns = columns(table, inner);
            }
            Type type = body.checkNamed(argument.value(), parameter.columns() ? inner : scope);
            if (argument.label() == null) {
                positional.add(argument);
                arguments.add(type);
            } else if (labels.put(argument.label().text(), type) != null) {
                body.report(body.at(Code.WRONG_ARGUMENTS, argument.span(), "`" + argument.label() + "` is given twice"));
            } else {
                labelled.put(argument.label().text(), argument);
                word(parameter, argument, type);
            }
        }
        body.typing().bind(call, new Typing.Binding.Library(function, columns));
        return complete(signature) ? function.type(this) : Type.UNKNOWN;
    }

    /** Complains of what is none of the words that may be given; one that is worked out is looked at when it runs. */
    private void word(Function.Parameter parameter, Argument argument, Type type) {
        List<String> words = parameter.words();
        boolean known = !(argument.value() instanceof TextLiteral text) || words.contains(text.value());
        if (words.isEmpty() || type == Type.UNKNOWN || known && type.equals(Type.TEXT)) {
            return;
        }
        String all = "\"" + String.join("\", \"", words.subList(0, words.size() - 1)) + "\" or \"" + words.getLast() + "\"";
        if (argument.value() instanceof TextLiteral text) {
            String nearest = NearestName.nearest(text.value(), words);
            body.report(body.at(Code.BAD_VALUE, text.span(), "`" + parameter.name() + ":` is " + all + ", not \"" + text.value() + "\"")
                    .fix(nearest == null ? null : "did you mean \"" + nearest + "\"?"));
        } else {
            body.wrong(argument.value().span(), "`" + parameter.name() + ":` takes a text, " + all + ", and this is " + type.describe());
        }
    }

    /** A table, what may stand for one, or the table of a fit. */
    private static Type.@Nullable TableOf table(Type type) {
        return type instanceof Type.FitOf fit ? new Type.TableOf(fit.columns()) : Type.TableOf.of(type);
    }

    private static Typing.TableScope columns(Type.TableOf table, Scope inner) {
        List<String> names = new ArrayList<>(table.columns().keySet());
        int[] slots = new int[names.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = inner.declare(names.get(i), Members.column(table.columns().getOrDefault(names.get(i), Type.UNKNOWN))).slot();
        }
        return new Typing.TableScope(names, slots);
    }

    private Function.@Nullable Parameter parameter(Function.Signature signature, Argument argument) {
        if (argument.label() == null) {
            int index = positional.size();
            List<Function.Parameter> parameters = signature.parameters();
            if (index < parameters.size()) {
                return parameters.get(index);
            }
            if (!parameters.isEmpty() && parameters.getLast().repeated()) {
                return parameters.getLast();
            }
            body.report(
                    body.at(Code.WRONG_ARGUMENTS, argument.span(), "`" + signature.name() + "` is called as `" + signature.text() + "`"));
            return null;
        }
        String label = argument.label().text();
        List<String> names = new ArrayList<>();
        for (Function.Parameter parameter : signature.labels()) {
            if (parameter.name().equals(label)) {
                return parameter;
            }
            names.add(parameter.name());
        }
        String nearest = NearestName.nearest(label, names);
        body.report(body.at(Code.WRONG_ARGUMENTS, argument.label().span(), "`" + signature.name() + "` has no argument `" + label + "`: `"
                + signature.text() + "`").fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
        return null;
    }

    private boolean complete(Function.Signature signature) {
        for (int i = 0; i < signature.parameters().size(); i++) {
            if (i >= arguments.size() && !signature.parameters().get(i).optional()) {
                body.report(body.at(Code.WRONG_ARGUMENTS, call.span(), "`" + signature.parameters().get(i).name() + "` is not given: `"
                        + signature.text() + "`"));
                return false;
            }
        }
        for (Function.Parameter label : signature.labels()) {
            if (!label.optional() && !labels.containsKey(label.name())) {
                body.report(body.at(Code.WRONG_ARGUMENTS, call.span(), "`" + label.name() + ":` is not given: `" + signature.text() + "`"));
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Type> arguments() {
        return arguments;
    }

    @Override
    public Map<String, Type> labels() {
        return labels;
    }

    @Override
    public Type wrong(int argument, String expectation) {
        Span span = argument >= 0 && argument < positional.size() ? positional.get(argument).value().span() : call.span();
        return body.wrong(span, expectation);
    }

    @Override
    public Type wrong(String label, String expectation) {
        Argument argument = labelled.get(label);
        return body.wrong(argument == null ? call.span() : argument.value().span(), expectation);
    }

    @Override
    public boolean sameDimension(int first, int second) {
        Unit one = Type.unitOf(arguments.get(first));
        Unit other = Type.unitOf(arguments.get(second));
        if (one == null || other == null) {
            return true;
        }
        if (one.sameDimension(other)) {
            body.dimensions().kinds(positional.get(second).value().span(), other, one);
            return true;
        }
        body.dimensions().mismatch("`" + function.signature().name() + "` takes values of one dimension", positional.get(first).value(),
                arguments.get(first), positional.get(second).value(), arguments.get(second), null);
        return false;
    }

    @Override
    public @Nullable LawSignature law(int argument) {
        return arguments.get(argument) instanceof Type.Uncalled(Declaration declaration, String name)
                ? function(positional.get(argument).value(), declaration)
                : Function.TypedCall.super.law(argument);
    }

    /** A function as a law: its parameters have units, and it gives a quantity. */
    private @Nullable LawSignature function(Expression argument, Declaration declaration) {
        List<LawSignature.Argument> takes = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (Parameter parameter : declaration.parameters()) {
            if (!(body.checker().instances().parameterType(declaration, parameter) instanceof Type.Quantity(Unit unit, boolean zero))) {
                body.wrong(argument.span(), "`" + declaration.name() + "` serves as a law here: give `" + parameter.name()
                        + "` its unit, as in `" + declaration.name() + "(" + parameter.name() + ": FLOP)`");
                return null;
            }
            types.add(new Type.Quantity(unit));
            takes.add(new LawSignature.Argument(parameter.name().text(), LawSignature.Kind.QUANTITY, unit, List.of()));
        }
        Instance instance = body.checker().instances().of(declaration, types, body.module().source(), argument.span());
        if (instance == null || instance.type() == Type.UNKNOWN) {
            return null;
        }
        if (!(instance.type() instanceof Type.Quantity(Unit result, boolean zero))) {
            body.wrong(argument.span(), "`" + declaration.name() + "` serves as a law here and is to give a quantity, not "
                    + instance.type().describe());
            return null;
        }
        LawSignature signature = new LawSignature(declaration.name(), takes, result, List.of());
        body.uses(instance);
        body.typing().bind(argument, new Typing.Binding.FunctionAsLaw(instance, signature));
        return signature;
    }

    @Override
    public @Nullable String literal(int argument) {
        return positional.get(argument).value() instanceof TextLiteral text ? text.value() : null;
    }
}
