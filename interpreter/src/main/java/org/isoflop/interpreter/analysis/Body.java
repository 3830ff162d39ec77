package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.As;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Comparison;
import org.isoflop.grammar.syntax.Expression.Conditional;
import org.isoflop.grammar.syntax.Expression.Element;
import org.isoflop.grammar.syntax.Expression.In;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.MissingLiteral;
import org.isoflop.grammar.syntax.Expression.NumberLiteral;
import org.isoflop.grammar.syntax.Expression.Operator;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.Range;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.Spread;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Expression.TruthLiteral;
import org.isoflop.grammar.syntax.Expression.Unary;
import org.isoflop.grammar.syntax.Expression.With;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Finds the types of the expressions of one body and what their names stand for. */
final class Body {
    private final Checker checker;
    private final Module module;
    private final @Nullable Declaration owner;
    private final Set<Instance> uses;
    private final Typing typing;
    private final Dimensions dimensions;
    private final Calls calls;
    private final Parts parts;
    private final References references;
    private final Ranges ranges;
    private boolean plain;
    private boolean fitting;
    private final Map<String, LawSignature.Coefficient> borrowed = new LinkedHashMap<>();

    Body(Checker checker, Module module, @Nullable Declaration owner, Set<Instance> uses, Typing typing) {
        this.checker = checker;
        this.module = module;
        this.owner = owner;
        this.uses = uses;
        this.typing = typing;
        this.dimensions = new Dimensions(this);
        this.calls = new Calls(this);
        this.parts = new Parts(this);
        this.references = new References(this);
        this.ranges = new Ranges(this);
    }

    Checker checker() {
        return checker;
    }

    Module module() {
        return module;
    }

    Typing typing() {
        return typing;
    }

    Dimensions dimensions() {
        return dimensions;
    }

    Parts parts() {
        return parts;
    }

    References references() {
        return references;
    }

    UnitResolver units() {
        return new UnitResolver(module, checker.problems());
    }

    /** Whether this is a law's body, where numbers are plain. */
    boolean isPlain() {
        return plain;
    }

    void plain(boolean on) {
        plain = on;
    }

    /** Whether this is the law of a fit, whose coefficients are still free. */
    boolean isFitting() {
        return fitting;
    }

    void fitting(boolean on) {
        fitting = on;
    }

    /** Whether an expression is the source of the data item that is checked, where a file may be read. */
    boolean isSource(Expression expression) {
        return owner != null && owner.item() instanceof Item.Data data && data.body() == expression;
    }

    /** The free coefficients of the laws that a law calls. */
    Map<String, LawSignature.Coefficient> borrowed() {
        return borrowed;
    }

    void report(Diagnostic diagnostic) {
        checker.problems().report(diagnostic, owner);
    }

    Diagnostic at(Code code, Span span, Object... arguments) {
        return Diagnostic.of(code, arguments).at(module.source(), span);
    }

    Type wrong(Span span, String message) {
        report(at(Code.WRONG_TYPE, span, message));
        return Type.UNKNOWN;
    }

    void uses(Instance other) {
        uses.add(other);
    }

    /** The type of an expression that has a value; a mistake is reported and gives the unknown type. */
    Type check(Expression expression, Scope scope) {
        Type type = checkNamed(expression, scope);
        if (type instanceof Type.Uncalled(Object declaration, String name)) {
            type = wrong(expression.span(), "`" + name + "` takes arguments: write what it gives for some, as in `" + name + "(…)`");
            typing.type(expression, type);
        }
        return type;
    }

    /** The same where an item that takes arguments may be named without them. */
    Type checkNamed(Expression expression, Scope scope) {
        Type type = find(expression, scope);
        typing.type(expression, type);
        return type;
    }

    private Type find(Expression expression, Scope scope) {
        return switch (expression) {
            case NumberLiteral number -> number(number);
            case TextLiteral text -> Type.TEXT;
            case TruthLiteral truth -> Type.TRUTH;
            case MissingLiteral missing -> Type.MISSING;
            case Reference reference -> references.reference(reference, scope);
            case ListLiteral list -> parts.list(list, scope);
            case RecordLiteral record -> parts.record(record, scope);
            case Parenthesised parenthesised -> checkNamed(parenthesised.inner(), scope);
            case Member member -> parts.member(member, scope);
            case Call call -> calls.call(call, scope);
            case Element element -> parts.element(element, scope);
            case With with -> new Changes(this).with(with, scope);
            case Unary unary -> unary(unary, scope);
            case Binary binary -> binary(binary, scope);
            case Comparison comparison -> comparison(comparison, scope);
            case In in -> ranges.in(in, scope);
            case Range range -> ranges.range(range, scope);
            case Spread spread -> ranges.spread(spread, scope);
            case Conditional conditional -> conditional(conditional, scope);
            case As as -> as(as, scope);
        };
    }

