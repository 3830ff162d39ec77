package org.isoflop.grammar.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
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
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.Range;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.Spread;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Expression.TruthLiteral;
import org.isoflop.grammar.syntax.Expression.Unary;
import org.isoflop.grammar.syntax.Expression.With;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.UnitExpression;
import org.junit.jupiter.api.Test;

/** How tightly operators bind, and what numbers and units are. */
final class ExpressionTest {
    private static Expression parse(String text) {
        ParsedExpression parsed = StudyParser.parseExpression(new Source("x", text));
        assertTrue(parsed.isCorrect(), () -> text + ": " + parsed.diagnostics());
        return parsed.expression();
    }

    private static List<Code> codes(String text) {
        return StudyParser.parseExpression(new Source("x", text)).diagnostics().stream().map(Diagnostic::code).toList();
    }

    private static void binds(String text, String expected) {
        assertEquals(expected, shown(parse(text)));
    }

    /** With parentheses around everything that was put together. */
    private static String shown(Expression expression) {
        return switch (expression) {
            case NumberLiteral number -> number.text() + (number.unit() == null ? "" : " " + shown(number.unit()));
            case TextLiteral text -> "\"" + text.value() + "\"";
            case TruthLiteral truth -> String.valueOf(truth.value());
            case MissingLiteral missing -> "missing";
            case Reference reference -> reference.name().text();
            case ListLiteral list -> list.items().stream().map(ExpressionTest::shown).collect(Collectors.joining(", ", "[", "]"));
            case RecordLiteral record -> record.entries().stream().map(entry -> entry.name() + ": " + shown(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Parenthesised inner -> "<" + shown(inner.inner()) + ">";
            case Member member -> shown(member.target()) + "." + member.name();
            case Call call -> shown(call.callee()) + call.arguments().stream()
                    .map(argument -> (argument.label() == null ? "" : argument.label() + ": ") + shown(argument.value()))
                    .collect(Collectors.joining(", ", "(", ")"));
            case Element element -> shown(element.target()) + element.indices().stream().map(ExpressionTest::shown)
                    .collect(Collectors.joining(", ", "[", "]"));
            case With with -> "(" + shown(with.target()) + " with " + shown(with.changes()) + ")";
            case Unary unary -> "(" + unary.operator().symbol() + " " + shown(unary.operand()) + ")";
            case Binary binary -> "(" + shown(binary.left()) + " " + binary.operator().symbol() + " " + shown(binary.right()) + ")";
            case Comparison comparison -> {
                StringBuilder text = new StringBuilder("(" + shown(comparison.operands().getFirst()));
                for (int i = 0; i < comparison.operators().size(); i++) {
                    text.append(" ").append(comparison.operators().get(i).symbol()).append(" ")
                            .append(shown(comparison.operands().get(i + 1)));
                }
                yield text.append(")").toString();
            }
            case In in -> "(" + shown(in.value()) + " in " + shown(in.domain()) + ")";
            case Range range -> "(" + shown(range.low()) + " .. " + shown(range.high())
                    + (range.step() == null ? "" : " by " + shown(range.step())) + ")";
            case Spread spread -> "(" + shown(spread.point()) + " ± " + shown(spread.deviation()) + ")";
            case Conditional choice -> "(if " + shown(choice.condition()) + " then " + shown(choice.then()) + " else "
                    + shown(choice.otherwise()) + ")";
            case As as -> "(" + shown(as.value()) + " as " + shown(as.unit()) + ")";
        };
    }

    private static String shown(UnitExpression unit) {
        StringBuilder text = new StringBuilder();
        for (UnitExpression.Factor factor : unit.factors()) {
            text.append(factor.divided() ? "/" : text.isEmpty() ? "" : "*");
            text.append(factor.name() == null ? String.valueOf(factor.number()) : factor.name().text());
            text.append(factor.exponent() == 1 ? "" : "^" + factor.exponent());
        }
        return text.toString();
    }

    @Test
    void arithmetic() {
        binds("a + b * c - d", "((a + (b * c)) - d)");
        binds("a / b / c", "((a / b) / c)");
        binds("-a ^ 2", "(- (a ^ 2))");
        binds("a ^ -b ^ c", "(a ^ (- (b ^ c)))");
        binds("-a * -b", "((- a) * (- b))");
        binds("(a + b) * c", "(<(a + b)> * c)");
    }

    @Test
    void logic() {
        binds("a or b and not c == d", "(a or (b and (not (c == d))))");
        binds("a <= x < b", "(a <= x < b)");
        binds("not x in 1..2", "(not (x in (1 .. 2)))");
        binds("x in a ± b and y", "((x in (a ± b)) and y)");
    }

    @Test
    void rangesAndSpreads() {
        binds("a + 1..b * 2 by 3", "((a + 1) .. (b * 2) by 3)");
        binds("0.34 ± 0.01 + 1", "(0.34 ± (0.01 + 1))");
        binds("1 +/- 2..3", "((1 ± 2) .. 3)");
    }

    @Test
    void loosest() {
        binds("if a then b else c or d", "(if a then b else (c or d))");
        binds("a or b as tokens/sec", "((a or b) as tokens/sec)");
        binds("if a then b as x else c as y", "(if a then (b as x) else (c as y))");
    }

    @Test
    void tightest() {
        binds("l with { a: 1 } ^ 2", "((l with {a: 1}) ^ 2)");
        binds("l with { a: 1 } with { b: 2 }", "((l with {a: 1}) with {b: 2})");
        binds("(l with { a: 1 })(x).y[1, 2]", "<(l with {a: 1})>(x).y[1, 2]");
        binds("a.let.in.true", "a.let.in.true");
        binds("f(in: 1, data: 2, 3,)", "f(in: 1, data: 2, 3)");
        binds("f(x, missing)", "f(x, missing)");
    }

    @Test
    void units() {
        binds("6 FLOP/param/token * N", "(6 FLOP/param/token * N)");
        binds("1e24 FLOP / 4e17 FLOP/sec", "(1e24 FLOP / 4e17 FLOP/sec)");
        binds("100 tokens / N", "(100 tokens / N)");
    }

    @Test
    void unitsEndAtBlanks() {
        binds("3 sec^-2*m * x", "(3 sec^-2.0*m * x)");
        binds("3 sec ^ 2", "(3 sec ^ 2)");
        binds("3 N in x", "(3 N in x)");
        binds("a * 3 data", "(a * 3 data)");
    }

    @Test
    void numbers() {
        assertEquals(70e9, ((NumberLiteral) parse("70B params")).value());
        assertEquals(1.4e12, ((NumberLiteral) parse("1.4T")).value());
        assertEquals(0.4, ((NumberLiteral) parse("40%")).value());
        assertEquals(6000, ((NumberLiteral) parse("6_000")).value());
        assertEquals(1e-5, ((NumberLiteral) parse("1e-3%")).value());
        assertEquals(2.5, ((NumberLiteral) parse("$2.50")).value());
        assertEquals(0, ((NumberLiteral) parse("0.0e-999999999999")).value());
    }

    /** Read as 0 it would lose all that is worked out of it; exponents themselves may be beyond any integer. */
    @Test
    void numbersThatCannotBeHeld() {
        assertEquals(List.of(Code.NUMBER_TOO_SMALL), codes("1e-999999999999"));
        assertEquals(List.of(Code.NUMBER_TOO_LARGE), codes("1e999999999999"));
    }

    @Test
    void money() {
        NumberLiteral price = assertInstanceOf(NumberLiteral.class, parse("$2.50/GPU/hour"));
        assertTrue(price.money());
        assertEquals("/GPU/hour", shown(price.unit()));
        binds("$5 / GPU", "($5 / GPU)");
        binds("$5/3", "($5 / 3)");
        binds("$2^2", "($2 ^ 2)");
        binds("$3 GPU", "$3 GPU");
    }

    @Test
    void texts() {
        assertEquals("a \"b\" \\ \n\t", ((TextLiteral) parse("\"a \\\"b\\\" \\\\ \\n\\t\"")).value());
    }
}
