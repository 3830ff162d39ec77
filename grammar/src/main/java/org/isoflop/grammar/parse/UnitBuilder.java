package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.QUOTED_NAME;
import static org.isoflop.grammar.antlr.StudyLexer.SLASH;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.isoflop.grammar.antlr.StudyParser.FactorContext;
import org.isoflop.grammar.antlr.StudyParser.UnitContext;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.parse.BoundedParser.TooDeep;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.UnitExpression;
import org.isoflop.grammar.syntax.UnitExpression.Factor;

/** Reads names, numbers and units: those of the grammar, and those that the token filter joined behind a number. */
final class UnitBuilder {
    private final Source source;
    private final Bounds bounds;
    private final List<Diagnostic> mistakes = new ArrayList<>();

    UnitBuilder(Source source, Bounds bounds) {
        this.source = source;
        this.bounds = bounds;
    }

    /** Numbers too large or too small to be held. */
    List<Diagnostic> mistakes() {
        return mistakes;
    }

    Name name(Token token) {
        Span span = Mistake.span(token);
        String text = source.text(span);
        boolean quoted = token.getType() == QUOTED_NAME;
        return new Name(span, quoted ? text.substring(1, text.length() - 1) : text, quoted);
    }

    UnitExpression unit(UnitContext context) {
        List<Factor> factors = new ArrayList<>();
        boolean divided = false;
        for (int i = 0; i < context.getChildCount(); i++) {
            if (context.getChild(i) instanceof FactorContext factor) {
                factors.add(factor(factor, divided));
            } else {
                divided = ((TerminalNode) context.getChild(i)).getSymbol().getType() == SLASH;
            }
            hold(factors, context.getStart());
        }
        return new UnitExpression(ExpressionBuilder.span(context), factors);
    }

    private Factor factor(FactorContext context, boolean divided) {
        Span span = ExpressionBuilder.span(context);
        TerminalNode number = context.NUMBER();
        if (context.name() == null) {
            return new Factor(span, null, number(number.getSymbol()), 1, divided);
        }
        double exponent = number == null ? 1 : number(number.getSymbol());
        return new Factor(span, name(context.name().getStart()), 1, context.MINUS() == null ? exponent : -exponent, divided);
    }

    /** The unit behind a number: {@code FLOP/param^2}, behind money also {@code /GPU/hour}. */
    UnitExpression tight(Token token) {
        Span whole = Mistake.span(token);
        String text = source.text();
        List<Factor> factors = new ArrayList<>();
        int at = whole.start();
        while (at < whole.end()) {
            boolean divided = text.charAt(at) == '/';
            int start = divided || text.charAt(at) == '*' ? at + 1 : at;
            int nameEnd = endOfName(text, start, whole.end());
            int end = nameEnd;
            double exponent = 1;
            if (end < whole.end() && text.charAt(end) == '^') {
                end = endOfName(text, end + 1, whole.end());
                exponent = Double.parseDouble(text.substring(nameEnd + 1, end));
            }
            Name name = new Name(new Span(start, nameEnd), text.substring(start, nameEnd), false);
            factors.add(new Factor(new Span(start, end), name, 1, exponent, divided));
            hold(factors, token);
            at = end;
        }
        return new UnitExpression(whole, factors);
    }

    private void hold(List<Factor> factors, Token unit) {
        if (factors.size() > bounds.chain()) {
            throw new TooDeep(unit);
        }
    }

    private static int endOfName(String text, int start, int limit) {
        int end = start;
        while (end < limit && "/*^".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private double number(Token token) {
        return number(source.text(Mistake.span(token)), token);
    }

    /** The value of a number as written: suffix and percent shift the decimal exponent, so that {@code 40%} is exactly 0.4. */
    double number(String written, Token token) {
        int end = written.length();
        int shift = 0;
        if (written.charAt(end - 1) == '%') {
            shift = -2;
            end--;
        }
        int suffix = "KMBT".indexOf(written.charAt(end - 1));
        if (suffix >= 0) {
            shift += 3 * (suffix + 1);
            end--;
        }
        String digits = written.substring(0, end).replace("_", "");
        double value = Double.parseDouble(shift == 0 ? digits : shifted(digits, shift));
        if (Double.isInfinite(value)) {
            mistakes.add(Diagnostic.of(Code.NUMBER_TOO_LARGE, written).at(source, Mistake.span(token)));
        }
        if (value == 0 && digits.matches("[0.]*[1-9].*")) {
            mistakes.add(Diagnostic.of(Code.NUMBER_TOO_SMALL, written).at(source, Mistake.span(token)));
        }
        return value;
    }

    private static String shifted(String digits, int shift) {
        int mark = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        if (mark < 0) {
            return digits + "e" + shift;
        }
        // Beyond nine digits the exponent is far outside any range that a shift could matter in.
        String exponent = digits.substring(mark + 1);
        return exponent.length() > 9 ? digits : digits.substring(0, mark + 1) + (Integer.parseInt(exponent) + shift);
    }
}
