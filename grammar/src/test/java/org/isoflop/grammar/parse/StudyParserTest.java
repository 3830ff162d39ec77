package org.isoflop.grammar.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.isoflop.grammar.Skeleton;
import org.isoflop.grammar.Studies;
import org.isoflop.grammar.syntax.Bound;
import org.isoflop.grammar.syntax.Clause;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.grammar.syntax.Syntax;
import org.junit.jupiter.api.Test;

/** Items, their parts and their places. */
final class StudyParserTest {
    private static Study parse(String text) {
        Parsed parsed = StudyParser.parse(new Source("a.study", text));
        assertTrue(parsed.isCorrect(), () -> parsed.diagnostics().toString());
        return parsed.study();
    }

    private static <T extends Item> T item(Class<T> kind, String text) {
        List<Item> items = parse(text).items();
        assertEquals(1, items.size());
        return assertInstanceOf(kind, items.getFirst());
    }

    @Test
    void wholeStudy() {
        Study study = parse(Studies.CLUSTER);
        List<String> kinds = study.items().stream().map(item -> item.getClass().getSimpleName()).toList();
        assertEquals(
                List.of("Header", "Use", "Data", "Law", "Fit", "Input", "Budget", "Constraint", "Allocate", "Allocate", "Sweep", "Show",
                        "Plot", "Export", "Expect", "Expect", "Accept"),
                kinds);
        assertEquals(5, study.comments().size());
        Item.Data runs = (Item.Data) study.items().get(2);
        assertEquals("Runs digitised from Hoffmann et al. (2022), Figure 4.", runs.documentation());
        assertEquals(5, runs.columns().entries().size());
        Item.Law law = (Item.Law) study.items().get(3);
        Clause.Coefficients positive = (Clause.Coefficients) law.where().getFirst();
        assertEquals(3, positive.names().size());
        assertInstanceOf(Bound.Side.class, positive.bound());
        Item.Allocate best = (Item.Allocate) study.items().get(8);
        assertEquals(2, best.conditions().size());
        assertEquals(1, best.within().size());
    }

    @Test
    void everyItemIsInTheStudyOfEverything() {
        TreeSet<String> seen = new TreeSet<>();
        for (Item item : parse(Studies.EVERYTHING).items()) {
            seen.add(item.getClass().getSimpleName());
        }
        TreeSet<String> all = new TreeSet<>();
        for (Class<?> kind : Item.class.getPermittedSubclasses()) {
            if (kind.isRecord()) {
                all.add(kind.getSimpleName());
            }
        }
        for (Class<?> kind : Item.Declaration.class.getPermittedSubclasses()) {
            all.add(kind.getSimpleName());
        }
        assertEquals(all, seen);
    }

    @Test
    void use() {
        assertTrue(item(Item.Use.class, "use laws.*").everything());
        Item.Use named = item(Item.Use.class, "use laws.hoffmann2022 as h");
        assertEquals("[laws, hoffmann2022]", named.path().toString());
        assertEquals("h", named.alias().text());
        Item.Use file = item(Item.Use.class, "use \"b.study\" with { days: 60 days } as b");
        assertNull(file.path());
        assertEquals("b.study", file.file().value());
        assertEquals(1, file.replacements().entries().size());
        assertEquals("b", file.alias().text());
    }

    @Test
    void parametersAreNullOrAList() {
        assertNull(item(Item.Let.class, "let a = 3").parameters());
        assertEquals(0, item(Item.Let.class, "let a() = 3").parameters().size());
        Item.Let function = item(Item.Let.class, "let f(x: params, w[a, b]) -> tokens = x where y = 3");
        assertEquals(2, function.parameters().size());
        assertEquals("[a, b]", function.parameters().get(1).parts().toString());
        assertEquals(1, function.where().size());
        assertEquals("tokens", function.unit().factors().getFirst().name().text());
    }

    @Test
    void columns() {
        Item.Data data = item(Item.Data.class, """
                data d = x {
                    ## A column.
                    ## Two lines.
                    N: params? = n
                    key: text key run
                    per = 3
                    per a, b
                    keep keep
                    v[a, b]: number
                    let y = 3, let z = 4
                    data: number
                }
                """);
        List<Columns.Entry> entries = data.columns().entries();
        List<String> kinds = entries.stream().map(entry -> entry.getClass().getSimpleName()).toList();
        assertEquals(List.of("Column", "Column", "Key", "Column", "Per", "Keep", "Column", "Let", "Let", "Column"), kinds);
        Columns.Column first = (Columns.Column) entries.getFirst();
        assertEquals("A column.\nTwo lines.", first.documentation());
        assertTrue(first.optional());
    }

