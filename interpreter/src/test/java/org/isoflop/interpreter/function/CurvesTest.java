package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Calling.MISSING;
import static org.isoflop.interpreter.function.Calling.PARAMS;
import static org.isoflop.interpreter.function.Calling.TOKENS;
import static org.isoflop.interpreter.function.Calling.at;
import static org.isoflop.interpreter.function.Calling.call;
import static org.isoflop.interpreter.function.Calling.column;
import static org.isoflop.interpreter.function.Calling.complaint;
import static org.isoflop.interpreter.function.Calling.listOf;
import static org.isoflop.interpreter.function.Calling.number;
import static org.isoflop.interpreter.function.Calling.per;
import static org.isoflop.interpreter.function.Calling.points;
import static org.isoflop.interpreter.function.Calling.texts;
import static org.isoflop.interpreter.function.Calling.type;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Text;
import org.junit.jupiter.api.Test;

/** What the checker is told of minima and envelopes, and smoothing; what they find is tested by golden studies. */
class CurvesTest {
    @Test
    void smoothingShrinksAtEndsAndStaysWithinGroups() {
        assertArrayEquals(new double[] {1.5, 3, 10.0 / 3, 3, 1.5}, points(call("smooth", column(1, 2, 6, 2, 1), number(3))), 1e-12);
        assertArrayEquals(new double[] {1.5, 1.5, 4, 4}, points(per("smooth", texts("a", "a", "b", "b"), column(1, 2, 6, 2), number(3))),
                1e-12);
        assertArrayEquals(new double[] {1.5, 2, 2, 2, 1.5},
                points(at("item", "smooth", Map.of("method", new Text("median")), column(1, 2, 6, 2, 1), number(3))));
        assertArrayEquals(new double[] {1, MISSING, 6}, points(call("smooth", column(1, MISSING, 6), number(3))));
        assertThrows(Calling.Refused.class, () -> call("smooth", column(1, 2), number(2)));
        assertEquals(listOf(TOKENS), type("smooth", listOf(TOKENS), Type.NUMBER));
    }

    @Test
    void minimaAreATableWithLaws() {
        Type runs = new Type.TableOf(Map.of("N", new Type.Quantity(PARAMS)));
        Map<String, Type> labels = Map.of("group", listOf(Unit.NONE), "x", listOf(PARAMS), "y", listOf(Unit.NONE));
        Type.TableOf plain = assertInstanceOf(Type.TableOf.class, type("isoflop", labels, runs));
        // Of plain numbers nobody knows what a token costs.
        assertEquals(List.of("C", "N", "loss", "lower", "upper", "curvature", "cells", "refused"), List.copyOf(plain.columns().keySet()));
        assertEquals(List.of("power_law_N"), List.copyOf(plain.members().keySet()));
        Map<String, Type> counted = Map.of("group", listOf(Unit.NONE), "x", listOf(PARAMS), "y", listOf(Unit.NONE), "tokens",
                listOf(TOKENS));
        Type.TableOf full = assertInstanceOf(Type.TableOf.class, type("isoflop", counted, runs));
        assertEquals(new Type.Quantity(TOKENS), full.columns().get("D"));
        assertEquals(List.of("power_law_N", "power_law_D", "exponent_sum"), List.copyOf(full.members().keySet()));
    }

    @Test
    void envelopesTakeTheColumnOfSizes() {
        Map<String, Type> labels = Map.of("x", listOf(Unit.NONE), "y", listOf(Unit.NONE));
        Type.TableOf found = assertInstanceOf(Type.TableOf.class,
                type("envelope", labels, new Type.TableOf(Map.of("N", new Type.Quantity(PARAMS)))));
        assertEquals(new Type.Quantity(PARAMS), found.columns().get("N"));
        assertEquals("`envelope` needs the size of each run: a column `N` of the table, or `size:`",
                complaint("envelope", labels, new Type.TableOf(Map.of("size", new Type.Quantity(PARAMS)))));
    }
}
