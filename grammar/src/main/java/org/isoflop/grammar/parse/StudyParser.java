package org.isoflop.grammar.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.isoflop.grammar.antlr.StudyLexer;
import org.isoflop.grammar.antlr.StudyParser.ExpressionContext;
import org.isoflop.grammar.antlr.StudyParser.ItemContext;
import org.isoflop.grammar.antlr.StudyParser.StudyContext;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;
import org.jspecify.annotations.Nullable;

/** Reads studies and expressions. Whatever the text, the answer is syntax and diagnostics, never an exception. */
public final class StudyParser {
    private final Source source;
    private final Bounds bounds;
    private final boolean expression;
    private final TokenFilter filter;
    private final SyntaxBuilder builder;
    private final BoundedParser parser;
    private final List<Item> items = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<String> unread = new HashSet<>();
    private boolean endedEarly;

    private StudyParser(Source source, boolean expression, int from, Bounds bounds) {
        this.source = source;
        this.bounds = bounds;
        this.expression = expression;
        this.filter = new TokenFilter(source, expression, from);
        this.builder = new SyntaxBuilder(source, filter.documentation(), bounds);
        this.parser = new BoundedParser(new CommonTokenStream(new ListTokenSource(List.of())), bounds);
    }

    /** Reads a whole study; items with a mistake are left out and reported, one mistake each. */
    public static Parsed parse(Source source) {
        return parse(source, Bounds.USUAL);
    }

    /** The same within bounds; throws only what their poll throws. */
    public static Parsed parse(Source source, Bounds bounds) {
        return read(source, new Study(source, Span.NONE, List.of(), List.of()), 0, bounds);
    }

    /**
     * Reads a text that another one became by growing at its end and by items of it being blanked out. The answer is that of
     * {@link #parse(Source, Bounds)}, but items that stayed are the same objects and are not read again.
     *
     * @param before what was read of the text when it held no mistake
     */
    public static Parsed parseGrown(Study before, Source source, Bounds bounds) {
        Growth growth = Growth.of(before, source);
        return growth == null ? parse(source, bounds) : read(source, growth.kept(), growth.end(), bounds);
    }

    private static Parsed read(Source source, Study kept, int from, Bounds bounds) {
        StudyParser reader = new StudyParser(source, false, from, bounds);
        reader.items.addAll(kept.items());
        for (Chunk chunk : reader.filter.chunks()) {
            reader.readItem(chunk);
        }
        List<Study.Comment> comments = new ArrayList<>(kept.comments());
        comments.addAll(reader.filter.comments());
        Study study = new Study(source, new Span(0, source.text().length()), reader.items, comments);
        return new Parsed(study, reader.diagnostics, reader.incomplete(), reader.unread);
    }

    /** Reads a lone expression, as at a prompt. */
    public static ParsedExpression parseExpression(Source source) {
        return parseExpression(source, Bounds.USUAL);
    }

    /** The same within bounds; throws only what their poll throws. */
    public static ParsedExpression parseExpression(Source source, Bounds bounds) {
        StudyParser reader = new StudyParser(source, true, 0, bounds);
        Expression result = reader.readExpression(reader.filter.chunks().getFirst());
        return new ParsedExpression(result, reader.diagnostics, reader.incomplete());
    }

    /** The words that begin items. */
    public static List<String> itemWords() {
        return Words.items();
    }

    /** Whether a text begins with an item word, so that it is to be read as a study and not as an expression. */
    public static boolean beginsItem(String text) {
        StudyLexer lexer = new StudyLexer(new SourceStream(new Source("", text)));
        Token token = lexer.nextToken();
        while (token.getChannel() != Token.DEFAULT_CHANNEL) {
            token = lexer.nextToken();
        }
        return token.getType() == StudyLexer.NAME && Words.isItemWord(Words.type(token.getText()));
    }

    private boolean incomplete() {
        return endedEarly && diagnostics.size() == 1;
    }

    private void readItem(Chunk chunk) {
        int before = diagnostics.size();
        if (chunk.mistake() != null) {
            diagnostics.add(chunk.mistake());
        }
        StudyContext context = (StudyContext) read(chunk);
        boolean kept = context != null && chunk.mistake() == null && build(chunk, context);
        endedEarly &= diagnostics.size() > before;
        if (!kept && Words.declares(chunk.tokens().getFirst().getType())) {
            addUnread(chunk, 1);
        }
    }

