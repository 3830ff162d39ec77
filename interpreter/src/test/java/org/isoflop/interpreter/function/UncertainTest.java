package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Calling.MISSING;
import static org.isoflop.interpreter.function.Calling.TOKENS;
import static org.isoflop.interpreter.function.Calling.call;
import static org.isoflop.interpreter.function.Calling.column;
import static org.isoflop.interpreter.function.Calling.complaint;
import static org.isoflop.interpreter.function.Calling.listOf;
import static org.isoflop.interpreter.function.Calling.number;
import static org.isoflop.interpreter.function.Calling.numbers;
import static org.isoflop.interpreter.function.Calling.point;
import static org.isoflop.interpreter.function.Calling.points;
import static org.isoflop.interpreter.function.Calling.truths;
import static org.isoflop.interpreter.function.Calling.type;
import static org.isoflop.interpreter.function.Calling.uncertain;
import static org.isoflop.interpreter.function.Calling.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Truth;
import org.junit.jupiter.api.Test;

class UncertainTest {
    private static final Quantity X = uncertain(2.5, 4, 1, MISSING, 3, 2);

    @Test
    void asksForThePointAndTheSpreadOfKnownDraws() {
        assertFalse(numbers(call("point", X)).isUncertain());
        assertEquals(2.5, point(call("point", X)));
        assertEquals(1.075, point(call("lower", X)), 1e-15);
        assertEquals(3.925, point(call("upper", X)), 1e-15);
        assertEquals(1, point(call("lower", X, number(1))));
        assertEquals(Math.sqrt(5 / 3.0), point(call("stderr", X)), 1e-15);
        assertEquals(0, point(call("stderr", number(3))));
    }

    @Test
    void intervalsAreRangesAtTheirLevel() {
        RangeValue range = assertInstanceOf(RangeValue.class, call("interval", X, number(0.8)));
        assertEquals(1.3, point(range.lower()), 1e-15);
        assertEquals(3.7, point(range.upper()), 1e-15);
        assertEquals("1: a level lies above 0 and not above 100%",
                assertThrows(Calling.Refused.class, () -> call("interval", X, number(80))).getMessage());
    }

    @Test
    void columnsAndVectorsAreAskedRowByRow() {
        Quantity column = new Quantity(TOKENS, Numbers.uncertainColumn(new double[] {1, 2}, new double[] {0, 2, 2, 6}, 2));
        assertArrayEquals(new double[] {2, 6}, points(call("upper", column, number(1))));
        assertEquals("[[0 tokens, 2 tokens], [2 tokens, 6 tokens]]", call("draws", column).text());
        assertEquals("{ a: 1, b: 5 }", call("lower", vector("a", X, "b", number(5)), number(1)).text());
    }

    @Test
    void drawsAreAList() {
        assertArrayEquals(new double[] {4, 1, MISSING, 3, 2}, points(call("draws", X)));
        assertArrayEquals(new double[] {3}, points(call("draws", number(3))));
    }

    @Test
    void probabilityIsTheShareOfKnownDraws() {
        assertEquals(0.75, point(call("probability", new Truth(Numbers.uncertain(1, new double[] {1, 0, MISSING, 1, 1})))));
        assertEquals(1, point(call("probability", Truth.of(true))));
        assertArrayEquals(new double[] {1, 0, MISSING}, points(call("probability", truths(1, 0, MISSING))));
    }

    @Test
    void waldComparesTheDistanceWithTheDifferencesSpread() {
        // Draws of the difference -1, 0, 1 about 1.96 have deviation 1.
        Quantity a = uncertain(3.96, 0, 1, 2);
        assertEquals(0.05, point(call("wald", a, uncertain(2, 1, 1, 1))), 1e-4);
        assertEquals(1, point(call("wald", a, a)));
        assertEquals("-1: neither value is uncertain, so there is nothing to test; a fit has draws with `bootstrap`",
                assertThrows(Calling.Refused.class, () -> call("wald", number(1), number(2))).getMessage());
        assertArrayEquals(new double[] {1, 0}, points(call("wald", column(3.96, 1e9), a)), 1e-12);
    }

