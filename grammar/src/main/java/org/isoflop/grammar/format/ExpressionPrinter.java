package org.isoflop.grammar.format;

import static org.isoflop.grammar.format.Layout.NOTHING;
import static org.isoflop.grammar.format.Layout.NO_SPACE;
import static org.isoflop.grammar.format.Layout.SPACE;
import static org.isoflop.grammar.format.Layout.group;
import static org.isoflop.grammar.format.Layout.indented;
import static org.isoflop.grammar.format.Layout.of;
import static org.isoflop.grammar.format.Layout.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.isoflop.grammar.format.Layout.Either;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Argument;
import org.isoflop.grammar.syntax.Expression.As;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Comparison;
import org.isoflop.grammar.syntax.Expression.Conditional;
import org.isoflop.grammar.syntax.Expression.Element;
import org.isoflop.grammar.syntax.Expression.Entry;
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
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.UnitExpression;
import org.isoflop.grammar.syntax.UnitExpression.Factor;

/** Lays out names, units and expressions. Layouts are made in the order of the text, so that comments find their place. */
final class ExpressionPrinter {
    private final Source source;
    private final Comments comments;

    ExpressionPrinter(Source source, Comments comments) {
        this.source = source;
        this.comments = comments;
    }

    /** A word of the source, with the comments around it. */
    Layout leaf(Span span, String text) {
        Layout before = comments.before(span.start());
        return of(before, text(text), comments.after(span.end()));
    }

    Layout name(Name name) {
        return leaf(name.span(), written(name));
    }

    static String written(Name name) {
        return name.quoted() ? "`" + name.text() + "`" : name.text();
    }

    Layout unit(UnitExpression unit) {
        return leaf(unit.span(), written(unit));
    }

