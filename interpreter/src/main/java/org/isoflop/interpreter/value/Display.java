package org.isoflop.interpreter.value;

import org.isoflop.interpreter.unit.NamedUnit.Style;
import org.isoflop.interpreter.unit.Unit;

/**
 * How numbers look to people: at a readable scale, with the interval of what is uncertain.
 *
 * @param level the probability that intervals cover
 * @param digits significant digits of a number without an interval; with {@link #ALL_DIGITS} also of an interval and its ends
 */
public record Display(double level, int digits) {
    public static final Display DEFAULT = new Display(0.95, 4);
    /** Every digit that tells a double from its neighbours. */
    public static final int ALL_DIGITS = 17;

    private static final String SUFFIXES = " KMBT";
    /** Intervals relatively narrower than this come from rounding. */
    private static final double CERTAIN = 1e-9;
    /** What differs relatively by less than this from a short number is that number. */
    private static final double EXACT = 1e-9;
    private static final String ABSENT = "missing";

    /** The row of some numbers in a unit: {@code 70.3B params}, {@code 0.348 [0.330, 0.366]}. */
    public String quantity(Unit unit, Numbers numbers, int row) {
        double point = numbers.point(row) / unit.scale();
        if (Double.isNaN(point)) {
            return ABSENT;
        }
        if (!numbers.isUncertain()) {
            return withUnit(number(point, unit), point, unit);
        }
        double lower = numbers.quantile(row, (1 - level) / 2) / unit.scale();
        double upper = numbers.quantile(row, (1 + level) / 2) / unit.scale();
        return interval(point, lower, upper, unit);
    }

    /** A certain number in base units. */
    public String quantity(Unit unit, double value) {
        return quantity(unit, Numbers.of(value), 0);
    }

    /** Of an end that is open only the side is said. */
    private String interval(double point, double lower, double upper, Unit unit) {
        if (Double.isInfinite(lower) || Double.isInfinite(upper)) {
            String ends = (Double.isInfinite(lower) ? "-∞" : number(lower, unit)) + ", "
                    + (Double.isInfinite(upper) ? "∞" : number(upper, unit));
            return withUnit(number(point, unit) + " [" + ends + "]", 2, unit);
        }
        if (Double.isNaN(lower) || Double.isNaN(upper) || upper - lower <= CERTAIN * Math.abs(point)) {
            return withUnit(number(point, unit), point, unit);
        }
        if (digits >= ALL_DIGITS) {
            return withUnit(exact(point) + " [" + exact(lower) + ", " + exact(upper) + "]", 2, unit);
        }
        Style style = style(unit);
        double end = Math.max(Math.abs(lower), Math.abs(upper));
        int power = suffix(point, end, style);
        double size = Math.pow(1000, power);
        int decimals = decimals(Math.abs(upper - lower) / size, Math.abs(point) / size);
        String suffix = power == 0 ? "" : SUFFIXES.substring(power, power + 1);
        boolean scientific = power == 0 && isExtreme(Math.max(Math.abs(point), end), style);
        String text = each(point, size, decimals, suffix, scientific) + " [" + each(lower, size, decimals, suffix, scientific) + ", "
                + each(upper, size, decimals, suffix, scientific) + "]";
        return withUnit(text, 2, unit);
    }

    /** Zeros behind a zero would tell it from nothing but a small number, which it is not. */
    private static String each(double value, double size, int decimals, String suffix, boolean scientific) {
        if (value == 0) {
            return "0";
        }
        if (scientific) {
            return significant(value, 3);
        }
        return Decimal.fixed(value / size, decimals).text() + suffix;
    }

    /** Enough decimals that the interval has two digits and the point three. */
    private static int decimals(double width, double point) {
        int ofWidth = width > 0 ? 1 - (int) Math.floor(Math.log10(width / 2)) : 0;
        if (point == 0) {
            return Math.clamp(ofWidth, 0, 12);
        }
        int ofPoint = 2 - (int) Math.floor(Math.log10(point));
        return Math.max(0, Math.min(12, width > 0 ? Math.max(Math.min(ofWidth, ofPoint + 3), Math.min(ofPoint, 3)) : ofPoint));
    }

