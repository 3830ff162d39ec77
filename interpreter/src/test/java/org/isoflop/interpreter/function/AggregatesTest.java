package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Calling.MISSING;
import static org.isoflop.interpreter.function.Calling.PARAMS;
import static org.isoflop.interpreter.function.Calling.TOKENS;
import static org.isoflop.interpreter.function.Calling.call;
import static org.isoflop.interpreter.function.Calling.column;
import static org.isoflop.interpreter.function.Calling.complaint;
import static org.isoflop.interpreter.function.Calling.list;
import static org.isoflop.interpreter.function.Calling.listOf;
import static org.isoflop.interpreter.function.Calling.number;
import static org.isoflop.interpreter.function.Calling.numbers;
import static org.isoflop.interpreter.function.Calling.per;
import static org.isoflop.interpreter.function.Calling.point;
import static org.isoflop.interpreter.function.Calling.points;
import static org.isoflop.interpreter.function.Calling.texts;
import static org.isoflop.interpreter.function.Calling.truths;
import static org.isoflop.interpreter.function.Calling.type;
import static org.isoflop.interpreter.function.Calling.uncertain;
import static org.isoflop.interpreter.function.Calling.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.junit.jupiter.api.Test;

class AggregatesTest {
    private static final Type QUANTITIES = listOf(Unit.NONE);

    @Test
    void momentsSkipWhatIsMissing() {
        Quantity x = column(4, MISSING, 1, 7, 2);
        assertEquals(14, point(call("sum", x)));
        assertEquals(3.5, point(call("mean", x)));
        assertEquals(3, point(call("median", x)));
        assertEquals(Math.sqrt(21 / 3.0), point(call("stddev", x)), 1e-15);
        assertEquals(1, point(call("min", x)));
        assertEquals(7, point(call("max", x)));
        assertEquals(4, point(call("count", x)));
    }

    @Test
    void ofNothingKnownThereIsASumAndACountButNoMean() {
        Quantity none = column(MISSING, MISSING);
        assertEquals(0, point(call("sum", none)));
        assertEquals(0, point(call("count", none)));
        for (String name : List.of("mean", "median", "stddev", "min", "max")) {
            assertTrue(Double.isNaN(point(call(name, none))), name);
        }
    }

    /** NIST StRD univariate NumAcc1: certified mean 10000002, standard deviation 1. */
    @Test
    void deviationKeepsItsDigitsFarFromZero() {
        Quantity x = column(10000001, 10000003, 10000002);
        assertEquals(10000002, point(call("mean", x)));
        assertEquals(1, point(call("stddev", x)));
    }

    @Test
    void quantileInterpolatesBetweenNeighbours() {
        Quantity x = column(6, 1, 2, 10);
        assertEquals(1.75, point(call("quantile", x, number(0.25))), 1e-15);
        assertEquals(10, point(call("quantile", x, number(1))));
        assertEquals("1: the share of a quantile is a number between 0 and 1",
                assertThrows(Calling.Refused.class, () -> call("quantile", x, number(1.5))).getMessage());
    }

    /** Anscombe (1973), "Graphs in Statistical Analysis", American Statistician 27: the first set has r = 0.816. */
    @Test
    void correlationOfAnscombesFirstSet() {
        Quantity x = column(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5);
        Quantity y = column(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68);
        assertEquals(0.816, point(call("correlation", x, y)), 5e-4);
        Numbers line = Numbers.column(java.util.Arrays.stream(x.numbers().points()).map(at -> 3.0001 + 0.50009 * at).toArray());
        assertEquals(0.667, point(call("r2", y, new Quantity(Unit.NONE, line))), 5e-4);
    }

    @Test
    void ranksShareTheirMeanWhereTheyTie() {
        // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5).
        assertEquals(4.5 / Math.sqrt(22.5), point(call("rank_correlation", column(1, 5, 5, 9), column(1, 30, 20, 4000))), 1e-15);
        assertEquals(1, point(call("rank_correlation", column(1, 2, MISSING, 3), column(1, 8, -5, 1e9))), 1e-15);
    }

    @Test
    void unitsStay() {
        Quantity mean = assertInstanceOf(Quantity.class, call("mean", column(TOKENS, 1e9, 3e9)));
        assertEquals("2B tokens", mean.text());
        assertEquals(Unit.NONE, assertInstanceOf(Quantity.class, call("correlation", column(TOKENS, 1, 2), column(PARAMS, 3, 1))).unit());
    }