    private boolean build(Chunk chunk, StudyContext context) {
        try {
            for (ItemContext item : context.item()) {
                items.add(builder.item(item));
            }
            addOne(chunk, builder.mistakes());
            return true;
        } catch (BoundedParser.TooDeep deep) {
            builder.expressions().restart();
            addOne(chunk, List.of(nesting(deep.token())));
            return false;
        }
    }

    private @Nullable Expression readExpression(Chunk chunk) {
        if (chunk.mistake() != null) {
            diagnostics.add(chunk.mistake());
        }
        ExpressionContext context = (ExpressionContext) read(chunk);
        if (context == null) {
            return null;
        }
        try {
            Expression result = builder.expressions().expr(context.expr());
            addOne(chunk, builder.mistakes());
            return result;
        } catch (BoundedParser.TooDeep deep) {
            addOne(chunk, List.of(nesting(deep.token())));
            return null;
        }
    }

    /** The context of a chunk, null after a mistake, which has then been reported. */
    private @Nullable ParserRuleContext read(Chunk chunk) {
        try {
            try {
                return parse(chunk, PredictionMode.SLL, new StrictErrors(false));
            } catch (ParseCancellationException hopeful) {
                return parseThoroughly(chunk);
            }
        } catch (BoundedParser.TooDeep deep) {
            addOne(chunk, List.of(nesting(deep.token())));
        } catch (StackOverflowError deep) {
            addOne(chunk, List.of(nesting(chunk.tokens().getFirst())));
        }
        return null;
    }

    private @Nullable ParserRuleContext parseThoroughly(Chunk chunk) {
        StrictErrors errors = new StrictErrors(true);
        try {
            return parse(chunk, PredictionMode.LL, errors);
        } catch (ParseCancellationException failed) {
            RecognitionException mistake = (RecognitionException) java.util.Objects.requireNonNull(failed.getCause());
            Expectation expected = new Expectation(errors.acceptable(parser, mistake), expression);
            Token found = mistake.getOffendingToken();
            explain(chunk, expected, found);
            return salvage(chunk, found, expected);
        }
    }

    private void explain(Chunk chunk, Expectation expected, Token found) {
        Explanation explanation = new Explanation(source, chunk, expected, expression);
        if (chunk.mistake() == null) {
            diagnostics.add(explanation.of(found));
            endedEarly = found.getType() == Token.EOF;
        }
        if (expression) {
            return;
        }
        if (explanation.startsNoItem(found)) {
            addUnread(chunk, found.getTokenIndex() + 1);
        }
        for (Token later : explanation.laterItems(found)) {
            diagnostics.add(explanation.unknownItem(later));
            addUnread(chunk, later.getTokenIndex() + 1);
        }
    }

    private void addUnread(Chunk chunk, int index) {
        if (index < chunk.tokens().size() && Words.isName(chunk.tokens().get(index).getType())) {
            unread.add(builder.expressions().units().name(chunk.tokens().get(index)).text());
        }
    }

    /** Keeps the item before a word that was to begin the next one. */
    private @Nullable ParserRuleContext salvage(Chunk chunk, Token found, Expectation expected) {
        int count = found.getTokenIndex();
        if (expression || count == 0 || !expected.contains(Token.EOF) || !TokenFilter.isFirstOnLine(source, found)) {
            return null;
        }
        try {
            return parse(new Chunk(chunk.tokens().subList(0, count), null, null), PredictionMode.LL, new StrictErrors(false));
        } catch (ParseCancellationException unfinished) {
            return null;
        }
    }

    private ParserRuleContext parse(Chunk chunk, PredictionMode mode, StrictErrors errors) {
        parser.setTokenStream(new CommonTokenStream(new ListTokenSource(chunk.tokens())));
        parser.setErrorHandler(errors);
        parser.getInterpreter().setPredictionMode(mode);
        return expression ? parser.expression() : parser.study();
    }

    /** Adds a mistake unless the item already has one. */
    private void addOne(Chunk chunk, List<Diagnostic> mistakes) {
        if (chunk.mistake() == null && !mistakes.isEmpty()) {
            diagnostics.add(mistakes.getFirst());
        }
        builder.mistakes().clear();
    }

    private Diagnostic nesting(Token token) {
        return bounds.exceeded("brackets, operators or units lead further into each other").at(source, Mistake.span(token))
                .fix("name parts of it with `let`, or add with `sum([…])`");
    }
}
