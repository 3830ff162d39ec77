package org.isoflop.repl.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;
import org.isoflop.interpreter.value.Display;

/** An axis laid along a stretch of the drawing: where a number stands, and which numbers are marked. */
final class Scale {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    static final double MARGIN = 0.04;
    /** Digits of a label. */
    private static final int LABEL = 6;

    private final Axis axis;
    private final double from;
    private final double to;
    private final double low;
    private final double high;
    private final int room;

    /** A marked number; minor ones have no label. */
    record Tick(double value, String label) {
        boolean isMajor() {
            return !label.isEmpty();
        }
    }

    /**
     * @param least the least number to be shown, of a logarithmic axis above zero
     * @param from where the axis begins in the drawing
     * @param room how many labels the axis has room for
     */
    Scale(Axis axis, double least, double greatest, double from, double to, int room) {
        this(axis, least, greatest, from, to, room, MARGIN);
    }

    /** @param margin what is left free at either end, as a share of what is shown */
    Scale(Axis axis, double least, double greatest, double from, double to, int room, double margin) {
        this.axis = axis;
        this.from = from;
        this.to = to;
        this.room = room;
        double a = position(least);
        double b = position(greatest);
        if (b - a <= 1e-12 * Math.max(1, Math.abs(a))) {
            double half = axis.logarithmic() ? 0.5 : a == 0 ? 1 : Math.max(Math.abs(a) / 10, Double.MIN_NORMAL);
            this.low = a - half;
            this.high = b + half;
        } else {
            this.low = a - margin * (b - a);
            this.high = b + margin * (b - a);
        }
    }

    private double position(double value) {
        return axis.logarithmic() ? StrictMath.log10(value) : value;
    }

    boolean shows(double value) {
        return axis.shows(value);
    }

    /** Where a number stands in the drawing. */
    double at(double value) {
        return from + (position(value) - low) / (high - low) * (to - from);
    }

    /** The axis of a plot along a stretch of the drawing. */
    static Scale of(PlotModel plot, boolean ofX, double from, double to, int room) {
        double[] extent = Extent.of(plot, ofX);
        return new Scale(ofX ? plot.x() : plot.y(), extent[0], extent[1], from, to, room, Extent.isTight(plot, ofX) ? 0 : MARGIN);
    }

    Axis axis() {
        return axis;
    }

    List<Tick> ticks() {
        if (!axis.categories().isEmpty()) {
            return categories();
        }
        return axis.logarithmic() && high - low >= 0.7 ? logarithmic() : even();
    }

    /** Every category, or every few of them where there are many. */
    private List<Tick> categories() {
        List<Tick> ticks = new ArrayList<>();
        int count = axis.categories().size();
        int step = Math.max(1, (count + 4 * room - 1) / (4 * room));
        for (int i = 0; i < count; i += step) {
            ticks.add(new Tick(i, Legend.shortened(axis.categories().get(i), 40)));
        }
        return ticks;
    }

    /** Decades, every few of them where there are many, and 1-2-5 where there are few. */
    private List<Tick> logarithmic() {
        List<Tick> ticks = new ArrayList<>();
        double decades = high - low;
        int step = 1;
        while (decades / step > room) {
            step++;
        }
        boolean divided = decades <= 2.5;
        for (int decade = (int) Math.floor(low); decade <= (int) Math.ceil(high); decade++) {
            for (int digit = 1; digit < 10; digit++) {
                double value = Double.parseDouble(digit + "e" + decade);
                boolean major = digit == 1 ? Math.floorMod(decade, step) == 0 : divided && (digit == 2 || digit == 5);
                boolean minor = decades <= 8 || digit == 1 && step > 1;
                if (isWithin(value) && (major || minor)) {
                    ticks.add(new Tick(value, major ? label(value) : ""));
                }
            }
        }
        return ticks;
    }

    /** Multiples of 1, 2 or 5 times a power of ten. */
    private List<Tick> even() {
        double least = axis.logarithmic() ? StrictMath.pow(10, low) : low;
        double greatest = axis.logarithmic() ? StrictMath.pow(10, high) : high;
        BigDecimal step = step((greatest - least) / room);
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(least / step.doubleValue());
        // The step leaves room for no more multiples than this, whatever rounding does to numbers at the ends of what a double holds.
        for (long k = first; k <= first + room + 1; k++) {
            double value = step.multiply(BigDecimal.valueOf(k)).doubleValue();
            if (value > greatest) {
                break;
            }
            if (isWithin(value)) {
                ticks.add(new Tick(value, padded(label(value), step.scale())));
            }
        }
        return ticks;
    }

    /** Plain decimals all get as many places as the step has: 2.0 beside 2.5. */
    private static String padded(String label, int places) {
        int point = label.indexOf('.');
        if (places <= 0 || !label.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-')) {
            return label;
        }
        return (point < 0 ? label + "." : label) + "0".repeat(Math.max(0, places - (point < 0 ? 0 : label.length() - point - 1)));
    }

    private static BigDecimal step(double share) {
        double atLeast = Math.max(share, Double.MIN_VALUE);
        int exponent = (int) Math.floor(StrictMath.log10(atLeast));
        for (int digit : new int[] {1, 2, 5, 10}) {
            BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
            if (step.doubleValue() >= atLeast * (1 - 1e-9)) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
    }

    private boolean isWithin(double value) {
        return shows(value) && position(value) >= low - 1e-9 && position(value) <= high + 1e-9;
    }

    /** The number at an end of what is shown, with no more digits than tell a hundredth of it. */
    String end(double value) {
        double range = Math.abs(high - low);
        double digits = axis.logarithmic() || !(range > 0)
                ? 3
                : 3 + Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high)) / range));
        return label(value, (int) Math.clamp(digits, 3, LABEL));
    }

    /** A number at its readable scale; powers of ten as such. */
    String label(double value) {
        return label(value, LABEL);
    }

    private String label(double value, int digits) {
        String text = new Display(0.95, digits).number(new BigDecimal(value).round(new MathContext(12)).doubleValue(), axis.unit());
        int exponent = text.indexOf('e');
        if (exponent < 0) {
            return text;
        }
        String mantissa = text.substring(0, exponent);
        String power = "10" + superscript(text.substring(exponent + 1));
        return mantissa.equals("1") ? power : mantissa + "·" + power;
    }

    private static String superscript(String digits) {
        StringBuilder text = new StringBuilder();
        for (char digit : digits.toCharArray()) {
            text.append(digit == '-' ? '⁻' : SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }
}
