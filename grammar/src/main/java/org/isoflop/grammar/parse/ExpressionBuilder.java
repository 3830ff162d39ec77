package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.AND;
import static org.isoflop.grammar.antlr.StudyLexer.AT_LEAST;
import static org.isoflop.grammar.antlr.StudyLexer.AT_MOST;
import static org.isoflop.grammar.antlr.StudyLexer.EQUAL;
import static org.isoflop.grammar.antlr.StudyLexer.GREATER;
import static org.isoflop.grammar.antlr.StudyLexer.LESS;
import static org.isoflop.grammar.antlr.StudyLexer.MINUS;
import static org.isoflop.grammar.antlr.StudyLexer.MISSING;
import static org.isoflop.grammar.antlr.StudyLexer.MONEY;
import static org.isoflop.grammar.antlr.StudyLexer.OR;
import static org.isoflop.grammar.antlr.StudyLexer.PLUS;
import static org.isoflop.grammar.antlr.StudyLexer.SLASH;
import static org.isoflop.grammar.antlr.StudyLexer.STAR;
import static org.isoflop.grammar.antlr.StudyLexer.TEXT;
import static org.isoflop.grammar.antlr.StudyLexer.TRUE;
import static org.isoflop.grammar.antlr.StudyLexer.UNEQUAL;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.isoflop.grammar.antlr.StudyParser.AccessContext;
import org.isoflop.grammar.antlr.StudyParser.AdjustedContext;
import org.isoflop.grammar.antlr.StudyParser.ArgumentContext;
import org.isoflop.grammar.antlr.StudyParser.BothContext;
import org.isoflop.grammar.antlr.StudyParser.ComparisonContext;
import org.isoflop.grammar.antlr.StudyParser.EitherContext;
import org.isoflop.grammar.antlr.StudyParser.EntryContext;
import org.isoflop.grammar.antlr.StudyParser.ExprContext;
import org.isoflop.grammar.antlr.StudyParser.NameContext;
import org.isoflop.grammar.antlr.StudyParser.NegatedContext;
import org.isoflop.grammar.antlr.StudyParser.PostfixContext;
import org.isoflop.grammar.antlr.StudyParser.PowerContext;
import org.isoflop.grammar.antlr.StudyParser.PrimaryContext;
import org.isoflop.grammar.antlr.StudyParser.ProductContext;
import org.isoflop.grammar.antlr.StudyParser.RangeContext;
import org.isoflop.grammar.antlr.StudyParser.RecordContext;
import org.isoflop.grammar.antlr.StudyParser.SignedContext;
import org.isoflop.grammar.antlr.StudyParser.SpreadContext;
import org.isoflop.grammar.antlr.StudyParser.SumContext;
import org.isoflop.grammar.antlr.StudyParser.UnitContext;
import org.isoflop.grammar.antlr.StudyParser.WordContext;
import org.isoflop.grammar.parse.BoundedParser.TooDeep;
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
import org.jspecify.annotations.Nullable;

/**
 * Turns the contexts of expressions into records. A context with one child only passes on; chains of operators become
 * left-deep, and their height is bounded so that whoever walks the records may recurse.
 */
final class ExpressionBuilder {
    private final Source source;
    private final UnitBuilder units;
    private final Bounds bounds;
    private int depth;

    ExpressionBuilder(Source source, Bounds bounds) {
        this.source = source;
        this.bounds = bounds;
        this.units = new UnitBuilder(source, bounds);
    }

    UnitBuilder units() {
        return units;
    }

    /** Forgets where an expression that was refused had got to. */
    void restart() {
        depth = 0;
    }

    Expression expr(ExprContext context) {
        descend(1, context);
        Expression result;
        if (context.IF() != null) {
            result = new Conditional(span(context), expr(context.expr(0)), expr(context.expr(1)), expr(context.expr(2)));
        } else {
            Expression value = either(context.either());
            UnitContext unit = context.unit();
            result = unit == null ? value : new As(span(context), value, units.unit(unit));
        }
        depth--;
        return result;
    }

    private Expression either(EitherContext context) {
        return context.getChildCount() == 1 ? both(context.both(0)) : chain(context);
    }

