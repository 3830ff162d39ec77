package org.isoflop.interpreter.node;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How a number that was typed by hand may have come from one that was printed, the least harmful first. */
enum Slip {
    ROUNDED("rounded"), TRANSPOSED("with two digits exchanged"), DIGIT("with another digit"), SHIFTED("with the point at another place"),
    OTHER("");

    /** So many digits are shown of a number that has them. */
    private static final int MOST = 6;

    private final String words;

    Slip(String words) {
        this.words = words;
    }

    /** As it stands behind the typed number. */
    String words() {
        return words;
    }

    /** What turns the printed number, which is another one, into the typed one. */
    static Slip of(double printed, double typed) {
        if (Math.signum(printed) != Math.signum(typed) || !Double.isFinite(printed) || !Double.isFinite(typed)) {
            return OTHER;
        }
        BigDecimal one = exact(printed);
        BigDecimal other = exact(typed);
        if (other.precision() < one.precision() && isRounded(one, other)) {
            return ROUNDED;
        }
        if (one.unscaledValue().equals(other.unscaledValue())) {
            return SHIFTED;
        }
        String digits = one.unscaledValue().toString();
        String said = other.unscaledValue().toString();
        boolean alike = magnitude(one) == magnitude(other) && digits.length() == said.length() && digits.length() > 1;
        int first = alike ? difference(digits, said, 0) : -1;
        int second = alike ? difference(digits, said, first + 1) : -1;
        if (alike && second < 0) {
            return DIGIT;
        }
        boolean exchanged = alike && second == first + 1 && difference(digits, said, second + 1) < 0
                && digits.charAt(first) == said.charAt(second) && digits.charAt(second) == said.charAt(first);
        return exchanged ? TRANSPOSED : OTHER;
    }

    /** A number with two digits more than another has, as far as it has them. */
    static String digits(double number, double other) {
        BigDecimal rounded = new BigDecimal(Double.toString(number)).round(new MathContext(Math.max(MOST, exact(other).precision() + 2)));
        return Double.toString(rounded.doubleValue()).replace("E", "e").replaceAll("\\.0(?=$|e)", "");
    }

    private static BigDecimal exact(double number) {
        return new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
    }

    /** Whether a number has the first digits of another, the last of them rounded or the rest cut off. */
    private static boolean isRounded(BigDecimal printed, BigDecimal typed) {
        return typed.precision() > 1 && (printed.round(new MathContext(typed.precision(), RoundingMode.HALF_UP)).compareTo(typed) == 0
                || printed.round(new MathContext(typed.precision(), RoundingMode.DOWN)).compareTo(typed) == 0);
    }

    private static int magnitude(BigDecimal number) {
        return number.precision() - number.scale();
    }

    /** The first place from {@code start} on at which two texts of one length differ, -1 if they do not. */
    private static int difference(String one, String other, int start) {
        for (int i = start; i < one.length(); i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return i;
            }
        }
        return -1;
    }
}
