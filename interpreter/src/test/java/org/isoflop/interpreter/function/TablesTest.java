package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Calling.MISSING;
import static org.isoflop.interpreter.function.Calling.PARAMS;
import static org.isoflop.interpreter.function.Calling.TOKENS;
import static org.isoflop.interpreter.function.Calling.at;
import static org.isoflop.interpreter.function.Calling.column;
import static org.isoflop.interpreter.function.Calling.complaint;
import static org.isoflop.interpreter.function.Calling.list;
import static org.isoflop.interpreter.function.Calling.listOf;
import static org.isoflop.interpreter.function.Calling.texts;
import static org.isoflop.interpreter.function.Calling.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Value NAME = texts("a", "b", null, "d", "e");
    private static final Value COST = column(3, 1, 2, MISSING, 3);
    private static final Value LOSS = column(1, 2, 3, 0, 1);
    private static final TableValue PLANS = table(5, "name", NAME, "cost", COST, "loss", LOSS);

    private static TableValue table(int rows, Object... namesAndColumns) {
        Map<String, Value> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndColumns.length; i += 2) {
            columns.put((String) namesAndColumns[i], (Value) namesAndColumns[i + 1]);
        }
        return new TableValue(columns, Map.of(), rows, "plans", null);
    }

    private static TableValue made(String function, Map<String, Value> labels, Value... tables) {
        return assertInstanceOf(TableValue.class, at("study.item", function, labels, tables));
    }

    private static String cells(TableValue table, String name) {
        return table.columns().get(name).text();
    }

    @Test
    void paretoKeepsWhatNothingBeats() {
        TableValue both = made("pareto", Map.of("low", list(COST, LOSS)), PLANS);
        // The third is beaten by the second, the fourth lacks its cost; the first and the last are equally good.
        assertEquals("[\"a\", \"b\", \"e\"]", cells(both, "name"));
        // Now the last beats the first, which costs as much and scores less.
        assertEquals("[\"b\", missing, \"e\"]", cells(made("pareto", Map.of("low", COST, "high", column(1, 2, 3, 4, 9)), PLANS), "name"));
    }

    @Test
    void sortPutsWhatIsMissingLast() {
        assertEquals("[\"b\", missing, \"a\", \"e\", \"d\"]", cells(made("sort", Map.of("by", COST), PLANS), "name"));
        assertEquals("[\"a\", \"e\", missing, \"b\", \"d\"]",
                cells(made("sort", Map.of("by", COST, "descending", Truth.of(true)), PLANS), "name"));
        assertEquals("[\"d\", \"a\", \"e\", \"b\", missing]", cells(made("sort", Map.of("by", list(LOSS, NAME)), PLANS), "name"));
        assertEquals("[\"a\", \"b\", \"d\", \"e\", missing]", cells(made("sort", Map.of("by", NAME), PLANS), "name"));
    }

    @Test
    void listsOfRecordsAreTablesAndNamesAreColumns() {
        Value rows = list(record("N", 2), record("N", 1));
        assertEquals("[1, 2]", cells(made("sort", Map.of("by", new Text("N")), rows), "N"));
        assertEquals("[1]", cells(made("pareto", Map.of("low", new Text("N")), rows), "N"));
        assertEquals("0: the table has no column `D`; it has `N`",
                assertThrows(Calling.Refused.class, () -> made("sort", Map.of("by", new Text("D")), rows)).getMessage());
        Type record = new Type.RecordOf(Map.of("N", Type.NUMBER));
        assertEquals(new Type.TableOf(Map.of("N", Type.NUMBER)), type("sort", Map.of("by", Type.TEXT), new Type.ListOf(record)));
    }

    private static Value record(String name, double number) {
        return new RecordValue(Map.of(name, Calling.number(number)), false);
    }

    @Test
    void joinPairsEveryRowWithAllThatAgree() {
        TableValue scores = table(4, "name", texts("b", "a", "b", null), "score", column(0.2, 0.1, 0.3, 0.9));
        TableValue joined = made("join", Map.of("on", NAME), PLANS, scores);
        assertEquals(3, joined.rows());
        assertEquals(List.of("name", "cost", "loss", "score"), List.copyOf(joined.columns().keySet()));
        assertEquals("[\"a\", \"b\", \"b\"]", cells(joined, "name"));
        assertEquals("[0.1, 0.2, 0.3]", cells(joined, "score"));
        assertEquals(joined.text(), made("join", Map.of("on", new Text("name")), PLANS, scores).text());
    }

    @Test
    void joinsOnSeveralColumns() {
        TableValue other = table(2, "cost", column(3, 3), "loss", column(1, 2), "tag", texts("x", "y"));
        assertEquals("[\"a\", \"e\"]", cells(made("join", Map.of("on", list(COST, LOSS)), PLANS, other), "name"));
        assertEquals("[\"x\", \"x\"]", cells(made("join", Map.of("on", texts("cost", "loss")), PLANS, other), "tag"));
    }

    @Test
    void joinsThatCannotBeAreExplained() {
        assertEquals("1: both tables have a column `cost`; join on it too, or give it another name in one of them",
                refused(Map.of("on", NAME), PLANS));
        assertEquals("1: the table has no column `name`; it has `score`", refused(Map.of("on", NAME), table(1, "score", LOSS)));
        assertEquals("1: no row of one table agrees with a row of the other in `name`",
                refused(Map.of("on", NAME), table(1, "name", texts("z"))));
        assertEquals("1: `cost` is in tokens here and in plain numbers in the first table",
                refused(Map.of("on", COST), table(1, "cost", column(TOKENS, 3))));
        assertEquals("-1: `on` takes the name of a column that both tables have, or a list of names",
                refused(Map.of("on", column(1, 2, 3, 4, 5)), PLANS));
    }

    private static String refused(Map<String, Value> labels, TableValue second) {
        return assertThrows(Calling.Refused.class, () -> made("join", labels, PLANS, second)).getMessage();
    }

    @Test
    void typesAreTablesOfTheirColumns() {
        Type runs = new Type.TableOf(Map.of("N", new Type.Quantity(PARAMS)), Map.of("power_law_N", Type.UNKNOWN));
        Type other = new Type.TableOf(Map.of("D", new Type.Quantity(TOKENS)));
        assertEquals(new Type.TableOf(Map.of("N", new Type.Quantity(PARAMS))), type("sort", Map.of("by", listOf(PARAMS)), runs));
        assertEquals(new Type.TableOf(Map.of("N", new Type.Quantity(PARAMS), "D", new Type.Quantity(TOKENS))),
                type("join", Map.of("on", Type.TEXT), runs, other));
        assertEquals(Type.UNKNOWN, type("pareto", Map.of("low", Type.UNKNOWN), Type.UNKNOWN));
        assertEquals("`pareto` needs `low:` or `high:`, the columns that are to be small or large", complaint("pareto", Map.of(), runs));
        assertEquals("`low:` takes a column of quantities, or a list of them, and this is a list of texts",
                complaint("pareto", Map.of("low", new Type.ListOf(Type.TEXT)), runs));
        assertEquals("`join` takes a table or a list of records as `b`, and this is a text",
                complaint("join", Map.of("on", Type.TEXT), runs, Type.TEXT));
    }
}