    /** A number in the scale of its unit, without the unit. */
    public String number(double value, Unit unit) {
        if (Double.isNaN(value)) {
            return ABSENT;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        Style style = style(unit);
        if (digits >= ALL_DIGITS) {
            return exact(value);
        }
        int power = suffix(Math.abs(value), style);
        if (power > 0) {
            return significant(value / Math.pow(1000, power), digits) + SUFFIXES.charAt(power);
        }
        return significant(value, style == Style.POWER && Math.abs(value) >= 1e6 ? Math.min(digits, 3) : digits);
    }

    /** The shortest text that reads back as the same double. */
    public static String exact(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = Double.toString(value);
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        String mantissa = text.substring(0, exponent);
        mantissa = mantissa.endsWith(".0") ? mantissa.substring(0, mantissa.length() - 2) : mantissa;
        return mantissa + "e" + text.substring(exponent + 1);
    }

    /** The scale of an interval is that of its point, one more where the ends would have five digits and the point remains to be seen. */
    private static int suffix(double point, double end, Style style) {
        int power = suffix(point == 0 ? end : Math.max(Math.abs(point), end / 1000), style);
        double size = Math.pow(1000, power);
        boolean unwieldy = power > 0 && power < 4 && end / size >= 10_000 && Math.abs(point) / size >= 10;
        return unwieldy ? power + 1 : power;
    }

    private static int suffix(double magnitude, Style style) {
        if (style == Style.POWER || style == Style.MEASURE || !(magnitude >= 10_000) || magnitude >= 1e15 * 10) {
            return 0;
        }
        return Math.min(4, (int) (Math.floor(Math.log10(magnitude) + 1e-12) / 3));
    }

    /** Quotients and plain numbers read best without suffixes; a single name decides for itself. */
    private static Style style(Unit unit) {
        if (unit.factors().size() == 1 && unit.factors().getFirst().exponent() == 1) {
            return unit.factors().getFirst().unit().style();
        }
        if (!unit.factors().isEmpty() && unit.factors().getFirst().unit().style() == Style.MONEY
                && unit.factors().getFirst().exponent() == 1) {
            return Style.MONEY;
        }
        return Style.MEASURE;
    }

    private static boolean isExtreme(double magnitude, Style style) {
        return magnitude >= (style == Style.POWER ? 1e6 : 1e9) || magnitude > 0 && magnitude < 1e-4;
    }

    /** At most so many significant digits, what stands before the point below a million in full, powers of ten where they are shorter. */
    static String significant(double value, int digits) {
        double magnitude = Math.abs(value);
        if (value == Math.rint(value) && magnitude < 1e6) {
            return Long.toString((long) value);
        }
        boolean plain = magnitude >= 1e-4 && magnitude < 1e6;
        int before = plain && magnitude >= 1 ? (int) Math.floor(Math.log10(magnitude)) + 1 : 0;
        Decimal rounded = Decimal.significant(value, Math.max(digits, before));
        // A zero at the end is a digit that is known, unless nothing was rounded away.
        boolean exact = Math.abs(rounded.nearest() - value) <= EXACT * magnitude;
        Decimal shown = exact ? rounded.stripped() : rounded;
        return plain ? shown.text() : shown.mantissa().text() + "e" + shown.exponent();
    }

    private static String withUnit(String text, double value, Unit unit) {
        if (unit.factors().isEmpty()) {
            return text;
        }
        boolean money = unit.factors().getFirst().unit().style() == Style.MONEY && unit.factors().getFirst().exponent() == 1;
        if (money) {
            String rest = unit.symbol(false).substring(unit.factors().getFirst().unit().name().length());
            return (text.startsWith("-") ? "-$" + text.substring(1) : "$" + text) + rest;
        }
        return text + " " + unit.symbol(value != 1);
    }
}
