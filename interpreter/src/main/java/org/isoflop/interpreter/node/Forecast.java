package org.isoflop.interpreter.node;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.kernel.Throughput;
import org.jspecify.annotations.Nullable;

/**
 * How long announced work will take at the pace of this machine, so that what cannot end in time is not begun. The estimate is on the short
 * side: it leaves out what many small fits take besides their evaluations, and lets all threads work all the time.
 */
final class Forecast {
    /** What is done around an evaluation of a row takes about as long as some more evaluations of it. */
    private static final double AROUND = 4;
    /** Only what takes so many times longer than it may is not begun; whatever takes less is stopped by the limit, and keeps what it has. */
    private static final double REFUSED = 3;
    /** No thread of any machine evaluates more rows in a second, all told; for less than this nothing has to be measured. */
    private static final double FASTEST = 5e7;

    private Forecast() {
    }

    /** Seconds that work will take, counted in evaluations of a row. */
    static double seconds(double evaluations, int threads) {
        return evaluations * AROUND / (Throughput.measured() * Math.min(threads, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * What is said of work that cannot end within the limit of time; null where it may.
     *
     * @param what needs the work
     * @param threads how many do it
     */
    static @Nullable Diagnostic refusal(String what, double evaluations, int threads, Limits limits) {
        double limit = limits.of(Limit.TIME) / 1000.0;
        if (evaluations < FASTEST * threads * limit) {
            return null;
        }
        double seconds = seconds(evaluations, threads);
        if (seconds <= REFUSED * limit) {
            return null;
        }
        return Diagnostic.of(Code.LIMIT, what + " would take about " + words(seconds) + " on this machine, more than the limit of time, "
                + words(limit))
                .note(String.format(Locales.NONE, "with %.2g %% of its resamples, rows or cells it would end in time",
                        100 * limit / seconds))
                .fix("`--limit time=" + words(2 * seconds).replace(" ", "") + "` allows it");
    }

    /** A time as a reader would say it, and as `--limit` takes it. */
    static String words(double seconds) {
        return seconds < 10
                ? String.format(Locales.NONE, "%.2g sec", seconds)
                : seconds < 120
                        ? String.format(Locales.NONE, "%.0f sec", seconds)
                        : seconds < 7200
                                ? String.format(Locales.NONE, "%.0f min", seconds / 60)
                                : seconds < 48 * 3600
                                        ? String.format(Locales.NONE, "%.0f hours", seconds / 3600)
                                        : String.format(Locales.NONE, "%.0f days", seconds / 86400);
    }
}