    String written(UnitExpression unit) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < unit.factors().size(); i++) {
            Factor factor = unit.factors().get(i);
            text.append(factor.divided() ? "/" : i > 0 ? "*" : "").append(written(factor));
        }
        return text.toString();
    }

    private String written(Factor factor) {
        Name name = factor.name();
        if (name == null) {
            return source.text(factor.span());
        }
        double exponent = factor.exponent();
        if (factor.span().end() == name.span().end()) {
            return written(name);
        }
        return written(name) + "^" + (exponent == Math.rint(exponent) ? Long.toString((long) exponent) : Double.toString(exponent));
    }

    Layout expression(Expression expression) {
        return switch (expression) {
            case NumberLiteral number -> leaf(number.span(), number(number));
            case TextLiteral literal -> leaf(literal.span(), source.text(literal.span()));
            case TruthLiteral truth -> leaf(truth.span(), truth.value() ? "true" : "false");
            case MissingLiteral missing -> leaf(missing.span(), "missing");
            case Reference reference -> name(reference.name());
            case ListLiteral list -> list(list);
            case RecordLiteral record -> record(record, false);
            case Parenthesised inParentheses -> group(first(inParentheses.span(), "("),
                    indented(comments.line(NO_SPACE), expression(inParentheses.inner())), last(inParentheses.span(), ")"));
            case Member member -> of(expression(member.target()), text("."), name(member.name()));
            case Call call -> of(expression(call.callee()), arguments(call));
            case Element element -> of(expression(element.target()), text("["),
                    group(indented(NO_SPACE, separated(element.indices(), this::expression)), last(element.span(), "]")));
            case With with -> of(expression(with.target()), text(" with "), expression(with.changes()));
            case Unary unary ->
                    of(leaf(unary.operatorSpan(), unary.operator() == Operator.NOT ? "not " : "-"), expression(unary.operand()));
            case Binary binary -> binary.operator() == Operator.POWER ? power(binary) : chain(binary);
            case Comparison comparison -> comparison(comparison);
            case In in -> of(expression(in.value()), text(" in "), expression(in.domain()));
            case Range range -> range(range);
            case Spread spread -> of(expression(spread.point()), text(" ± "), expression(spread.deviation()));
            case Conditional choice -> conditional(choice);
            case As as -> of(expression(as.value()), text(" as "), unit(as.unit()));
        };
    }

    /** The unit of a number is tight as it stands; only behind money may it touch the number. */
    private String number(NumberLiteral number) {
        UnitExpression unit = number.unit();
        if (unit == null) {
            return number.text();
        }
        boolean touches = unit.span().start() == number.span().start() + number.text().length();
        return number.text() + (touches ? "" : " ") + source.text(unit.span());
    }

    /** An expression behind its {@code =} or {@code :}, set in only where comments push it off the line. */
    Layout value(Expression expression) {
        boolean pushed = comments.hasBefore(expression.span().start());
        return pushed ? indented(expression(expression)) : expression(expression);
    }

    private Layout range(Range range) {
        Layout ends = of(expression(range.low()), text(".."), expression(range.high()));
        Expression step = range.step();
        return step == null ? ends : of(ends, text(" by "), expression(step));
    }

    /** Tight, but for a base with a unit, which would take the exponent for its own. */
    private Layout power(Binary power) {
        Layout base = expression(power.left());
        boolean hasUnit = power.left() instanceof NumberLiteral number && number.unit() != null;
        return of(base, text(hasUnit ? " " : ""), leaf(power.operatorSpan(), "^"), text(hasUnit ? " " : ""), expression(power.right()));
    }

    /** {@code a + b - c} as one chain, broken before its operators. */
    private Layout chain(Binary last) {
        Deque<Binary> steps = new ArrayDeque<>();
        Expression first = last;
        while (first instanceof Binary step && level(step.operator()) == level(last.operator())) {
            steps.push(step);
            first = step.left();
        }
        Layout start = expression(first);
        List<Layout> rest = new ArrayList<>();
        for (Binary step : steps) {
            rest.add(operation(step.operatorSpan(), step.operator(), step.right()));
        }
        return group(start, indented(of(rest)));
    }

    private static int level(Operator operator) {
        return switch (operator) {
            case OR -> 0;
            case AND -> 1;
            case ADD, SUBTRACT -> 2;
            case MULTIPLY, DIVIDE -> 3;
            case POWER, NEGATE, NOT, LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, UNEQUAL -> 4;
        };
    }

    private Layout comparison(Comparison comparison) {
        Layout start = expression(comparison.operands().getFirst());
        List<Layout> rest = new ArrayList<>();
        for (int i = 0; i < comparison.operators().size(); i++) {
            rest.add(operation(comparison.operatorSpans().get(i), comparison.operators().get(i), comparison.operands().get(i + 1)));
        }
        return group(start, indented(of(rest)));
    }

    private Layout operation(Span span, Operator operator, Expression operand) {
        return of(comments.line(SPACE), leaf(span, operator.symbol()), text(" "), expression(operand));
    }

    private Layout conditional(Conditional choice) {
        return group(first(choice.span(), "if "), expression(choice.condition()),
                indented(comments.line(SPACE), text("then "), expression(choice.then()), comments.line(SPACE), text("else "),
                        expression(choice.otherwise())));
    }

    private Layout arguments(Call call) {
        List<Argument> arguments = call.arguments();
        if (arguments.isEmpty()) {
            return group(text("("), last(call.span(), ")"));
        }
        // A lone record or list hugs the parentheses.
        if (arguments.size() == 1 && isBlock(arguments.getFirst().value())) {
            return group(text("("), argument(arguments.getFirst()), closing(call.span(), ")"));
        }
        return group(text("("), indented(NO_SPACE, separated(arguments, this::argument)), last(call.span(), ")"));
    }

    private Layout argument(Argument argument) {
        Name label = argument.label();
        return label == null ? expression(argument.value()) : of(name(label), text(": "), expression(argument.value()));
    }

    private static boolean isBlock(Expression expression) {
        return expression instanceof RecordLiteral || expression instanceof ListLiteral;
    }

    private Layout list(ListLiteral list) {
        List<Expression> items = list.items();
        Layout opening = first(list.span(), "[");
        if (items.isEmpty()) {
            return group(opening, last(list.span(), "]"));
        }
        boolean plain = true;
        for (Expression item : items) {
            plain &= item instanceof NumberLiteral || item instanceof TextLiteral || item instanceof Reference;
        }
        Layout broken = isBrokenByAuthor(list.span(), items.getFirst().span()) ? Layout.BREAK : NOTHING;
        Layout inner = plain ? filled(items) : separated(items, this::expression);
        return group(broken, opening, indented(NO_SPACE, inner), last(list.span(), "]"));
    }

    /** Elements that stand on one line or each on its own. */
    <T> Layout separated(List<T> elements, Function<T, Layout> printer) {
        List<Layout> parts = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            parts.add(i == 0 ? NOTHING : of(text(","), comments.line(SPACE)));
            parts.add(printer.apply(elements.get(i)));
        }
        return of(parts);
    }

    /** Elements that fill their lines. */
    private Layout filled(List<Expression> elements) {
        List<Layout> parts = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Layout line = i == 0 ? NOTHING : comments.line(SPACE);
            Layout element = expression(elements.get(i));
            parts.add(group(line, element, text(i + 1 < elements.size() ? "," : "")));
        }
        return of(parts);
    }

    /** A record on one line or with an entry on each; values are lined up where the labels are of similar length. */
    Layout record(RecordLiteral record, boolean always) {
        List<Entry> entries = record.entries();
        Span span = record.span();
        boolean inside = comments.hasBefore(span.end());
        Layout opening = first(span, "{");
        if (entries.isEmpty() && !inside) {
            return of(opening, closing(span, "}"));
        }
        boolean broken = always || inside || isBrokenByAuthor(span, entries.getFirst().span());
        int[] widths = Alignment.widths(entries.size(), i -> width(entries.get(i).name()),
                i -> broken && comments.hasBlankLine(entries.get(i - 1).span().end(), entries.get(i).span().start()));
        List<Layout> parts = new ArrayList<>();
        int end = -1;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            parts.add(broken ? comments.beforeEntry(end, entry.span().start()) : SPACE);
            parts.add(name(entry.name()));
            parts.add(new Either(": ", ": " + " ".repeat(widths[i] - width(entry.name()))));
            parts.add(value(entry.value()));
            parts.add(i + 1 == entries.size() ? NOTHING : new Either(",", ""));
            end = entry.span().end();
        }
        Layout rest = broken ? comments.beforeEnd(end, span.end() - 1) : NOTHING;
        return group(opening, indented(of(parts), rest), SPACE, closing(span, "}"));
    }

    static int width(Name name) {
        String written = written(name);
        return written.codePointCount(0, written.length());
    }

    Layout first(Span span, String opening) {
        return leaf(new Span(span.start(), span.start() + opening.strip().length()), opening);
    }

    /** A closing bracket where the layout stands. */
    Layout closing(Span span, String closing) {
        Layout before = comments.before(span.end() - 1);
        return of(before, text(closing), comments.after(span.end()));
    }

    /** A closing bracket, on a new line where its group is broken. */
    Layout last(Span span, String closing) {
        Layout before = indented(comments.before(span.end() - 1));
        return of(before, comments.line(NO_SPACE), closing(span, closing));
    }

    private boolean isBrokenByAuthor(Span block, Span first) {
        return source.text().substring(block.start(), first.start()).indexOf('\n') >= 0;
    }
}
