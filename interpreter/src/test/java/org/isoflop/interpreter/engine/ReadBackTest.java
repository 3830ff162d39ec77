package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.isoflop.interpreter.Property;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.StandardUnits;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown with all digits is read as what it was; conversions lead back; ranges hold what lies between their ends. */
final class ReadBackTest {
    private static final int STUDIES = 5;
    private static final int ITEMS = 100;
    private static final Display ALL = new Display(0.95, Display.ALL_DIGITS);
    private static final List<NamedUnit> UNITS = StandardUnits.all().stream().filter(unit -> unit.kind() == null).toList();

    @TempDir Path folder;

    private Result run(List<String> items) {
        return new Studies(folder).run("study \"Read back\"\n" + String.join("\n", items) + "\n");
    }

    private static double anyNumber(SplittableRandom random) {
        double value = switch (random.nextInt(3)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(-1000, 1000) / 8.0;
            default -> Math.exp(random.nextDouble(-60, 60));
        };
        return Double.isFinite(value) ? value : 0;
    }

    @Test
    void numbersAreReadToTheBit() {
        Property.holds(STUDIES, 1, (random, size) -> {
            double[] values = new double[ITEMS];
            List<String> items = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                values[i] = anyNumber(random);
                items.add("let x" + i + " = " + Display.exact(values[i]));
            }
            Result result = run(items);
            for (int i = 0; i < ITEMS; i++) {
                assertEquals(values[i], Studies.number(result, "x" + i), 0.0);
                assertEquals(Display.exact(values[i]), ((Quantity) Studies.value(result, "x" + i)).text(ALL));
            }
        });
    }

    /** The nearest double to the decimal number that is written, not the product of two. */
    @Test
    void suffixesAndPercentShiftThePoint() {
        Property.holds(STUDIES, 1, (random, size) -> {
            double[] values = new double[ITEMS];
            List<String> items = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                BigDecimal digits = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), random.nextInt(0, 9));
                int suffix = random.nextInt(5);
                values[i] = digits.scaleByPowerOfTen(suffix == 4 ? -2 : 3 + 3 * suffix).doubleValue();
                items.add("let x" + i + " = " + digits.toPlainString() + "KMBT%".charAt(suffix));
            }
            Result result = run(items);
            for (int i = 0; i < ITEMS; i++) {
                assertEquals(values[i], Studies.number(result, "x" + i), 0.0, items.get(i));
            }
        });
    }

    /** Up to three names, above the bar and below it. */
    private static Unit unit(SplittableRandom random) {
        Unit unit = Unit.NONE;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            Unit factor = Unit.of(UNITS.get(random.nextInt(UNITS.size())));
            double power = random.nextInt(1, 9) / 4.0;
            unit = unit.isNone() || random.nextBoolean() ? unit.times(factor.power(power)) : unit.over(factor.power(power));
        }
        return unit.isNone() ? unit(random) : unit;
    }

    @Test
    void quantitiesAreReadAsTheyAreShown() {
        Property.holds(STUDIES, 1, (random, size) -> {
            List<Unit> units = new ArrayList<>();
            double[] values = new double[ITEMS];
            List<String> items = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                units.add(unit(random));
                values[i] = Math.exp(random.nextDouble(-30, 60));
                items.add("let x" + i + " = " + ALL.quantity(units.get(i), values[i] * units.get(i).scale()));
            }
            Result result = run(items);
            for (int i = 0; i < ITEMS; i++) {
                Quantity read = (Quantity) Studies.value(result, "x" + i);
                assertEquals(units.get(i).toString(), read.unit().toString(), items.get(i));
                assertEquals(units.get(i).dimension(), read.unit().dimension());
                assertEquals(1, read.point() / (values[i] * units.get(i).scale()), 1e-15, items.get(i));
            }
        });
    }

    @Test
    void conversionsLeadThereAndBack() {
        Property.holds(STUDIES, 1, (random, size) -> {
            List<Unit> units = new ArrayList<>();
            List<Unit> others = new ArrayList<>();
            List<String> items = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                units.add(unit(random));
                Unit other = Unit.NONE;
                for (Unit.Factor factor : units.get(i).factors()) {
                    List<NamedUnit> alike = UNITS.stream().filter(each -> each.dimension().equals(factor.unit().dimension())).toList();
                    other = other.times(Unit.of(alike.get(random.nextInt(alike.size()))).power(factor.exponent()));
                }
                others.add(other);
                items.add(String.format(Locale.ROOT, "let x%d = %s %s", i, random.nextInt(1, 1000), units.get(i)));
                items.add(String.format(Locale.ROOT, "let there%d = x%d as %s", i, i, other));
                items.add(String.format(Locale.ROOT, "let back%d = there%d as %s", i, i, units.get(i)));
            }
            Result result = run(items);
            for (int i = 0; i < ITEMS; i++) {
                double value = Studies.number(result, "x" + i);
                Quantity there = (Quantity) Studies.value(result, "there" + i);
                assertEquals(others.get(i).toString(), there.unit().toString());
                assertEquals(1, there.inUnit(0) * others.get(i).scale() / units.get(i).scale() / value, 1e-14);
                assertEquals(value, Studies.number(result, "back" + i), 1e-14 * value);
            }
        });
    }

    @Test
    void rangesHoldWhatLiesBetweenTheirEndsAndMeetInARange() {
        Property.holds(STUDIES, 1, (random, size) -> {
            List<Boolean> expected = new ArrayList<>();
            List<String> items = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                // Few different numbers, so that ends are met.
                double[] n = random.doubles(5).map(each -> Math.floor(each * 8) / 4 - 1).toArray();
                Arrays.sort(n, 1, 3);
                Arrays.sort(n, 3, 5);
                String unit = random.nextBoolean() ? " tokens/param" : "";
                String x = Display.exact(n[0]) + unit;
                double lower = Math.max(n[1], n[3]);
                double upper = Math.min(n[2], n[4]);
                expected.add(n[1] <= n[0] && n[0] <= n[2]);
                items.add("let one" + i + " = " + x + " in " + range(n[1], n[2]) + unit);
                items.add("let both" + i + " = one" + i + " and " + x + " in " + range(n[3], n[4]) + unit);
                // A range may not end before it begins.
                items.add("let meet" + i + " = " + (lower <= upper ? x + " in " + range(lower, upper) + unit : "false"));
            }
            Result result = run(items);
            for (int i = 0; i < ITEMS; i++) {
                assertEquals(Boolean.toString(expected.get(i)), Studies.value(result, "one" + i).text(), items.get(3 * i));
                assertEquals(Studies.value(result, "both" + i).text(), Studies.value(result, "meet" + i).text(), items.get(3 * i + 2));
            }
        });
    }

    private static String range(double lower, double upper) {
        return Display.exact(lower) + ".." + Display.exact(upper);
    }
}
