package org.isoflop.grammar.diagnostic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** What is said of a study that asks for more of something than it may use. */
public final class Excess {
    private Excess() {
    }

    /**
     * An error without a place.
     *
     * @param limit the word behind {@code --limit}
     * @param what is counted, in the plural: bytes of a file
     */
    public static Diagnostic of(String limit, String what, double used, long most) {
        Diagnostic reached = Diagnostic.of(Code.LIMIT, what + ": " + count(used) + ", more than the limit of " + count(most));
        return used >= Long.MAX_VALUE / 4.0 ? reached : reached.fix("`--limit " + limit + "=" + count(2 * used) + "` allows it");
    }

    /** A count with a suffix, rounded up to two digits, as {@code --limit} takes it. */
    public static String count(double count) {
        if (count > Double.MAX_VALUE) {
            return "more than can be counted";
        }
        if (count >= 1e15) {
            return String.format(Locale.ROOT, "%.2g", count);
        }
        String[] suffixes = {"", "K", "M", "B", "T"};
        int i = 0;
        double left = count;
        for (; left >= 1000 && i < suffixes.length - 1; i++) {
            left /= 1000;
        }
        BigDecimal rounded = new BigDecimal(left).round(new MathContext(2, RoundingMode.CEILING));
        return rounded.stripTrailingZeros().toPlainString() + suffixes[i];
    }
}
