package org.isoflop.repl.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import org.isoflop.interpreter.value.Display;

/**
 * Something that is another now than it was.
 *
 * @param place where it stands in the document: {@code curve.coefficients.alpha.value}
 * @param then what was found, as JSON; {@code nothing} where it is new
 * @param now what is found
 * @param share of what it was, by which a number differs; infinite where it is no number or was 0
 * @param width of its interval as it was, by which it differs; NaN where it has none
 */
public record Difference(String place, String then, String now, double share, double width) {
    /** How much that is, in words; empty where it is no matter of more or less. */
    public String amount() {
        String more = Double.isInfinite(share) ? "" : times(share, "it");
        return Double.isNaN(width) ? more : (more.isEmpty() ? "" : more + ", ") + times(width, "the width of its interval");
    }

    /** To two digits: {@code 2.9 % of it}, {@code 12 times it}. */
    private static String times(double share, String whole) {
        boolean small = share < 10;
        double rounded = BigDecimal.valueOf(share).movePointRight(small ? 2 : 0).round(new MathContext(2)).doubleValue();
        return Display.exact(rounded) + (small ? " % of " : " times ") + whole;
    }
}