    /** With independent coefficients of unit deviation the statistic is the squared distance: 5.991 is the 95 % point of two. */
    @Test
    void waldOfFitsTakesAllCommonCoefficientsTogether() {
        double[] wave = new double[400];
        double[] other = new double[400];
        for (int k = 0; k < 400; k++) {
            wave[k] = Math.sqrt(2 * 399.0 / 400) * Math.cos(2 * Math.PI * k / 400);
            other[k] = Math.sqrt(2 * 399.0 / 400) * Math.sin(2 * Math.PI * k / 400);
        }
        double half = Math.sqrt(5.991464547107979 / 2);
        FitValue first = fit(Map.of("a", uncertain(half, wave), "b", uncertain(1000 * half, scaled(other, 1000)), "own", number(7)));
        FitValue second = fit(Map.of("a", number(0), "b", number(0)));
        assertEquals(0.05, point(call("wald", first, second)), 1e-9);
        // The same coefficient under a second name adds no evidence.
        FitValue twice = fit(Map.of("a", uncertain(half, wave), "copy", uncertain(half, wave)));
        FitValue zero = fit(Map.of("a", number(0), "copy", number(0)));
        assertEquals(point(call("wald", uncertain(half, wave), number(0))), point(call("wald", twice, zero)), 1e-9);
        assertEquals("1: the two fits have no coefficient in common",
                assertThrows(Calling.Refused.class, () -> call("wald", first, fit(Map.of("z", number(1))))).getMessage());
        assertThrows(Calling.Refused.class, () -> call("wald", second, zero));
    }

    /** All parts of a vector or list: of two parts the test of their difference, whichever is first. */
    @Test
    void waldOfOneArgumentAsksWhetherAllPartsAreOne() {
        Quantity a = uncertain(1, 0.9, 1.1, 1.3, 0.7, 1);
        Quantity b = uncertain(1.5, 1.2, 1.9, 1.5, 1.6, 1.3);
        double single = point(call("wald", a, b));
        assertEquals(single, point(call("wald", Calling.vector("a", a, "b", b))), 1e-12);
        assertEquals(single, point(call("wald", Calling.list(b, a))), 1e-12);
        assertEquals("0: there are not two values to compare",
                assertThrows(Calling.Refused.class, () -> call("wald", Calling.vector("a", a))).getMessage());
    }

    private static double[] scaled(double[] draws, double factor) {
        return java.util.Arrays.stream(draws).map(draw -> factor * draw).toArray();
    }

    private static FitValue fit(Map<String, Quantity> coefficients) {
        LawSignature signature = new LawSignature("law", List.of(), Unit.NONE, List.of());
        LawValue law = new LawValue(signature, levels -> {
            throw new AssertionError("not evaluated");
        }, Map.of(), Map.of(), Map.of());
        return new FitValue(law, new LinkedHashMap<>(coefficients), null, null, Map.of(), Map.of(), null);
    }

    @Test
    void typesFollowTheArgument() {
        assertEquals(new Type.Range(TOKENS), type("interval", new Type.Quantity(TOKENS)));
        assertEquals(new Type.ListOf(new Type.Range(TOKENS)), type("interval", listOf(TOKENS)));
        assertEquals(listOf(TOKENS), type("draws", new Type.Quantity(TOKENS)));
        assertEquals(listOf(Unit.NONE), type("probability", new Type.ListOf(Type.TRUTH)));
        assertEquals(Type.NUMBER, type("wald", new Type.Quantity(TOKENS), new Type.Quantity(TOKENS)));
        assertEquals(Type.UNKNOWN, type("upper", Type.UNKNOWN, Type.UNKNOWN));
        assertEquals("`probability` takes a condition, and this is a quantity in tokens",
                complaint("probability", Map.of(), new Type.Quantity(TOKENS)));
        assertEquals("`upper` takes a single number such as 80% as `level`, and this is a quantity in tokens",
                complaint("upper", Map.of(), Type.NUMBER, new Type.Quantity(TOKENS)));
    }
}