    @Test
    void groupsGiveTheirResultToEachOfTheirRows() {
        Quantity loss = column(3, 2, 5, 4, MISSING);
        assertArrayEquals(new double[] {4, 3, 4, 3, 3}, points(per("mean", column(1e18, 1e19, 1e18, 1e19, 1e19), loss)));
        Value both = list(column(1, 1, 1, 1, 2), texts("a", "b", "a", "a", "b"));
        assertArrayEquals(new double[] {12, 2, 12, 12, 0}, points(per("sum", both, loss)));
        assertArrayEquals(new double[] {3, 2, 8, 6, MISSING}, points(per("cumsum", column(1, 2, 1, 2, 1), loss)));
        Value arch = per("arg_min", texts("x", "x", "y", "y", "y"), texts("a", "b", "c", "d", "e"), loss);
        assertEquals("[\"b\", \"b\", \"d\", \"d\", \"d\"]", arch.text());
        assertEquals("-1: `per` has 2 elements where the first argument has 5",
                assertThrows(Calling.Refused.class, () -> per("sum", column(1, 2), loss)).getMessage());
    }

    @Test
    void drawsAreAggregatedOneByOne() {
        Quantity x = new Quantity(Unit.NONE, Numbers.uncertainColumn(new double[] {1, 5}, new double[] {1, 2, 9, 4, 6, MISSING}, 3));
        Numbers largest = numbers(call("max", x));
        assertEquals(5, largest.point());
        assertArrayEquals(new double[] {4, 6, 9}, largest.draws(0));
        assertArrayEquals(new double[] {5, 8, 9}, numbers(call("sum", x)).draws(0));
        Numbers best = numbers(call("arg_min", column(10, 20), x));
        assertEquals(10, best.point());
        assertArrayEquals(new double[] {10, 10, 10}, best.draws(0));
        assertArrayEquals(new double[] {20, 20, 10}, numbers(call("arg_max", column(10, 20), x)).draws(0));
        assertArrayEquals(new double[] {5, 8, MISSING}, numbers(call("cumsum", x)).draws(1));
    }

    @Test
    void vectorsAndListsOfListsAreReducedAtTheirOuterLevel() {
        assertEquals(1, point(call("sum", vector("web", number(0.7), "code", number(0.3)))));
        assertArrayEquals(new double[] {1, 5}, points(call("sum", vector("web", column(0.5, 2), "code", column(0.5, 3)))));
        assertArrayEquals(new double[] {2, 3}, points(call("mean", list(column(1, 2), column(3, 4)))));
        assertArrayEquals(new double[] {1, 3}, points(call("sum", list(vector("a", number(0), "b", number(1)),
                vector("a", number(2), "b", number(1))))));
        assertEquals("0: the inner lists have different lengths: 2 and 1",
                assertThrows(Calling.Refused.class, () -> call("sum", list(column(1, 2), column(3)))).getMessage());
    }

    @Test
    void extremesOfSeveralArgumentsAreTakenElementByElement() {
        assertArrayEquals(new double[] {2, 2, 1}, points(call("min", column(2, 3, 1), number(2), number(7))));
        RecordValue vector = assertInstanceOf(RecordValue.class, call("max", vector("a", number(1), "b", number(4)), number(2), number(0)));
        assertEquals("{ a: 2, b: 4 }", vector.text());
        assertEquals("-1: columns of 2 and of 3 elements cannot go together",
                assertThrows(Calling.Refused.class, () -> call("min", column(1, 2), column(1, 2, 3), number(0))).getMessage());
        assertEquals(TOKENS, assertInstanceOf(Quantity.class, call("max", number(0), column(TOKENS, 1), number(0))).unit());
    }

    @Test
    void countsOfConditionsCountWhatHolds() {
        assertEquals(2, point(call("count", truths(1, 0, MISSING, 1))));
        assertEquals(2.0 / 3, point(call("mean", truths(1, 0, MISSING, 1))), 1e-15);
        assertEquals(2, point(call("count", texts("a", null, "b"))));
        assertEquals(1, point(call("count", list(new Text("a"), Missing.VALUE))));
    }

    @Test
    void choosesElementsOfAnyType() {
        assertEquals("b", call("first", texts(null, "b", "c")).text());
        assertEquals("c", call("last", texts(null, "b", "c")).text());
        assertEquals(7, point(call("last", column(3, 7, MISSING))));
        assertEquals(Missing.VALUE, call("first", texts((String) null)));
        assertEquals("[3, 1, 2]", call("unique", column(3, MISSING, 1, 3, 2, 1)).text());
        assertEquals("[\"b\", \"a\"]", call("unique", texts("b", null, "a", "b")).text());
        assertEquals("b", call("arg_min", texts("a", "b", "c"), column(3, 1, MISSING)).text());
        assertEquals(20, point(call("arg_max", column(10, 20, 30), column(1, 5, 2))));
        assertEquals("{ w: 2 }", call("first", vector("w", column(2, 3))).text());
        assertEquals("1: 2 elements cannot be set against 3 elements",
                assertThrows(Calling.Refused.class, () -> call("arg_min", texts("a", "b", "c"), column(1, 2))).getMessage());
    }