    @Test
    void clauses() {
        Item.Law law = item(Item.Law.class, "law f(N) = E where E, A[arch] > 0, R = N / 2, b in 0..2, s free { source: \"x\" }");
        assertEquals(4, law.where().size());
        assertInstanceOf(Clause.Definition.class, law.where().get(1));
        assertInstanceOf(Bound.Within.class, ((Clause.Coefficients) law.where().get(2)).bound());
        assertInstanceOf(Bound.Free.class, ((Clause.Coefficients) law.where().get(3)).bound());
        assertEquals(1, law.meta().entries().size());
    }

    @Test
    void fitWithAndWithoutOptions() {
        Item.Fit fit = item(Item.Fit.class, "fit a = log(y) ~ (l with { E: 1 })(x) on join(b, c, on: name) { level: 95% }");
        assertInstanceOf(Expression.Call.class, fit.law());
        assertEquals(1, fit.options().entries().size());
        assertNull(item(Item.Fit.class, "fit a = y ~ l(x) on b").options());
    }

    @Test
    void itemWordsAreNamesElsewhere() {
        Study study = parse("""
                let data = 3
                let plot = data + fit.law
                budget b = {
                    data: data <= 3
                }
                show a + show
                """);
        assertEquals(4, study.items().size());
    }

    @Test
    void itemWordAtTheMarginEndsOpenBrackets() {
        Parsed parsed = StudyParser.parse(new Source("a", "let a = (1 +\nshow b"));
        assertEquals(1, parsed.diagnostics().size());
        assertEquals(1, parsed.study().items().size());
        assertTrue(StudyParser.parse(new Source("a", "let a = (1 +\n  show)")).isCorrect());
    }

    @Test
    void letInsideBracketsIsAColumnOnlyWhenSetIn() {
        assertTrue(StudyParser.parse(new Source("a", "data d = x {\n  let a = 3\n}")).isCorrect());
        assertFalse(StudyParser.parse(new Source("a", "data d = x {\nlet a = 3\n}")).isCorrect());
    }

    @Test
    void unitStandsOnTheLineOfItsNumber() {
        assertFalse(StudyParser.parse(new Source("a", "let a = 3\n  sec")).isCorrect());
        assertTrue(StudyParser.parse(new Source("a", "let a = 3 sec")).isCorrect());
        Item.Fit fit = item(Item.Fit.class, "fit a = y ~ l(x) on b {\n bootstrap: 100\n level: 95%\n}");
        assertEquals(2, fit.options().entries().size());
    }

    @Test
    void beginsItem() {
        assertTrue(StudyParser.beginsItem("# x\n show a"));
        assertFalse(StudyParser.beginsItem("a + show"));
        assertFalse(StudyParser.beginsItem(""));
    }

    @Test
    void everySpanCoversItsChildrenAndReadsAgain() {
        for (String text : List.of(Studies.CLUSTER, Studies.EVERYTHING)) {
            Study study = parse(text);
            for (Item item : study.items()) {
                checkSpans(item, study.source());
            }
        }
    }

    private static void checkSpans(Syntax node, Source source) {
        if (node instanceof Expression expression) {
            String written = source.text(expression.span());
            ParsedExpression again = StudyParser.parseExpression(new Source("again", written));
            assertTrue(again.isCorrect(), written);
            assertEquals(Skeleton.of(expression), Skeleton.of(again.expression()), written);
        }
        for (Syntax child : children((Record) node)) {
            assertTrue(node.span().start() <= child.span().start() && child.span().end() <= node.span().end(), () -> node + " / " + child);
            checkSpans(child, source);
        }
    }

    private static List<Syntax> children(Record node) {
        List<Syntax> children = new ArrayList<>();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            Object value = Skeleton.get(node, component);
            if (value instanceof Syntax child) {
                children.add(child);
            } else if (value instanceof List<?> list) {
                for (Object element : list) {
                    if (element instanceof Syntax child) {
                        children.add(child);
                    } else if (element instanceof Record record && !(element instanceof Span)) {
                        children.addAll(children(record));
                    }
                }
            }
        }
        return children;
    }

    @Test
    void commentsHaveTheirPlaces() {
        Study study = parse("# a\nlet b = 3 # c \n## d\nlet e = 4");
        assertEquals("[# a, # c, ## d]", study.comments().stream().map(Study.Comment::text).toList().toString());
        for (Study.Comment comment : study.comments()) {
            assertEquals(comment.text(), study.source().text(comment.span()).stripTrailing());
        }
        assertEquals("d", ((Item.Let) study.items().get(1)).documentation());
        assertNull(((Item.Let) parse("let a = 3 ## remark\nlet b = 4").items().get(1)).documentation());
    }
}