    private Expression both(BothContext context) {
        return context.getChildCount() == 1 ? negated(context.negated(0)) : chain(context);
    }

    private Expression negated(NegatedContext context) {
        if (context.NOT() == null) {
            return comparison(context.comparison());
        }
        descend(1, context);
        Expression operand = negated(context.negated());
        depth--;
        return new Unary(span(context), Operator.NOT, Mistake.span(context.NOT().getSymbol()), operand);
    }

    private Expression comparison(ComparisonContext context) {
        int count = context.getChildCount();
        Expression first = range((RangeContext) context.getChild(0));
        if (count == 1) {
            return first;
        }
        if (context.IN() != null) {
            return new In(span(context), first, range((RangeContext) context.getChild(2)));
        }
        List<Expression> operands = new ArrayList<>();
        List<Operator> operators = new ArrayList<>();
        List<Span> operatorSpans = new ArrayList<>();
        operands.add(first);
        for (int i = 1; i < count; i += 2) {
            Token sign = ((TerminalNode) context.getChild(i)).getSymbol();
            operators.add(operator(sign));
            operatorSpans.add(Mistake.span(sign));
            operands.add(range((RangeContext) context.getChild(i + 1)));
        }
        return new Comparison(span(context), operands, operators, operatorSpans);
    }

    Expression range(RangeContext context) {
        Expression low = spread((SpreadContext) context.getChild(0));
        if (context.getChildCount() == 1) {
            return low;
        }
        Expression high = spread((SpreadContext) context.getChild(2));
        Expression step = context.getChildCount() == 5 ? spread((SpreadContext) context.getChild(4)) : null;
        return new Range(span(context), low, high, step);
    }

    private Expression spread(SpreadContext context) {
        Expression point = sum((SumContext) context.getChild(0));
        return context.getChildCount() == 1 ? point : new Spread(span(context), point, sum((SumContext) context.getChild(2)));
    }

    Expression sum(SumContext context) {
        return context.getChildCount() == 1 ? product((ProductContext) context.getChild(0)) : chain(context);
    }

    private Expression product(ProductContext context) {
        return context.getChildCount() == 1 ? signed((SignedContext) context.getChild(0)) : chain(context);
    }

    private Expression signed(SignedContext context) {
        if (context.MINUS() == null) {
            return power(context.power());
        }
        descend(1, context);
        Expression operand = signed(context.signed());
        depth--;
        return new Unary(span(context), Operator.NEGATE, Mistake.span(context.MINUS().getSymbol()), operand);
    }

    private Expression power(PowerContext context) {
        Expression base = adjusted(context.adjusted());
        TerminalNode caret = context.CARET();
        if (caret == null) {
            return base;
        }
        descend(1, context);
        Expression exponent = signed(context.signed());
        depth--;
        return new Binary(span(context), Operator.POWER, Mistake.span(caret.getSymbol()), base, exponent);
    }

    private Expression adjusted(AdjustedContext context) {
        int count = context.getChildCount();
        descend(count / 2, context);
        Expression result = postfix((PostfixContext) context.getChild(0));
        for (int i = 2; i < count; i += 2) {
            Expression changes = postfix((PostfixContext) context.getChild(i));
            result = new With(result.span().to(changes.span()), result, changes);
        }
        depth -= count / 2;
        return result;
    }

    /** {@code a + b - c}: the first operand stands deepest. */
    private Expression chain(ParserRuleContext context) {
        int count = context.getChildCount();
        descend(count / 2, context);
        Expression left = operand(context.getChild(0));
        for (int i = 1; i < count; i += 2) {
            Token sign = ((TerminalNode) context.getChild(i)).getSymbol();
            Expression right = operand(context.getChild(i + 1));
            left = new Binary(left.span().to(right.span()), operator(sign), Mistake.span(sign), left, right);
            depth--;
        }
        return left;
    }

    private Expression operand(ParseTree child) {
        return switch (child) {
            case BothContext both -> both(both);
            case NegatedContext negated -> negated(negated);
            case ProductContext product -> product(product);
            case SignedContext signed -> signed(signed);
            default -> throw new IllegalStateException("not an operand: " + child.getClass().getSimpleName());
        };
    }

