package org.isoflop.interpreter.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rounding as the JDK's own decimals do it. */
final class DecimalTest {
    private static final double[] CORNERS = {0, -0.0, 0.5, 0.25, 2.5, -2.5, 0.125, 9.5, 99.5, 999.5, 999.9999999999999, 9.999999999999998,
        1e15,
        1e16, 1e22, 1e23, 123_456_789, 1.5e300, Double.MAX_VALUE, Double.MIN_VALUE, Double.MIN_NORMAL, -1e-5, 0.001, 1000,
        Math.nextDown(1e3), Math.nextUp(1e3), Math.nextDown(1e-3), Math.nextUp(1e-3)};

    private static double value(SplittableRandom random, int i) {
        if (i < CORNERS.length) {
            return CORNERS[i];
        }
        double value = (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextDouble(-20, 30));
        // Many with few digits or bits, where ties are.
        return switch (i % 3) {
            case 0 -> value;
            case 1 -> Double.parseDouble(new BigDecimal(value).round(new MathContext(1 + random.nextInt(5))).toString());
            default -> random.nextInt(-100_000, 100_000) / 64.0;
        };
    }

    @Test
    void significantDigitsAreThoseOfBigDecimal() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 30_000; i++) {
            double value = value(random, i);
            int digits = 1 + random.nextInt(17);
            BigDecimal expected = new BigDecimal(value).round(new MathContext(digits));
            Decimal rounded = Decimal.significant(value, digits);
            String what = value + " to " + digits;
            assertEquals(expected.toPlainString(), rounded.text(), what);
            assertEquals(expected.doubleValue(), rounded.nearest(), what);
            assertEquals(expected.stripTrailingZeros().toPlainString(), rounded.stripped().text(), what);
            int exponent = expected.precision() - expected.scale() - 1;
            assertEquals(exponent, rounded.exponent(), what);
            assertEquals(expected.stripTrailingZeros().movePointLeft(exponent).toPlainString(), rounded.stripped().mantissa().text(), what);
        }
    }

    @Test
    void fixedPlacesAreThoseOfBigDecimal() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 30_000; i++) {
            double value = value(random, i);
            int places = random.nextInt(13);
            assertEquals(new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString(),
                    Decimal.fixed(value, places).text(),
                    value + " to " + places);
        }
    }
}
