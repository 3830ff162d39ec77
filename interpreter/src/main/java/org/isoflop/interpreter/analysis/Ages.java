package org.isoflop.interpreter.analysis;

import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Span;
import org.jspecify.annotations.Nullable;

/**
 * Compares the date of a study with the dates of what it uses: devices, prices, models and rules change within a year. The day on which
 * a study is run does not matter, so that it says the same next year.
 */
final class Ages {
    /** What is so many months older than a study, or more, is told. */
    private static final long OLD = 13;
    private static final Pattern YEAR = Pattern.compile("\\b((?:19|20)\\d\\d)\\b(?:-(0[1-9]|1[0-2])\\b)?");

    private final Problems problems;

    Ages(Problems problems) {
        this.problems = problems;
    }

    /** Judges a module that a study uses, named at a place. */
    void judge(Module study, Span place, Module used) {
        YearMonth now = study.isStudy() ? month(study.date(), Month.JANUARY) : null;
        YearMonth then = now == null ? null : month(used.date(), Month.DECEMBER);
        if (then == null) {
            return;
        }
        long months = ChronoUnit.MONTHS.between(then, now);
        if (months >= OLD) {
            problems.report(Diagnostic.of(Code.STALE, "`" + used.name() + "` is of " + used.date() + ", " + months
                    + " months before the date of this study").at(study.source(), place)
                    .fix("look up what the study takes from it, and state in it what has changed"), null);
        }
    }

    /**
     * The month of a date as {@code 2026-11-23}, {@code 2026-11}, {@code November 2026} or {@code 2026}; null of what has no year.
     *
     * @param otherwise the month where a date has none
     */
    private static @Nullable YearMonth month(String date, Month otherwise) {
        Matcher year = YEAR.matcher(date);
        if (!year.find()) {
            return null;
        }
        Month month = year.group(2) == null ? otherwise : Month.of(Integer.parseInt(year.group(2)));
        for (Month each : Month.values()) {
            if (date.toLowerCase(Locale.ROOT).contains(each.name().toLowerCase(Locale.ROOT))) {
                month = each;
            }
        }
        return YearMonth.of(Integer.parseInt(year.group(1)), month);
    }
}
