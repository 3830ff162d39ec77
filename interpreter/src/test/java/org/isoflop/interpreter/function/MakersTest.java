package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Calling.TOKENS;
import static org.isoflop.interpreter.function.Calling.at;
import static org.isoflop.interpreter.function.Calling.call;
import static org.isoflop.interpreter.function.Calling.column;
import static org.isoflop.interpreter.function.Calling.complaint;
import static org.isoflop.interpreter.function.Calling.listOf;
import static org.isoflop.interpreter.function.Calling.number;
import static org.isoflop.interpreter.function.Calling.numbers;
import static org.isoflop.interpreter.function.Calling.point;
import static org.isoflop.interpreter.function.Calling.points;
import static org.isoflop.interpreter.function.Calling.seeded;
import static org.isoflop.interpreter.function.Calling.texts;
import static org.isoflop.interpreter.function.Calling.type;
import static org.isoflop.interpreter.function.Calling.uncertain;
import static org.isoflop.interpreter.function.Calling.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;
import org.junit.jupiter.api.Test;

class MakersTest {
    private static final RangeValue RANGE = RangeValue.of(TOKENS, 100, 400);

    /** With 1000 draws the share within the range has a standard error of at most 1.3 %. */
    @Test
    void theRangeHoldsTheCentralShare() {
        for (String name : List.of("normal", "lognormal", "uniform")) {
            for (double level : new double[] {0.5, 0.8}) {
                Numbers made = numbers(call(name, RANGE, number(level)));
                double below = Arrays.stream(made.draws(0)).filter(draw -> draw < 100).count() / 1000.0;
                double above = Arrays.stream(made.draws(0)).filter(draw -> draw > 400).count() / 1000.0;
                assertEquals((1 - level) / 2, below, 0.05, name);
                assertEquals((1 - level) / 2, above, 0.05, name);
                assertEquals(name.equals("lognormal") ? 200 : 250, made.point(), 1e-9, name);
                assertEquals(made.point(), made.quantile(0, 0.5), 25, name);
            }
        }
        assertEquals(0.95, share(numbers(call("normal", RANGE))), 0.03);
        assertEquals(1, share(numbers(call("uniform", RANGE, number(1)))));
    }

    private static double share(Numbers made) {
        return Arrays.stream(made.draws(0)).filter(draw -> draw >= 100 && draw <= 400).count() / 1000.0;
    }

    @Test
    void drawsDependOnPlaceAndSeedAlone() {
        double[] draws = numbers(call("normal", RANGE)).draws(0);
        assertArrayEquals(draws, numbers(call("normal", RANGE)).draws(0));
        assertFalse(Arrays.equals(draws, numbers(at("study.other", "normal", Map.of(), RANGE)).draws(0)));
        assertFalse(Arrays.equals(draws, numbers(seeded(8, "study.item", "normal", Map.of(), RANGE)).draws(0)));
    }

    @Test
    void everyRowOfAColumnHasDrawsOfItsOwn() {
        Value ends = new RangeValue(TOKENS, column(TOKENS, 100, 100), new Quantity(TOKENS, Numbers.of(400)));
        Numbers made = numbers(call("lognormal", ends));
        assertArrayEquals(numbers(call("lognormal", RANGE)).draws(0), made.draws(0));
        Quantity first = new Quantity(Unit.NONE, made.row(0));
        assertEquals(0, point(call("correlation", call("draws", first), call("draws", new Quantity(Unit.NONE, made.row(1))))), 0.15);
    }

    @Test
    void mistakesInRangesAndLevelsAreNamed() {
        RangeValue fromZero = RangeValue.of(Unit.NONE, 0, 1);
        assertEquals("0: the range must lie above zero, where there are logarithms; it begins at 0",
                assertThrows(Calling.Refused.class, () -> call("lognormal", fromZero)).getMessage());
        assertEquals("0: the range `2..1` ends before it begins",
                assertThrows(Calling.Refused.class, () -> call("normal", RangeValue.of(Unit.NONE, 2, 1))).getMessage());
        assertEquals("1: no range holds all of a normal distribution: the level lies below 100%",
                assertThrows(Calling.Refused.class, () -> call("normal", fromZero, number(1))).getMessage());
        assertEquals("`normal` takes a range such as `1..10` as `range`, and this is a plain number",
                complaint("normal", Map.of(), Type.NUMBER));
    }

