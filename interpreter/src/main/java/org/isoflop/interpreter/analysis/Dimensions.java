package org.isoflop.interpreter.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Operator;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** The rules of types and dimensions, and what is said where one is broken. */
final class Dimensions {
    private final Body body;

    Dimensions(Body body) {
        this.body = body;
    }

    /** A rule for single values, applied within lists and records element by element. */
    Type lift(Type type, UnaryOperator<Type> rule) {
        return switch (type) {
            case ListOf(Type element) -> listOf(lift(element, rule));
            case RecordOf(Map<String, Type> members) -> {
                Map<String, Type> results = new LinkedHashMap<>();
                members.forEach((name, member) -> results.put(name, lift(member, rule)));
                yield new RecordOf(results);
            }
            case Type.OpenVector(Type element) -> new Type.OpenVector(lift(element, rule));
            case Type.Simple simple when simple == Type.UNKNOWN || simple == Type.MISSING -> simple;
            default -> rule.apply(type);
        };
    }

    /** A rule for two single values, applied element by element where one or both are lists or records. */
    Type lift(Type left, Type right, BinaryOperator<Type> rule) {
        if (left == Type.UNKNOWN || right == Type.UNKNOWN) {
            return Type.UNKNOWN;
        }
        if (left instanceof ListOf(Type a)) {
            return listOf(lift(a, right instanceof ListOf(Type b) ? b : right, rule));
        }
        if (right instanceof ListOf(Type b)) {
            return listOf(lift(left, b, rule));
        }
        if (left instanceof RecordOf(Map<String, Type> members)) {
            return liftRecord(members, right, rule, false);
        }
        if (right instanceof RecordOf(Map<String, Type> members)) {
            return liftRecord(members, left, rule, true);
        }
        if (left instanceof Type.OpenVector(Type a)) {
            return new Type.OpenVector(lift(a, right instanceof Type.OpenVector(Type b) ? b : right, rule));
        }
        if (right instanceof Type.OpenVector(Type b)) {
            return new Type.OpenVector(lift(left, b, rule));
        }
        if (left == Type.MISSING || right == Type.MISSING) {
            Type known = left == Type.MISSING ? right : left;
            return known == Type.MISSING ? Type.MISSING : rule.apply(known, known);
        }
        return rule.apply(left, right);
    }

