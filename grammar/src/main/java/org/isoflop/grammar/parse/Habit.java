package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.ALLOCATE;
import static org.isoflop.grammar.antlr.StudyLexer.ASSIGN;
import static org.isoflop.grammar.antlr.StudyLexer.BUDGET;
import static org.isoflop.grammar.antlr.StudyLexer.CARET;
import static org.isoflop.grammar.antlr.StudyLexer.COLON;
import static org.isoflop.grammar.antlr.StudyLexer.COMMA;
import static org.isoflop.grammar.antlr.StudyLexer.DATA;
import static org.isoflop.grammar.antlr.StudyLexer.FIT;
import static org.isoflop.grammar.antlr.StudyLexer.IN;
import static org.isoflop.grammar.antlr.StudyLexer.KEEP;
import static org.isoflop.grammar.antlr.StudyLexer.KEY;
import static org.isoflop.grammar.antlr.StudyLexer.LET;
import static org.isoflop.grammar.antlr.StudyLexer.MINUS;
import static org.isoflop.grammar.antlr.StudyLexer.NUMBER;
import static org.isoflop.grammar.antlr.StudyLexer.ON;
import static org.isoflop.grammar.antlr.StudyLexer.PER;
import static org.isoflop.grammar.antlr.StudyLexer.PLOT;
import static org.isoflop.grammar.antlr.StudyLexer.PLUS;
import static org.isoflop.grammar.antlr.StudyLexer.RBRACE;
import static org.isoflop.grammar.antlr.StudyLexer.SLASH;
import static org.isoflop.grammar.antlr.StudyLexer.STAR;
import static org.isoflop.grammar.antlr.StudyLexer.SWEEP;
import static org.isoflop.grammar.antlr.StudyLexer.TILDE;
import static org.isoflop.grammar.antlr.StudyLexer.USE;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.jspecify.annotations.Nullable;

/** What somebody would write who is used to notebooks and other languages, and how it is said here. */
final class Habit {
    /** Words by the item that says the same. */
    private static final Map<String, Set<String>> ITEMS = Map.of(
            "use", Set.of("import", "from", "include", "require"),
            "let", Set.of("var", "val", "const", "set", "def", "define", "function", "fn"),
            "data", Set.of("read", "load", "table"),
            "law", Set.of("model", "formula"),
            "allocate", Set.of("minimize", "maximize", "optimize"),
            "sweep", Set.of("for", "grid", "scan"),
            "show", Set.of("print", "display", "echo"),
            "plot", Set.of("draw", "chart"),
            "expect", Set.of("assert", "check", "test"),
            "export", Set.of("save", "write", "dump"));
    private static final Set<Integer> OPERATORS = Set.of(PLUS, MINUS, STAR, SLASH, CARET);
    /** Words that begin a line among columns and may be the name of one. */
    private static final Set<Integer> CLAUSES = Set.of(LET, KEEP, KEY, PER);

    private final Source source;
    private final List<Token> tokens;
    private final Expectation expected;

    Habit(Source source, Chunk chunk, Expectation expected) {
        this.source = source;
        this.tokens = chunk.tokens();
        this.expected = expected;
    }

    /** The item word that another language's word stands for, or null. */
    static @Nullable String item(String word) {
        return ITEMS.entrySet().stream().filter(entry -> entry.getValue().contains(word)).map(Map.Entry::getKey).findFirst().orElse(null);
    }

