package org.isoflop.interpreter.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalParserTest {
    private final DecimalParser decimal = new DecimalParser();

    private void assertReads(String text) {
        byte[] bytes = (text + ",").getBytes(StandardCharsets.US_ASCII);
        double value = decimal.parse(bytes, 0);
        assertEquals(text.length(), decimal.end(), text);
        assertEquals(Double.doubleToLongBits(Double.parseDouble(text)), Double.doubleToLongBits(value), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "+7", "1.", ".5", "1.234e-5", "1E21", "1e+21", "9007199254740993", "9007199254740992.5",
        "18446744073709551615", "9999999999999999999", "1e22", "1e23", "8.5e22", "123456789012345678901234567890",
        "2.2250738585072011e-308", "4.9e-324", "-0.00e-400", "0.000000000000000000000000e5", "1.7976931348623157e308",
        "9.993852799709755e+18",
        "0.000000000000000000000000000000000000000000000000012345", "7.2057594037927933e16", "0.1", "100000000000000016777215"})
    void readsAsTheLibraryDoes(String text) {
        assertReads(text);
    }

    @Test
    void readsRandomShortestDecimals() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertReads(Double.toString(value));
            }
            assertReads(Double.toString(Math.exp(random.nextDouble(-60, 100))));
        }
    }

    @Test
    void readsRandomDigitsAndExponents() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong() >>> random.nextInt(64);
            assertReads(Long.toUnsignedString(digits) + "e" + random.nextInt(-70, 70));
        }
    }

    /** Halfway between two doubles is where rounding goes wrong first: to even there, away from it just beside. */
    @Test
    void readsTiesAndTheirNeighbours() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 20_000; i++) {
            double value = random.nextLong(1L << 52, 1L << 53) * Math.pow(2, random.nextInt(-30, 12));
            BigDecimal tie = new BigDecimal(value).add(new BigDecimal(Math.ulp(value)).divide(BigDecimal.TWO));
            assertReads(tie.toString());
            String digits = tie.unscaledValue().toString();
            if (digits.length() >= 17) {
                String cut = digits.substring(0, Math.min(19, digits.length()));
                int exponent = digits.length() - cut.length() - tie.scale();
                assertReads(String.format(Locale.ROOT, "%se%d", cut, exponent));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "e5", "1e", "1e+", "abc", "1e999", "1e-400", "-0.000000000000000000000001e-310", "nan", "inf",
        "--1"})
    void refuses(String text) {
        decimal.parse((text + ",").getBytes(StandardCharsets.US_ASCII), 0);
        assertEquals(-1, decimal.end(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1_000", "0x10", "1d", "1f", "1 2", "70B", "1.2.3", "1e5.5"})
    void stopsWhereTheNumberEnds(String text) {
        decimal.parse((text + ",").getBytes(StandardCharsets.US_ASCII), 0);
        assertEquals(true, decimal.end() > 0 && decimal.end() < text.length(), text);
    }
}
