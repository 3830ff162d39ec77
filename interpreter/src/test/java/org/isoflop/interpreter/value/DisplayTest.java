package org.isoflop.interpreter.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.junit.jupiter.api.Test;

/** How numbers look. */
final class DisplayTest {
    private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)([KMBT]?)");
    private final UnitTable table = new UnitTable();

    private Unit unit(String name) {
        NamedUnit named = table.find(name);
        assertNotNull(named, name);
        return Unit.of(named);
    }

    private String show(String unit, double inUnit) {
        Unit shown = unit.isEmpty() ? Unit.NONE : unit(unit);
        return Display.DEFAULT.quantity(shown, inUnit * shown.scale());
    }

    /** The number that a text says, suffix included. */
    private static double read(String text) {
        Matcher matcher = NUMBER.matcher(text);
        assertTrue(matcher.matches(), text);
        return Double.parseDouble(matcher.group(1)) * Math.pow(1000, matcher.group(2).isEmpty() ? 0 : " KMBT".indexOf(matcher.group(2)));
    }

    @Test
    void examplesOfTheReference() {
        assertEquals("70.3B params", show("param", 70.3e9));
        assertEquals("1.42T tokens", show("token", 1.42e12));
        assertEquals("5.76e23 FLOP", show("FLOP", 5.76e23));
        assertEquals("30 days", show("day", 30));
        assertEquals("1 day", show("day", 1));
        assertEquals("$2.5", show("USD", 2.5));
        assertEquals("-$3", show("USD", -3));
        assertEquals("0.34", show("", 0.34));
        assertEquals("missing", show("param", Double.NaN));
        assertEquals("0 params", show("param", 0));
    }

    /** What is shown reads back as the number to the digits that are shown. */
    @Test
    void shownNumbersReadBack() {
        SplittableRandom random = new SplittableRandom(5);
        String[] units = {"param", "token", "FLOP", "day", "GPU", "nat", ""};
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextDouble(-12, 27));
            String name = units[random.nextInt(units.length)];
            Unit unit = name.isEmpty() ? Unit.NONE : unit(name);
            String text = Display.DEFAULT.number(value, unit);
            double digits = name.equals("FLOP") && Math.abs(value) >= 1e6 ? 5e-3 : 5e-4;
            assertEquals(value, read(text), digits * 1.0001 * Math.abs(value), () -> value + " " + name + " as " + text);
            assertTrue(text.length() <= 12, text);
        }
    }

    /** All digits tell a double from its neighbours. */
    @Test
    void exactTextsAreTheSameDouble() {
        SplittableRandom random = new SplittableRandom(6);
        Display all = new Display(0.95, Display.ALL_DIGITS);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value == 0 ? 0 : value, Double.parseDouble(Display.exact(value)), 0);
                assertEquals(Display.exact(value), all.number(value, unit("param")));
            }
        }
        assertEquals("1e21", Display.exact(1e21));
        assertEquals("6000", Display.exact(6000));
        assertEquals("0.1", Display.exact(0.1));
    }

    @Test
    void intervalsHaveTheDigitsTheyDeserve() {
        assertEquals("0.348 [0.330, 0.366]", interval("", 0.348, 0.330, 0.366));
        assertEquals("70.3B [65.1B, 75.8B] params", interval("param", 70.3e9, 65.1e9, 75.8e9));
        assertEquals("3.00 [1.00, 5.00] days", interval("day", 3, 1, 5));
    }

    /** What is nothing says so, and what is small beside it keeps its digits, on either side. */
    @Test
    void intervalsAtNothing() {
        assertEquals("0 [-1.69e-5, 0]", hinged("", 0, -1.69e-5, 0));
        assertEquals("0 [0, 0.00021] nats", hinged("nat", 0, 0, 2.1e-4));
        assertEquals("1e-9 [-1.7e-5, 2e-5]", hinged("", 1e-9, -1.7e-5, 2e-5));
        assertEquals("0 [0, 2.1B] params", hinged("param", 0, 0, 2.1e9));
        assertEquals("-0.0003 [-0.0021, 0]", hinged("", -3.1e-4, -2.1e-3, 0));
    }

    /** With draws at the ends and no others, so that no rounding on the way makes an end of nothing a small number. */
    private String hinged(String name, double point, double lower, double upper) {
        Unit unit = name.isEmpty() ? Unit.NONE : unit(name);
        return Display.DEFAULT.quantity(unit, Numbers.uncertain(point, new double[] {lower, lower, upper, upper}), 0);
    }

    /** The point lies within the interval as shown, and the interval is no wider than it is by more than a digit. */
    @Test
    void shownIntervalsContainTheirPoint() {
        SplittableRandom random = new SplittableRandom(7);
        String[] units = {"param", "FLOP", "day", ""};
        for (int i = 0; i < 5000; i++) {
            double point = Math.pow(10, random.nextDouble(-3, 14));
            double width = point * Math.pow(10, random.nextDouble(-3, -0.1));
            double lower = point - width * random.nextDouble();
            double upper = point + width * random.nextDouble();
            String text = interval(units[random.nextInt(units.length)], point, lower, upper);
            String numbers = text.replaceAll("[\\[\\],]", "").replaceAll("(params|FLOP|days).*", "").trim();
            String[] parts = numbers.split(" +");
            double shown = read(parts[0]);
            double low = read(parts[1]);
            double high = read(parts[2]);
            assertTrue(low <= shown && shown <= high, text);
            assertEquals(lower, low, Math.max(0.05 * (upper - lower), 5.1e-3 * point), text);
            assertEquals(upper, high, Math.max(0.05 * (upper - lower), 5.1e-3 * point), text);
        }
    }

    /** With all digits the ends have them too, and are read back as the quantiles that they are. */
    @Test
    void exactIntervalsHaveExactEnds() {
        double[] draws = new double[201];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = 1e9 + i * 1e7 / 3;
        }
        Numbers numbers = Numbers.uncertain(4e9 / 3, draws);
        String text = new Display(0.95, Display.ALL_DIGITS).quantity(unit("param"), numbers, 0);
        assertEquals(Display.exact(4e9 / 3) + " [" + Display.exact(numbers.quantile(0, 0.5 - 0.475)) + ", "
                + Display.exact(numbers.quantile(0, 0.5 + 0.475)) + "] params", text);
    }

    /** Of an open interval the side is told, and the end of the other. */
    @Test
    void openIntervals() {
        double[] draws = new double[101];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = i < 90 ? 5 + i : Double.POSITIVE_INFINITY;
        }
        assertEquals("11.43 [7.5, ∞]", Display.DEFAULT.quantity(Unit.NONE, Numbers.uncertain(11.43, draws), 0));
        assertEquals(7.5, Numbers.uncertain(11.43, draws).quantile(0, 0.025));
        assertEquals(Double.POSITIVE_INFINITY, Numbers.uncertain(11.43, draws).quantile(0, 0.975));
    }

    private String interval(String name, double point, double lower, double upper) {
        Unit unit = name.isEmpty() ? Unit.NONE : unit(name);
        double scale = unit.scale();
        double[] draws = new double[1001];
        for (int i = 0; i < draws.length; i++) {
            // Uniform on an interval of which the middle 95 % is the one that is asked for.
            double share = (i / 1000.0 - 0.025) / 0.95;
            draws[i] = (lower + share * (upper - lower)) * scale;
        }
        return Display.DEFAULT.quantity(unit, Numbers.uncertain(point * scale, draws), 0);
    }
}
