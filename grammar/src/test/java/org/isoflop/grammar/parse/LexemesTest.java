package org.isoflop.grammar.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.isoflop.grammar.Studies;
import org.isoflop.grammar.antlr.StudyParser.FactorContext;
import org.isoflop.grammar.antlr.StudyParser.NameContext;
import org.isoflop.grammar.antlr.StudyParser.WordContext;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.junit.jupiter.api.Test;

final class LexemesTest {
    /** A text with the kind of each lexeme that is asked for marked around it. */
    private static String marked(String text, Lexeme.Kind kind) {
        List<String> found = new ArrayList<>();
        for (Lexeme lexeme : Lexemes.of(text)) {
            if (lexeme.kind() == kind) {
                found.add(text.substring(lexeme.span().start(), lexeme.span().end()));
            }
        }
        return String.join(" ", found);
    }

    @Test
    void wordsAreKeywordsOnlyAtTheirPlace() {
        String text = """
                data runs = csv("x.csv") { key: token, on: nats/token
                    key on
                    keep key > 0 }
                sweep plan = over on in [1, 2] { to = on }
                let x = f(with: 2).by
                """;
        assertEquals("data key keep sweep over in let", marked(text, Lexeme.Kind.KEYWORD));
        assertEquals("token nats token", marked(text, Lexeme.Kind.UNIT));
    }

    @Test
    void unfinishedTextIsCutToo() {
        String text = "fit curve = loss ~ law(N, D) on runs { residuals: log, estimator: \"ml";
        assertEquals("fit on", marked(text, Lexeme.Kind.KEYWORD));
        assertEquals("\"ml", marked(text, Lexeme.Kind.TEXT));
        assertEquals("( ) {", marked(text, Lexeme.Kind.BRACKET));
    }

    @Test
    void numbersUnitsAndComments() {
        String text = "## doc\nlet n = 70B params * $2/GPU # note";
        assertEquals("70B $2", marked(text, Lexeme.Kind.NUMBER));
        assertEquals("params /GPU", marked(text, Lexeme.Kind.UNIT));
        assertEquals("## doc", marked(text, Lexeme.Kind.DOCUMENTATION));
        assertEquals("# note", marked(text, Lexeme.Kind.COMMENT));
    }

    @Test
    void bracketsFindTheirOtherHalf() {
        String text = "f(a, [1, \")\"], { x: (2) })";
        assertEquals(new Span(25, 26), Lexemes.matching(text, 1));
        assertEquals(new Span(5, 6), Lexemes.matching(text, 12));
        assertNull(Lexemes.matching(text, 0));
        assertNull(Lexemes.matching("f(a]", 1));
    }

    /** On every study that there is, each word is what the parser takes it for. */
    @Test
    void kindsAreThoseOfTheGrammar() {
        for (Source study : List.of(new Source("cluster", Studies.CLUSTER), new Source("everything", Studies.EVERYTHING))) {
            TreeMap<Integer, Lexeme.Kind> parsed = new TreeMap<>();
            for (Chunk chunk : new TokenFilter(study, false).chunks()) {
                var parser = new BoundedParser(new CommonTokenStream(new ListTokenSource(chunk.tokens())), Bounds.USUAL);
                words(parser.study(), parsed);
                if (parser.getNumberOfSyntaxErrors() > 0) {
                    parsed.clear();
                    break;
                }
            }
            for (Lexeme lexeme : Lexemes.of(study.text())) {
                Lexeme.Kind expected = parsed.get(lexeme.span().start());
                if (expected != null) {
                    assertEquals(expected, lexeme.kind(), () -> study.name() + ":" + study.line(lexeme.span().start()) + " "
                            + study.text(lexeme.span()));
                }
            }
        }
    }

    private static void words(ParseTree tree, TreeMap<Integer, Lexeme.Kind> into) {
        if (tree instanceof TerminalNode leaf) {
            Token token = leaf.getSymbol();
            if (Words.isSpelt(token.getType()) || token.getType() == org.isoflop.grammar.antlr.StudyLexer.QUOTED_NAME) {
                into.put(token.getStartIndex(), kind(leaf.getParent()));
            }
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            words(tree.getChild(i), into);
        }
    }

    private static Lexeme.Kind kind(ParseTree around) {
        boolean name = around instanceof NameContext || around instanceof WordContext;
        ParserRuleContext outer = name ? (ParserRuleContext) around.getParent() : null;
        return outer instanceof FactorContext ? Lexeme.Kind.UNIT : name ? Lexeme.Kind.NAME : Lexeme.Kind.KEYWORD;
    }
}
