package org.isoflop.interpreter.value;

import java.math.BigInteger;

/**
 * A double rounded to decimal digits, unscaled · 10^-scale. The double is the very number that its bits say, as for {@link
 * java.math.BigDecimal}, whose first use costs a fresh process 30 ms: it works out 5^65536.
 */
public record Decimal(BigInteger unscaled, int scale) {
    private static final int FRACTION = 52;

    /**
     * To so many digits, ties away from zero. Of a number that has fewer, what it has: no zeros are added behind the point.
     *
     * @param value finite
     */
    public static Decimal significant(double value, int digits) {
        // The logarithm of a number next to a power of ten may be that of the power: one digit more, and then those that are too many off.
        int scale = Math.min(places(value), digits - (value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)))));
        Decimal rounded = rounded(value, scale, false);
        for (int more = rounded.digits().length() - digits; more > 0; more = rounded.digits().length() - digits) {
            scale -= more;
            rounded = rounded(value, scale, false);
        }
        return rounded;
    }

    /**
     * To so many digits behind the point, ties to even.
     *
     * @param value finite
     */
    public static Decimal fixed(double value, int places) {
        return rounded(value, places, true);
    }

    /** The exponent of two by which the mantissa, an integer, counts. */
    private static int power(double value) {
        return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - FRACTION;
    }

    private static long mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long hidden = Math.getExponent(value) < Double.MIN_EXPONENT ? 0 : 1L << FRACTION;
        return bits & (1L << FRACTION) - 1 | hidden;
    }

    /** How many digits a double has behind the point: as many as it has bits there. */
    private static int places(double value) {
        return value == 0 ? 0 : Math.max(0, -power(value) - Long.numberOfTrailingZeros(mantissa(value)));
    }

    private static Decimal rounded(double value, int scale, boolean even) {
        BigInteger above = BigInteger.valueOf(mantissa(value)).shiftLeft(Math.max(power(value), 0))
                .multiply(BigInteger.TEN.pow(Math.max(scale, 0)));
        BigInteger below = BigInteger.TEN.pow(Math.max(-scale, 0)).shiftLeft(Math.max(-power(value), 0));
        BigInteger[] parts = above.divideAndRemainder(below);
        int half = parts[1].shiftLeft(1).compareTo(below);
        boolean up = half > 0 || half == 0 && !(even && !parts[0].testBit(0));
        BigInteger size = up ? parts[0].add(BigInteger.ONE) : parts[0];
        return new Decimal(value < 0 ? size.negate() : size, scale);
    }

    /** The same number without zeros at its end. */
    public Decimal stripped() {
        String digits = digits();
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(digits.length() - 1 - zeros) == '0') {
            zeros++;
        }
        return new Decimal(unscaled.divide(BigInteger.TEN.pow(zeros)), scale - zeros);
    }

    /** The exponent of ten of the first digit. */
    public int exponent() {
        return digits().length() - scale - 1;
    }

    /** The same digits with the point behind the first. */
    public Decimal mantissa() {
        return new Decimal(unscaled, digits().length() - 1);
    }

    private String digits() {
        return unscaled.abs().toString();
    }

    /** The nearest double. */
    public double nearest() {
        return Double.parseDouble(unscaled + "e" + -scale);
    }

    /** Digits with a point, without an exponent. */
    public String text() {
        String digits = digits();
        String sign = unscaled.signum() < 0 ? "-" : "";
        if (scale <= 0) {
            return sign + digits + (unscaled.signum() == 0 ? "" : "0".repeat(-scale));
        }
        String whole = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
        int point = whole.length() - scale;
        return sign + whole.substring(0, point) + "." + whole.substring(point);
    }
}