    @Test
    void samplesAreFreshInEveryRow() {
        double[] draws = new double[1000];
        Arrays.setAll(draws, k -> k);
        Quantity x = uncertain(-1, draws);
        Value sample = call("sample", x);
        assertFalse(numbers(sample).isUncertain());
        assertEquals(point(sample), point(call("sample", x)));
        Numbers column = numbers(call("sample", new Quantity(Unit.NONE, x.numbers().repeated(200))));
        assertEquals(point(sample), column.point(0));
        Set<Double> different = new HashSet<>(Arrays.stream(column.points()).boxed().toList());
        assertTrue(different.size() > 150, different.size() + " different ones among 200");
        assertEquals(5, point(call("sample", number(5))));
        RecordValue vector = assertInstanceOf(RecordValue.class, call("sample", vector("a", x, "b", x)));
        assertEquals(vector.members().get("a").text(), vector.members().get("b").text());
    }

    @Test
    void spreadIsNormalAboutThePoint() {
        Quantity ten = number(10);
        Numbers made = Makers.spread(ten.numbers(), Numbers.of(2), "study.item", new Function.Surroundings() {
            @Override
            public long seed() {
                return 1;
            }

            @Override
            public int draws() {
                return 10_000;
            }

            @Override
            public double level() {
                return 0.95;
            }
        });
        assertEquals(10, made.point());
        assertEquals(10, Statistics.mean(made.draws(0)), 0.1);
        assertEquals(2, Statistics.deviation(made.draws(0)), 0.1);
    }

    @Test
    void gridsReachTheirEndsExactly() {
        assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1}, points(call("linspace", RangeValue.of(Unit.NONE, 0, 1), number(5))));
        double[] budgets = points(call("geomspace", RangeValue.of(TOKENS, 1e18, 1e26), number(33)));
        assertEquals(1e18, budgets[0]);
        assertEquals(1e26, budgets[32]);
        assertEquals(1e22, budgets[16], 1e9);
        assertEquals("1: `1` is no whole number from 2 on",
                assertThrows(Calling.Refused.class, () -> call("linspace", RANGE, number(1))).getMessage());
        assertEquals(listOf(TOKENS), type("geomspace", new Type.Range(TOKENS), Type.NUMBER));
        assertEquals("`linspace` takes a whole number such as 33 as `n`, and this is a text",
                complaint("linspace", Map.of(), new Type.Range(TOKENS), Type.TEXT));
    }

    @Test
    void mixturesAreAllPointsOfTheSimplex() {
        ListValue mixtures = assertInstanceOf(ListValue.class, call("mixtures", texts("web", "code", "maths"), number(4)));
        assertEquals(15, mixtures.items().size());
        assertEquals("{ web: 0, code: 0, maths: 1 }", mixtures.items().getFirst().text());
        for (double sum : points(call("sum", mixtures))) {
            assertEquals(1, sum, 1e-15);
        }
        assertEquals(15, new HashSet<>(mixtures.items().stream().map(Value::text).toList()).size());
        // 164 over 5 of six parts each, said before any is made
        assertEquals("these vectors: 5.577792192E9 of 160 bytes",
                assertThrows(Calling.Refused.class, () -> call("mixtures", texts("a", "b", "c", "d", "e", "f"), number(159))).getMessage());
        assertThrows(Calling.Refused.class, () -> call("mixtures", texts("a", "a"), number(2)));
    }

    @Test
    void nearIsRelativeToTheLarger() {
        assertEquals("true", call("near", number(0.1 + 0.2), number(0.3), number(1e-12)).text());
        assertEquals("[true, false, missing]",
                call("near", column(100, 98.9, Double.NaN), number(99.9), number(0.01)).text());
        assertEquals(new Type.ListOf(Type.TRUTH), type("near", listOf(TOKENS), new Type.Quantity(TOKENS), Type.NUMBER));
        assertEquals("tokens against ", complaint("near", Map.of(), listOf(TOKENS), Type.NUMBER, Type.NUMBER));
    }
}