    @Test
    void tracedListsAreFolded() {
        Trace trace = new Trace();
        Symbolic x = trace.input("x", TOKENS);
        Symbolic y = trace.input("y", TOKENS);
        Value parts = vector("a", x, "b", y, "c", new Quantity(TOKENS, Numbers.of(4)));
        Map<String, Double> expected = new LinkedHashMap<>(Map.of("sum", 16.0, "mean", 16.0 / 3, "min", 2.0, "max", 10.0));
        expected.forEach((name, value) -> {
            Symbolic result = assertInstanceOf(Symbolic.class, call(name, parts));
            assertEquals(TOKENS, result.unit());
            assertEquals(value, trace.builder().build(result.node()).value(2, 10), 1e-15, name);
        });
        Symbolic smallest = assertInstanceOf(Symbolic.class, call("min", x, y, number(3)));
        assertEquals(3, trace.builder().build(smallest.node()).value(5, 10));
        assertTrue(assertThrows(Calling.Refused.class, () -> call("median", parts)).getMessage().contains("only `sum`, `mean`"));
        assertThrows(Calling.Refused.class, () -> call("cumsum", parts));
        assertThrows(Calling.Refused.class, () -> call("arg_min", parts, parts));
    }

    @Test
    void typesKeepUnitsAndShapes() {
        Type tokens = new Type.Quantity(TOKENS);
        assertEquals(tokens, type("mean", listOf(TOKENS)));
        assertEquals(Type.NUMBER, type("mean", new Type.ListOf(Type.TRUTH)));
        assertEquals(listOf(TOKENS), type("mean", Map.of("per", QUANTITIES), listOf(TOKENS)));
        assertEquals(Type.NUMBER, type("correlation", listOf(TOKENS), listOf(PARAMS)));
        Type vector = new Type.RecordOf(Map.of("web", tokens, "code", tokens));
        assertEquals(tokens, type("sum", vector));
        assertEquals(listOf(TOKENS), type("sum", new Type.ListOf(vector)));
        assertEquals(listOf(TOKENS), type("max", new Type.Quantity(Unit.NONE, true), listOf(TOKENS)));
        assertEquals(Type.TEXT, type("arg_min", new Type.ListOf(Type.TEXT), QUANTITIES));
        assertEquals(Type.NUMBER, type("count", new Type.TableOf(Map.of())));
        assertEquals(Type.UNKNOWN, type("sum", Type.UNKNOWN));
        assertEquals(Type.UNKNOWN, type("r2", Type.UNKNOWN, listOf(TOKENS)));
    }

    @Test
    void complaintsSayWhatIsTakenAndWhatIsGiven() {
        assertEquals("`median` takes a column, list or vector of quantities, and this is a list of texts",
                complaint("median", Map.of(), new Type.ListOf(Type.TEXT)));
        assertEquals("`sum` takes a column, list or vector of quantities, and this is a quantity in tokens",
                complaint("sum", Map.of(), new Type.Quantity(TOKENS)));
        assertEquals("`per:` takes a column, or a list of columns, and this is a text",
                complaint("sum", Map.of("per", Type.TEXT), QUANTITIES));
        assertEquals("tokens against params", complaint("r2", Map.of(), listOf(TOKENS), listOf(PARAMS)));
        assertEquals("`quantile` takes a single number between 0 and 1 as `p`, and this is a text",
                complaint("quantile", Map.of(), QUANTITIES, Type.TEXT));
        assertEquals("`max` takes values of one dimension, not tokens and parameters", complaint("max", Map.of(),
                new Type.RecordOf(Map.of("a", new Type.Quantity(TOKENS))), new Type.Quantity(PARAMS), new Type.Quantity(TOKENS)));
        assertEquals("", complaint("sum", Map.of("per", Type.UNKNOWN), Type.UNKNOWN));
    }

    @Test
    void uncertainListsKeepTheirPairing() {
        Value x = list(uncertain(1, 0, 1, 2), number(10));
        assertArrayEquals(new double[] {10, 11, 12}, numbers(call("sum", x)).draws(0));
    }
}