    @Nullable
    Diagnostic of(Token found) {
        int place = found.getTokenIndex();
        if (place < 2) {
            return null;
        }
        Token previous = tokens.get(place - 1);
        return switch (tokens.getFirst().getType()) {
            case FIT -> expected.contains(ON) && OPERATORS.contains(found.getType()) ? formula(place) : null;
            case ALLOCATE ->
                    expected.contains(COLON) && expected.contains(IN) && !expected.contains(COMMA) && Words.isName(previous.getType())
                            ? syntax("a variable of an allocation has a unit or a range", previous)
                                    .fix("write its unit behind it, as in `N: params`, or its range, as in `D in 1B..1T tokens`")
                            : null;
            case DATA -> Words.isName(previous.getType()) ? column(place, previous) : null;
            case BUDGET -> previous.getType() == ASSIGN || expected.contains(ASSIGN)
                    ? syntax("a budget lists its limits by label, in braces behind `=`", found)
                            .fix("write each as a condition: `budget money(N: params, D: tokens) = { cost: cost(N, D) <= 2M USD }`")
                    : null;
            case USE -> found.getType() == COMMA && Words.isName(previous.getType())
                    ? syntax("each `use` names one module", found).fix("write another `use` on a line of its own")
                    : null;
            case SWEEP -> expected.contains(ASSIGN) && Words.isName(found.getType()) ? itemInside(previous, found) : axis(previous, found);
            case PLOT -> found.getText().equals("vs") || found.getText().equals("against")
                    ? syntax("a plot names its table, and what goes along its axes in braces", found)
                            .fix("write `plot table { x: …, y: … }` with names of columns")
                    : null;
            default -> null;
        };
    }

    /** {@code fit f = loss ~ E + A / N^alpha on runs}. */
    private @Nullable Diagnostic formula(int place) {
        int first = place;
        while (first > 0 && tokens.get(first - 1).getType() != TILDE) {
            first--;
        }
        return first == 0
                ? null
                : syntax("behind `~` stands a call of a law, not a formula", tokens.get(first))
                        .fix("declare the formula, `law model(N: params) = … where …` with its coefficients, and write `~ model(N) on …`");
    }

    /** {@code loss} alone, as a list of columns has them, or a unit that stands behind its column. */
    private @Nullable Diagnostic column(int place, Token previous) {
        Token found = tokens.get(place);
        if (found.getType() == COLON && tokens.get(place - 2).getType() == ASSIGN) {
            return unitBehind(place, previous);
        }
        boolean ends = found.getLine() > previous.getLine() || found.getType() == COMMA || found.getType() == RBRACE;
        return ends && expected.contains(COLON) && expected.contains(ASSIGN) && !CLAUSES.contains(previous.getType())
                ? syntax("a column has a unit or a value", previous)
                        .fix("write `" + previous.getText() + ": number` for plain numbers, or a unit, as in `loss: nats/token`")
                : null;
    }

    /** {@code N = `Model Size`: params}. */
    private @Nullable Diagnostic unitBehind(int place, Token value) {
        if (place < 3 || !Words.isName(tokens.get(place - 3).getType()) || !Words.isName(tokens.get(place + 1).getType())) {
            return null;
        }
        String name = tokens.get(place - 3).getText();
        String unit = tokens.get(place + 1).getText();
        return syntax("the unit of a column stands before its value", tokens.get(place))
                .fix("write `" + name + ": " + unit + " = " + value.getText() + "`");
    }

    /** {@code over C: FLOP in …}, {@code over C in 1e20..1e24 FLOP by log 5}. */
    private @Nullable Diagnostic axis(Token previous, Token found) {
        if (found.getType() == COLON && expected.contains(IN)) {
            return syntax("an axis has the unit of the numbers that it runs over", found)
                    .fix("write `" + previous.getText() + " in …` with the unit behind the numbers, as in `1e20..1e24 FLOP`");
        }
        return found.getType() == NUMBER && previous.getText().equals("log")
                ? syntax("`by` goes on by equal steps", previous)
                        .fix("write `geomspace(low..high, " + found.getText() + ")` for so many numbers in equal ratios")
                : null;
    }

    /** {@code sweep s = over C in … { allocate best = … }}. */
    private @Nullable Diagnostic itemInside(Token previous, Token found) {
        String word = previous.getText();
        if (!Words.items().contains(word) || word.equals("let")) {
            return null;
        }
        return syntax("`" + word + "` begins an item, and no item stands within another", previous)
                .fix("declare it before the sweep with what varies as its argument, `" + word + " " + found.getText()
                        + "(C: FLOP) = …`, and call it in a column: `" + found.getText() + " = " + found.getText() + "(C)`");
    }

    private Diagnostic syntax(String message, Token token) {
        return Diagnostic.of(Code.SYNTAX, message).at(source, Mistake.span(token));
    }
}