    private Type number(NumberLiteral number) {
        if (number.unit() == null && !number.money()) {
            return number.value() == 0 ? new Quantity(Unit.NONE, true) : Type.NUMBER;
        }
        if (plain) {
            report(at(Code.UNIT_IN_LAW, number.span())
                    .note("a law computes on plain numbers, each argument measured in its declared unit")
                    .fix("write `" + number.text() + "`, if an argument is declared in that unit"));
            return Type.UNKNOWN;
        }
        Unit unit = number.unit() == null ? Unit.NONE : units().unit(number.unit());
        if (unit == null) {
            return Type.UNKNOWN;
        }
        if (number.money()) {
            Unit dollars = Unit.of(Objects.requireNonNull(module.units().find("USD")));
            unit = dollars.times(unit);
        }
        double held = number.value() * unit.scale();
        if (Double.isInfinite(held) || held == 0 && number.value() != 0) {
            report(at(held == 0 ? Code.NUMBER_TOO_SMALL : Code.NUMBER_TOO_LARGE, number.span(), number.text())
                    .note("it is held in the units that others are multiples of"));
            return Type.UNKNOWN;
        }
        typing.unit(number, unit);
        return new Quantity(unit);
    }

    private Type unary(Unary unary, Scope scope) {
        Type operand = check(unary.operand(), scope);
        if (unary.operator() == Operator.NOT) {
            return dimensions.logic(List.of(unary.operand()), List.of(operand), "not");
        }
        return dimensions.lift(operand, type -> type instanceof Quantity ? type : dimensions.noNumber(unary.operand(), type));
    }

    private Type binary(Binary binary, Scope scope) {
        Type left = check(binary.left(), scope);
        Type right = check(binary.right(), scope);
        return switch (binary.operator()) {
            case ADD, SUBTRACT -> dimensions.lift(left, right, (a, b) -> dimensions.sum(binary, a, b));
            case MULTIPLY, DIVIDE -> dimensions.lift(left, right, (a, b) -> dimensions.product(binary, a, b));
            case POWER -> dimensions.lift(left, right, (a, b) -> dimensions.power(binary, a, b));
            case AND, OR -> dimensions.logic(List.of(binary.left(), binary.right()), List.of(left, right), binary.operator().symbol());
            case NEGATE, NOT, LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, UNEQUAL -> throw new IllegalStateException("no binary operator");
        };
    }

    private Type comparison(Comparison comparison, Scope scope) {
        List<Type> types = new ArrayList<>();
        for (Expression operand : comparison.operands()) {
            types.add(check(operand, scope));
        }
        Type result = Type.TRUTH;
        for (int i = 0; i + 1 < types.size(); i++) {
            Expression left = comparison.operands().get(i);
            Expression right = comparison.operands().get(i + 1);
            Operator operator = comparison.operators().get(i);
            Span span = comparison.operatorSpans().get(i);
            dimensions.fileText(left, right, typing, types.get(i), types.get(i + 1));
            Type one = dimensions.lift(typing.type(left), typing.type(right),
                    (a, b) -> dimensions.compared(operator, span, left, a, right, b));
            result = one == Type.UNKNOWN ? Type.UNKNOWN : one instanceof ListOf ? one : result;
        }
        return result;
    }

    private Type conditional(Conditional conditional, Scope scope) {
        Type condition = dimensions.logic(List.of(conditional.condition()), List.of(check(conditional.condition(), scope)), "if");
        Type then = check(conditional.then(), scope);
        Type otherwise = check(conditional.otherwise(), scope);
        Type result = dimensions.lift(then, otherwise, (a, b) -> {
            Type merged = dimensions.merged(a, b);
            if (merged != null) {
                return merged;
            }
            return a instanceof Quantity && b instanceof Quantity
                    ? dimensions.mismatch("both branches of `if` have one dimension", conditional.then(), a, conditional.otherwise(), b,
                            null)
                    : wrong(conditional.otherwise().span(), "both branches of `if` give one kind of value: " + a.describe() + " and "
                            + b.describe());
        });
        return condition instanceof ListOf && !(result instanceof ListOf) && result != Type.UNKNOWN ? new ListOf(result) : result;
    }

    private Type as(As as, Scope scope) {
        Type value = check(as.value(), scope);
        Unit unit = units().unit(as.unit());
        if (unit == null) {
            return Type.UNKNOWN;
        }
        typing.unit(as, unit);
        return dimensions.lift(value, type -> switch (type) {
            case Quantity(Unit given, boolean zero) when given.sameDimension(unit) -> new Quantity(unit);
            case Type.Range(Unit given) when given.sameDimension(unit) -> new Type.Range(unit);
            case Quantity(Unit given, boolean zero) -> dimensions.notShown(as, given, unit);
            default -> dimensions.noNumber(as.value(), type);
        });
    }
}
