package org.isoflop.interpreter.node;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.value.StudyException;

/**
 * What a study may use. Reaching a limit stops what reached it, with an error that names it, and keeps what was finished.
 *
 * @param time how long a run may take
 * @param rows of one table
 * @param draws of one uncertain value, and resamples of one fit
 * @param file bytes of one file that is read
 * @param output bytes of one file that is written
 */
public record Limits(Duration time, long rows, long draws, long file, long output) {
    /**
     * Holds what a study uses to a limit, before it does.
     *
     * @param name of the limit, as the command line takes it
     * @throws StudyException if it is more than the limit
     */
    static void hold(ExpressionNode node, String name, String what, double used, long limit) {
        if (used > limit) {
            throw new StudyException(exceeded(name, what, used, limit).at(node.site().source(), node.site().span()), node);
        }
    }

    /** What is said of a study that asks for more of something than it may use. */
    public static Diagnostic exceeded(String name, String what, double used, long limit) {
        return Diagnostic.of(Code.LIMIT, what + ": " + count(used) + ", more than the limit of " + count(limit))
                .fix("`--limit " + name + "=" + count(2 * used) + "` allows it");
    }

    /** The limit of time as a reader would say it. */
    String words() {
        return time.toSeconds() < 120
                ? time.toMillis() / 1000.0 + " sec"
                : time.toMinutes() < 120 ? time.toMinutes() + " min" : time.toHours() + " h";
    }

    /** A count with a suffix, rounded up to two digits, as `--limit` takes it. */
    static String count(double count) {
        String[] suffixes = {"", "K", "M", "B", "T"};
        int i = 0;
        double left = count;
        for (; left >= 1000 && i < suffixes.length - 1; i++) {
            left /= 1000;
        }
        BigDecimal rounded = new BigDecimal(left).round(new MathContext(2, RoundingMode.CEILING));
        return rounded.stripTrailingZeros().toPlainString() + suffixes[i];
    }

    /** Enough for a study of a morning on one machine, and little enough that a mistake does not fill it. */
    public static final Limits DEFAULT = new Limits(Duration.ofHours(1), 200_000_000, 1_000_000, 20_000_000_000L, 2_000_000_000);
}
