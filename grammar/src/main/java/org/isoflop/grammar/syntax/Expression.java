package org.isoflop.grammar.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that has a value. Parentheses are kept, so that the formatter prints what was written. */
public sealed interface Expression extends Syntax {

    /**
     * {@code 70B params}, {@code 40%}, {@code $2.50/GPU/hour}; {@code value} has suffix and percent applied. Money is in USD
     * times {@code unit}, whose first factor is then usually divided by.
     */
    record NumberLiteral(Span span, String text, double value, boolean money, @Nullable UnitExpression unit) implements Expression {
    }

    /** A text with its escapes resolved. */
    record TextLiteral(Span span, String value) implements Expression {
    }

    record TruthLiteral(Span span, boolean value) implements Expression {
    }

    record MissingLiteral(Span span) implements Expression {
    }

    record Reference(Span span, Name name) implements Expression {
    }

    record ListLiteral(Span span, List<Expression> items) implements Expression {
        public ListLiteral {
            items = List.copyOf(items);
        }
    }

    record RecordLiteral(Span span, List<Entry> entries) implements Expression {
        public RecordLiteral {
            entries = List.copyOf(entries);
        }

        /** What stands behind a name, behind its first where there are several; null where nothing does. */
        public @Nullable Expression value(String name) {
            return entries.stream().filter(entry -> entry.name().text().equals(name)).map(Entry::value).findFirst().orElse(null);
        }
    }

    /** {@code name: value} of a record, a block of options or a budget. */
    record Entry(Span span, Name name, Expression value) implements Syntax {
    }

    record Parenthesised(Span span, Expression inner) implements Expression {
    }

    /** {@code target.name}. */
    record Member(Span span, Expression target, Name name) implements Expression {
    }

    /** {@code callee(arguments)}. */
    record Call(Span span, Expression callee, List<Argument> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code label: value} or {@code value}. */
    record Argument(Span span, @Nullable Name label, Expression value) implements Syntax {
    }

    /** {@code target[indices]}. */
    record Element(Span span, Expression target, List<Expression> indices) implements Expression {
        public Element {
            indices = List.copyOf(indices);
        }
    }

    /** {@code law with { … }}. */
    record With(Span span, Expression target, Expression changes) implements Expression {
    }

    /** {@code -x}, {@code not x}. */
    record Unary(Span span, Operator operator, Span operatorSpan, Expression operand) implements Expression {
    }

    /** {@code + - * / ^ and or}. */
    record Binary(Span span, Operator operator, Span operatorSpan, Expression left, Expression right) implements Expression {
    }

    /** A chain {@code a <= x < b}: one operator fewer than operands. */
    record Comparison(Span span, List<Expression> operands, List<Operator> operators, List<Span> operatorSpans) implements Expression {
        public Comparison {
            operands = List.copyOf(operands);
            operators = List.copyOf(operators);
            operatorSpans = List.copyOf(operatorSpans);
        }
    }

    /** {@code value in domain}. */
    record In(Span span, Expression value, Expression domain) implements Expression {
    }

    /** {@code low..high}, with {@code by step} a list. */
    record Range(Span span, Expression low, Expression high, @Nullable Expression step) implements Expression {
    }

    /** {@code point ± deviation}. */
    record Spread(Span span, Expression point, Expression deviation) implements Expression {
    }

    record Conditional(Span span, Expression condition, Expression then, Expression otherwise) implements Expression {
    }

    /** {@code value as unit}. */
    record As(Span span, Expression value, UnitExpression unit) implements Expression {
    }

    /** The operators, written as users type them. */
    enum Operator {
        ADD("+"), SUBTRACT("-"), MULTIPLY("*"), DIVIDE("/"), POWER("^"), NEGATE("-"), NOT("not"), AND("and"), OR("or"), LESS("<"),
        AT_MOST("<="), GREATER(">"), AT_LEAST(">="), EQUAL("=="), UNEQUAL("!=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
