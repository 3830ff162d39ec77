package org.isoflop.repl.command;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;

/** What a run may use, from {@code --limit name=value}: counts with the suffixes of the language, times with a unit. */
final class RunLimits {
    private static final Pattern VALUE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:[eE][0-9]{1,2})?) *([A-Za-z]*)");
    private static final Map<String, Long> COUNTS = Map.of("", 1L, "K", 1_000L, "M", 1_000_000L, "B", 1_000_000_000L, "G",
            1_000_000_000L, "T", 1_000_000_000_000L);
    private static final Map<String, Long> SECONDS = Map.of("", 1L, "s", 1L, "sec", 1L, "min", 60L, "h", 3600L, "hour", 3600L, "hours",
            3600L, "day", 86400L, "days", 86400L);

    private RunLimits() {
    }

    static Limits of(Arguments arguments) throws Mistake {
        Limits limits = Limits.DEFAULT;
        for (String setting : arguments.values(Option.LIMIT)) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new Mistake("`--limit " + setting + "` sets no limit", "write `--limit time=2h`");
            }
            limits = with(limits, setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
        }
        return limits;
    }

    private static Limits with(Limits limits, String name, String value) throws Mistake {
        Limit limit = Limit.named(name);
        if (limit == null) {
            String nearest = NearestName.nearest(name, Limit.words());
            throw new Mistake("there is no limit `" + name + "`",
                    nearest != null ? "did you mean `" + nearest + "`?" : "the limits are " + String.join(", ", Limit.words()));
        }
        boolean time = limit == Limit.TIME;
        long number = Math.max(1, number(name, value, time ? SECONDS : COUNTS, time ? 1000 : 1));
        if (number > limit.most()) {
            throw new Mistake("`--limit " + name + "=" + value + "` allows more than there can be",
                    "the most is `--limit " + name + "=" + limit.most() + "`");
        }
        return limits.with(limit, number);
    }

    private static long number(String name, String value, Map<String, Long> units, long scale) throws Mistake {
        Matcher parts = VALUE.matcher(value);
        Long unit = parts.matches() ? units.get(parts.group(2)) : null;
        if (unit == null) {
            throw new Mistake("`--limit " + name + "=" + value + "` is no limit",
                    units == SECONDS ? "write `--limit time=90s`, `10min` or `2h`" : "write `--limit " + name + "=1e6` or `1M`");
        }
        BigDecimal number = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit * scale));
        return number.min(BigDecimal.valueOf(Long.MAX_VALUE / 2)).longValue();
    }
}