    Expression postfix(PostfixContext context) {
        PrimaryContext primary = context.primary();
        if (primary == null) {
            return number(context);
        }
        int count = context.getChildCount();
        descend(count, context);
        Expression result = primary(primary);
        for (int i = 1; i < count; i++) {
            result = access(result, (AccessContext) context.getChild(i));
        }
        depth -= count;
        return result;
    }

    private Expression number(PostfixContext context) {
        Token token = context.getStart();
        String text = source.text(Mistake.span(token));
        boolean money = token.getType() == MONEY;
        double value = units.number(money ? text.substring(1) : text, token);
        TerminalNode unit = context.UNIT();
        return new NumberLiteral(span(context), text, value, money, unit == null ? null : units.tight(unit.getSymbol()));
    }

    private Expression access(Expression target, AccessContext context) {
        Span span = target.span().to(span(context));
        if (context.DOT() != null) {
            return new Member(span, target, word(context.word()));
        }
        if (context.LBRACK() != null) {
            return new Element(span, target, expressions(context.expr()));
        }
        List<Argument> arguments = new ArrayList<>();
        for (ArgumentContext argument : context.argument()) {
            WordContext label = argument.word();
            arguments.add(new Argument(span(argument), label == null ? null : word(label), expr(argument.expr())));
        }
        return new Call(span, target, arguments);
    }

    private Expression primary(PrimaryContext context) {
        if (context.name() != null) {
            return new Reference(span(context), name(context.name()));
        }
        if (context.expr() != null) {
            return new Parenthesised(span(context), expr(context.expr()));
        }
        if (context.list() != null) {
            return new ListLiteral(span(context), expressions(context.list().expr()));
        }
        if (context.record() != null) {
            return record(context.record());
        }
        Token token = context.getStart();
        return switch (token.getType()) {
            case TEXT -> text(token);
            case MISSING -> new MissingLiteral(span(context));
            default -> new TruthLiteral(span(context), token.getType() == TRUE);
        };
    }

    List<Expression> expressions(List<ExprContext> contexts) {
        List<Expression> result = new ArrayList<>(contexts.size());
        for (ExprContext context : contexts) {
            result.add(expr(context));
        }
        return result;
    }

    RecordLiteral record(RecordContext context) {
        List<Entry> entries = new ArrayList<>();
        for (EntryContext entry : context.entry()) {
            entries.add(new Entry(span(entry), name(entry.name()), expr(entry.expr())));
        }
        return new RecordLiteral(span(context), entries);
    }

    @Nullable
    RecordLiteral optionalRecord(@Nullable RecordContext context) {
        return context == null ? null : record(context);
    }

    TextLiteral text(Token token) {
        String written = source.text().substring(token.getStartIndex() + 1, token.getStopIndex());
        return new TextLiteral(Mistake.span(token), unescape(written));
    }

    private static String unescape(String written) {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\') {
                char escaped = written.charAt(++i);
                c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
            }
            text.append(c);
        }
        return text.toString();
    }

    Name name(NameContext context) {
        return units.name(context.getStart());
    }

    private Name word(WordContext context) {
        return units.name(context.getStart());
    }

    static Operator operator(Token sign) {
        return switch (sign.getType()) {
            case PLUS -> Operator.ADD;
            case MINUS -> Operator.SUBTRACT;
            case STAR -> Operator.MULTIPLY;
            case SLASH -> Operator.DIVIDE;
            case AND -> Operator.AND;
            case OR -> Operator.OR;
            case LESS -> Operator.LESS;
            case AT_MOST -> Operator.AT_MOST;
            case GREATER -> Operator.GREATER;
            case AT_LEAST -> Operator.AT_LEAST;
            case EQUAL -> Operator.EQUAL;
            case UNEQUAL -> Operator.UNEQUAL;
            default -> throw new IllegalStateException("not an operator: " + sign.getText());
        };
    }

    static Span span(ParserRuleContext context) {
        return new Span(context.getStart().getStartIndex(), context.getStop().getStopIndex() + 1);
    }

    private void descend(int levels, ParserRuleContext context) {
        depth += levels;
        if (depth > bounds.chain()) {
            throw new TooDeep(context.getStart());
        }
    }
}