    private Type liftRecord(Map<String, Type> members, Type other, BinaryOperator<Type> rule, boolean swapped) {
        Map<String, Type> results = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            Type against = other instanceof RecordOf(Map<String, Type> others) ? others.getOrDefault(name, Type.UNKNOWN) : other;
            results.put(name, swapped ? lift(against, member, rule) : lift(member, against, rule));
        });
        return new RecordOf(results);
    }

    private static Type listOf(Type element) {
        return element == Type.UNKNOWN ? Type.UNKNOWN : new ListOf(element);
    }

    /** The type that both fit, or null. */
    @Nullable
    Type merged(Type a, Type b) {
        if (a == Type.UNKNOWN || a == Type.MISSING) {
            return b;
        }
        if (b == Type.UNKNOWN || b == Type.MISSING || a.equals(b)) {
            return a;
        }
        return switch (a) {
            case Quantity(Unit first, boolean zero) when b instanceof Quantity(Unit second, boolean otherZero) -> zero
                    ? b
                    : otherZero || first.sameDimension(second) ? new Quantity(first.withKindsOf(second)) : null;
            case Type.Range(Unit first) when b instanceof Type.Range(Unit second) -> first.sameDimension(second) ? a : null;
            case ListOf(Type first) when b instanceof ListOf(Type second) -> {
                Type element = merged(first, second);
                yield element == null ? null : new ListOf(element);
            }
            case RecordOf(Map<String, Type> first) when b instanceof RecordOf(Map<String, Type> second) -> mergedRecord(first, second);
            case Type.FitOf first when b instanceof Type.FitOf second -> new Type.FitOf(first.signature(),
                    shared(first.members(), second.members()), shared(first.columns(), second.columns()));
            case Type.LawOf first when b instanceof Type.LawOf second && sameShape(first.signature(), second.signature()) -> first;
            case Type.FitOf first when b instanceof Type.LawOf -> new Type.LawOf(first.signature());
            case Type.LawOf first when b instanceof Type.FitOf -> first;
            case Type.AllocationOf first when b instanceof Type.AllocationOf second ->
                    new Type.AllocationOf(shared(first.variables(), second.variables()), shared(first.members(), second.members()));
            default -> null;
        };
    }

    private static boolean sameShape(LawSignature first, LawSignature second) {
        return first.arguments().size() == second.arguments().size() && first.result().sameDimension(second.result());
    }

    private Map<String, Type> shared(Map<String, Type> first, Map<String, Type> second) {
        Map<String, Type> both = new LinkedHashMap<>();
        first.forEach((name, type) -> {
            Type other = second.get(name);
            Type merged = other == null ? null : merged(type, other);
            if (merged != null) {
                both.put(name, merged);
            }
        });
        return both;
    }

    private @Nullable Type mergedRecord(Map<String, Type> first, Map<String, Type> second) {
        if (!first.keySet().equals(second.keySet())) {
            return null;
        }
        Map<String, Type> both = shared(first, second);
        return both.size() == first.size() ? new RecordOf(both) : null;
    }

    Type noNumber(Expression expression, Type type) {
        return type == Type.UNKNOWN ? type : body.wrong(expression.span(), "a number is needed here, and this is " + type.describe());
    }

    /** Two operands whose dimensions do not agree: both are labelled with what they are. */
    Type mismatch(String message, Expression left, Type leftType, Expression right, Type rightType, @Nullable String mend) {
        return mismatch(message, left.span(), leftType, right.span(), rightType,
                mend == null ? bareMend(left, leftType, right, rightType) : mend);
    }

    Type mismatch(String message, Span left, Type leftType, Span right, Type rightType, @Nullable String mend) {
        body.report(Diagnostic.of(Code.DIMENSION_MISMATCH, message).at(body.module().source(), left, label(leftType))
                .at(body.module().source(), right, label(rightType)).fix(mend));
        return Type.UNKNOWN;
    }

    static String label(Type type) {
        Unit unit = Type.unitOf(type);
        if (type instanceof Type.Range(Unit given)) {
            unit = given;
        }
        return unit == null ? type.describe() : unit.isNone() ? "a plain number" : unit.toString();
    }

    /** Where one side is a bare number and the other has a unit, the unit is what is missing. */
    private @Nullable String bareMend(Expression left, Type leftType, Expression right, Type rightType) {
        Unit first = unit(leftType);
        Unit second = unit(rightType);
        if (first == null || second == null || first.isNone() == second.isNone()) {
            return null;
        }
        Expression bare = first.isNone() ? left : right;
        Unit unit = first.isNone() ? second : first;
        boolean number = Ranges.isBare(bare) || bare instanceof Expression.Range range && Ranges.isBare(range.high());
        return number ? "write `" + body.module().source().text(bare.span()) + " " + unit + "`" : null;
    }

    private static @Nullable Unit unit(Type type) {
        return type instanceof Type.Range(Unit unit) ? unit : Type.unitOf(type);
    }

    /** Different kinds of one thing, such as active and total parameters, meet: that works and is warned of. */
    void kinds(Span span, Unit first, Unit second) {
        Unit.KindClash clash = first.kindClash(second);
        if (clash != null) {
            Diagnostic met = body.at(Code.MIXED_KINDS, span, clash.first() + "s", clash.second() + "s")
                    .fix("if that is meant, relabel the first with `as " + clash.second() + "s`");
            body.report(KindConversions.noted(met, clash));
        }
    }

    Type sum(Binary binary, Type a, Type b) {
        if (!(a instanceof Quantity(Unit first, boolean zeroFirst))) {
            return noNumber(binary.left(), a);
        }
        if (!(b instanceof Quantity(Unit second, boolean zeroSecond))) {
            return noNumber(binary.right(), b);
        }
        if (zeroFirst || zeroSecond) {
            return zeroFirst ? new Quantity(second) : new Quantity(first);
        }
        if (!first.sameDimension(second)) {
            String verb = binary.operator() == Operator.ADD
                    ? "add " + words(second) + " to " + words(first)
                    : "subtract " + words(second) + " from " + words(first);
            return mismatch("cannot " + verb, binary.left(), a, binary.right(), b, null);
        }
        kinds(binary.span(), first, second);
        return new Quantity(first.withKindsOf(second));
    }

    /** How a value is given: {@code in `tokens`}, {@code as a plain number}. */
    static String in(Unit unit) {
        return unit.isNone() ? "as a plain number" : "in `" + unit + "`";
    }

    static String words(Unit unit) {
        return unit.isNone() ? "a plain number" : "`" + unit + "`";
    }

    Type product(Binary binary, Type a, Type b) {
        if (!(a instanceof Quantity(Unit first, boolean zeroFirst))) {
            return noNumber(binary.left(), a);
        }
        if (!(b instanceof Quantity(Unit second, boolean zeroSecond))) {
            return noNumber(binary.right(), b);
        }
        return new Quantity(binary.operator() == Operator.MULTIPLY ? first.times(second) : first.over(second));
    }

    Type power(Binary binary, Type a, Type b) {
        if (!(a instanceof Quantity(Unit base, boolean zeroBase))) {
            return noNumber(binary.left(), a);
        }
        if (!(b instanceof Quantity(Unit exponent, boolean zeroExponent))) {
            return noNumber(binary.right(), b);
        }
        if (!exponent.isNone()) {
            return mismatch("an exponent is a plain number", binary.right().span(), b, binary.left().span(), a,
                    "divide by a unit first, as in `… ^ (" + body.module().source().text(binary.right().span()) + " / (1 "
                            + exponent.symbol(false)
                            + "))`");
        }
        if (base.isNone()) {
            return Type.NUMBER;
        }
        Double constant = Constants.number(binary.right());
        if (constant == null) {
            body.report(Diagnostic.of(Code.DIMENSION_MISMATCH, "a quantity with a unit is raised only to a number written out")
                    .at(body.module().source(), binary.right().span(), "known only when the study runs")
                    .at(body.module().source(), binary.left().span(), label(a))
                    .fix("divide by the unit first, as in `(" + body.module().source().text(binary.left().span()) + " / (1 "
                            + base.symbol(false)
                            + ")) ^ …`"));
            return Type.UNKNOWN;
        }
        return new Quantity(base.power(constant));
    }

    Type logic(List<Expression> operands, List<Type> types, String word) {
        boolean list = false;
        boolean unknown = false;
        for (int i = 0; i < types.size(); i++) {
            Type type = types.get(i);
            list |= type instanceof ListOf;
            Type single = type instanceof ListOf(Type element) ? element : type;
            if (single != Type.TRUTH && single != Type.MISSING) {
                unknown = true;
                if (single != Type.UNKNOWN) {
                    body.wrong(operands.get(i).span(), "`" + word + "` needs a condition, and this is " + type.describe());
                }
            }
        }
        return unknown ? Type.UNKNOWN : list ? new ListOf(Type.TRUTH) : Type.TRUTH;
    }

    Type compared(Operator operator, Span span, Expression left, Type a, Expression right, Type b) {
        boolean equality = operator == Operator.EQUAL || operator == Operator.UNEQUAL;
        if (a instanceof Quantity(Unit first, boolean zeroFirst) && b instanceof Quantity(Unit second, boolean zeroSecond)) {
            if (zeroFirst || zeroSecond || first.sameDimension(second)) {
                kinds(left.span().to(right.span()), first, second);
                return Type.TRUTH;
            }
            return mismatch("cannot compare " + words(first) + " with " + words(second), left, a, right, b, null);
        }
        if (equality && (a == Type.TEXT && b == Type.TEXT || a == Type.TRUTH && b == Type.TRUTH)) {
            return Type.TRUTH;
        }
        if (equality || !(a instanceof Quantity)) {
            return a instanceof Quantity
                    ? noNumber(right, b)
                    : body.wrong(span, "`" + operator.symbol() + "` compares two numbers" + (equality ? ", texts or truths" : "") + ", not "
                            + a.describe() + " with " + b.describe());
        }
        return noNumber(right, b);
    }

    /** A column of a file whose type only its use tells: compared with a text it is one of texts. */
    void fileText(Expression left, Expression right, Typing typing, Type a, Type b) {
        if (typing.binding(left) instanceof Typing.Binding.FileColumn && b == Type.TEXT) {
            typing.type(left, new ListOf(Type.TEXT));
        }
        if (typing.binding(right) instanceof Typing.Binding.FileColumn && a == Type.TEXT) {
            typing.type(right, new ListOf(Type.TEXT));
        }
    }

    Type membership(Expression.In in, Type value, Type domain) {
        if (value == Type.UNKNOWN || domain == Type.UNKNOWN) {
            return Type.UNKNOWN;
        }
        if (domain instanceof Type.Range range) {
            return lift(value, type -> within(in, type, range.unit()));
        }
        if (domain instanceof ListOf(Type.Range(Unit unit))) {
            Type result = lift(value, type -> within(in, type, unit));
            return result == Type.TRUTH ? new ListOf(Type.TRUTH) : result;
        }
        if (domain instanceof ListOf(Type element)) {
            if (body.typing().binding(in.value()) instanceof Typing.Binding.FileColumn && element == Type.TEXT) {
                body.typing().type(in.value(), new ListOf(Type.TEXT));
                return new ListOf(Type.TRUTH);
            }
            return lift(value, type -> merged(type, element) != null
                    ? Type.TRUTH
                    : mismatch("the list holds values of another dimension", in.value(), type, in.domain(), element, null));
        }
        return body.wrong(in.domain().span(), "a range or a list stands right of `in`, not " + domain.describe());
    }

    private Type within(Expression.In in, Type value, Unit unit) {
        if (!(value instanceof Quantity(Unit given, boolean zero))) {
            return noNumber(in.value(), value);
        }
        if (zero || given.sameDimension(unit)) {
            kinds(in.span(), given, unit);
            return Type.TRUTH;
        }
        return mismatch("the range is given " + in(unit) + ", the value " + in(given), in.value(), value, in.domain(),
                new Type.Range(unit), null);
    }

    Type notShown(Expression.As as, Unit given, Unit unit) {
        String value = body.module().source().text(as.value().span());
        String mend = !given.isNone()
                ? null
                : Ranges.isBare(as.value())
                        ? "write `" + value + " " + unit.symbol(true) + "`"
                        : "multiply: `" + value + " * 1 " + unit.symbol(false) + "`";
        return mismatch("`as` shows a value in another unit of its dimension", as.value().span(), new Quantity(given), as.unit().span(),
                new Quantity(unit), mend);
    }
}
