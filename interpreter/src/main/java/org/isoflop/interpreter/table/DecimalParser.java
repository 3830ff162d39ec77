package org.isoflop.interpreter.table;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decimal text to the nearest double, ties to even, the very number that {@link Double#parseDouble} gives. Up to 19
 * digits are read into a 64-bit integer w; w · 10^q is exact where w and 10^|q| are (Clinger 1990), and otherwise
 * rounded from the 128-bit product of w with a truncated power of five (Lemire 2021, "Number parsing at a gigabyte per
 * second", section 5). What neither decides goes to {@code Double.parseDouble}.
 */
final class DecimalParser {
    private static final int SMALLEST_POWER = -65;
    private static final int LARGEST_POWER = 65;
    /** Each is worked out when a number first needs it. */
    private static final @Nullable Power[] POWERS = new Power[LARGEST_POWER - SMALLEST_POWER + 1];
    private static final double[] EXACT_POWERS = new double[23];
    private static final long EXACT_INTEGERS = 1L << 53;

    static {
        double power = 1;
        for (int q = 0; q < EXACT_POWERS.length; q++, power *= 10) {
            EXACT_POWERS[q] = power;
        }
    }

    /** The index after the number, or -1 if there is none or it is too large for a double, or too small and not zero. */
    private int end;

    /** The halves of 5^q, scaled by a power of two to 128 bits. */
    private record Power(long high, long low) {
        static Power of(int q) {
            Power known = POWERS[q - SMALLEST_POWER];
            if (known == null) {
                BigInteger bits = powerOfFive(q);
                known = new Power(bits.shiftRight(64).longValue(), bits.longValue());
                POWERS[q - SMALLEST_POWER] = known;
            }
            return known;
        }

        /** Cut off, but rounded up for -27 <= q < 0, as the proof wants it. */
        private static BigInteger powerOfFive(int q) {
            BigInteger five = BigInteger.valueOf(5).pow(Math.abs(q));
            if (q >= 0) {
                return five.shiftLeft(128).shiftRight(five.bitLength());
            }
            int bits = five.subtract(BigInteger.ONE).bitLength() + 127;
            BigInteger reciprocal = BigInteger.ONE.shiftLeft(bits).divide(five);
            return q >= -27 ? reciprocal.add(BigInteger.ONE) : reciprocal;
        }
    }

    int end() {
        return end;
    }

    /**
     * Reads {@code [+-] digits [. digits] [e [+-] digits]} from an index on, as far as it goes; a digit before or after
     * the point is enough. The text must be followed by a byte that belongs to no number. Whether there is a number, and
     * where it ends, is told by {@link #end()}.
     */
    double parse(byte[] text, int from) {
        int i = from;
        byte first = text[i];
        boolean negative = first == '-';
        if (negative || first == '+') {
            i++;
        }
        long digits = 0;
        int start = i;
        int digit;
        while ((digit = text[i] - '0') >= 0 && digit <= 9) {
            digits = 10 * digits + digit;
            i++;
        }
        int count = i - start;
        int exponent = 0;
        if (text[i] == '.') {
            int point = i++;
            while ((digit = text[i] - '0') >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                i++;
            }
            exponent = point + 1 - i;
            count -= exponent;
        }
        if (count == 0) {
            end = -1;
            return Double.NaN;
        }
        if ((text[i] | 0x20) == 'e') {
            int written = exponent(text, i + 1);
            if (end < 0) {
                return Double.NaN;
            }
            exponent += written;
            i = end;
        }
        end = i;
        double magnitude = count <= 19 ? magnitude(digits, exponent) : -1;
        return magnitude >= 0 ? (negative ? -magnitude : magnitude) : slowly(text, from, i);
    }

    private int exponent(byte[] text, int from) {
        int i = from;
        boolean negative = text[i] == '-';
        if (negative || text[i] == '+') {
            i++;
        }
        int start = i;
        int exponent = 0;
        int digit;
        while ((digit = text[i] - '0') >= 0 && digit <= 9) {
            // Beyond this every number is zero or too large; the bound keeps the sum from running over.
            exponent = Math.min(10 * exponent + digit, 100_000);
            i++;
        }
        end = i == start ? -1 : i;
        return negative ? -exponent : exponent;
    }

    private double slowly(byte[] text, int from, int to) {
        double value = Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        if (Double.isInfinite(value) || value == 0 && !isZero(text, from)) {
            end = -1;
            return Double.NaN;
        }
        return value;
    }

    /** Whether all digits before an exponent are zero. */
    private static boolean isZero(byte[] text, int from) {
        int i = from;
        while (text[i] == '0' || text[i] == '.' || text[i] == '-' || text[i] == '+') {
            i++;
        }
        return text[i] < '1' || text[i] > '9';
    }

    /** The double nearest to w · 10^q, or -1 where this way does not decide it; w counts as unsigned. */
    static double magnitude(long w, int q) {
        if (w == 0) {
            return 0;
        }
        if (w > 0 && w <= EXACT_INTEGERS && q >= -22 && q <= 22) {
            return q < 0 ? w / EXACT_POWERS[-q] : w * EXACT_POWERS[q];
        }
        if (q < SMALLEST_POWER || q > LARGEST_POWER) {
            return -1;
        }
        int leadingZeros = Long.numberOfLeadingZeros(w);
        long normalised = w << leadingZeros;
        Power power = Power.of(q);
        long high = Math.unsignedMultiplyHigh(normalised, power.high);
        long low = normalised * power.high;
        if ((high & 0x1FF) == 0x1FF) {
            long carry = Math.unsignedMultiplyHigh(normalised, power.low);
            low += carry;
            if (Long.compareUnsigned(low, carry) < 0) {
                high++;
            }
        }
        return rounded(high, low, q, leadingZeros);
    }

    private static double rounded(long high, long low, int q, int leadingZeros) {
        // All ones may hide a carry from the bits that were cut off; so may a tie, except where 5^q is exact.
        if (low == -1L) {
            return -1;
        }
        int topBit = (int) (high >>> 63);
        int shift = topBit + 9;
        long mantissa = high >>> shift;
        if (Long.compareUnsigned(low, 1) <= 0 && (mantissa & 3) == 1 && mantissa << shift == high) {
            if (q < -4 || q > 23) {
                return -1;
            }
            mantissa &= ~1L;
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        // The smallest and largest q in use keep the number far from subnormals and from infinity.
        int binaryExponent = ((217_706 * q) >> 16) + 63 + topBit - leadingZeros + 1023;
        if (mantissa == 1L << 53) {
            mantissa = 1L << 52;
            binaryExponent++;
        }
        return Double.longBitsToDouble((mantissa & ((1L << 52) - 1)) | ((long) binaryExponent << 52));
    }
}
