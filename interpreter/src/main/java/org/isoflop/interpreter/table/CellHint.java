package org.isoflop.interpreter.table;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the author of a cell that is not a number or a truth may have meant. */
final class CellHint {
    private static final Set<String> MISSING = Set.of("na", "n/a", "nan", "null", "none", "nil", "missing", "-", "--", "?", ".", "#n/a");
    private static final Set<String> INFINITE = Set.of("inf", "infinity", "∞");
    private static final Pattern SUFFIXED = Pattern.compile("(.*?\\d)\\s*([KMBT])");
    private static final Pattern GROUPED = Pattern.compile("([+-]?\\d{1,3}(?:[,_' ]\\d{3})+)(\\.\\d+)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+(?:[eE][+-]?\\d+)?");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WITH_UNIT = Pattern.compile("[+-]?[\\d.]+(?:[eE][+-]?\\d+)?\\s*[A-Za-z].*");

    private CellHint() {
    }

    static boolean isNumber(String text) {
        byte[] bytes = (text.strip() + '\0').getBytes(StandardCharsets.UTF_8);
        DecimalParser decimal = new DecimalParser();
        decimal.parse(bytes, 0);
        return decimal.end() == bytes.length - 1;
    }

    static @Nullable String of(TableProblem.Kind kind, String content) {
        return switch (kind) {
            case NOT_A_NUMBER -> ofNumber(content.strip());
            case NOT_A_TRUTH -> ofTruth(content.strip());
            case EMPTY_CELL -> "write `?` after the unit of the column if cells may be missing";
            case FILE_MISSING, NOT_A_FILE, UNREADABLE, CHANGED, UNWRITABLE, TOO_LARGE, MALFORMED, NO_HEADER, DUPLICATE_HEADER,
                    COLUMN_MISSING, RAGGED_ROW, EMPTY_TABLE, BAD_PIN, PIN_DIFFERS -> null;
        };
    }

    private static @Nullable String ofNumber(String content) {
        String lower = content.toLowerCase(Locale.ROOT);
        String unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        if (MISSING.contains(lower)) {
            return "leave the cell empty and write `?` after the unit of the column";
        }
        if (isBeyond(content) && content.matches("[^eE]*[eE]-.*|[^eE]*")) {
            return "the numbers beside 0 begin at 4.9e-324; write `0` if that is meant";
        }
        if (INFINITE.contains(unsigned) || isBeyond(content)) {
            return "a cell holds a finite number; leave it empty if there is none";
        }
        if (content.length() > 2 && content.startsWith("\"") && content.endsWith("\"")
                && isNumber(content.substring(1, content.length() - 1))) {
            return "write the number without quotes";
        }
        if (content.endsWith("%") && isNumber(content.substring(0, content.length() - 1))) {
            return "write `" + content.substring(0, content.length() - 1).strip() + "e-2`";
        }
        Matcher suffixed = SUFFIXED.matcher(content);
        if (suffixed.matches() && isNumber(suffixed.group(1))) {
            return "write `" + suffixed.group(1) + "e" + 3 * ("KMBT".indexOf(suffixed.group(2)) + 1) + "`";
        }
        Matcher grouped = GROUPED.matcher(content);
        if (grouped.matches()) {
            return "write `" + content.replaceAll("[,_' ]", "") + "`";
        }
        if (DECIMAL_COMMA.matcher(content).matches()) {
            return "write `" + content.replace(',', '.') + "`";
        }
        return WITH_UNIT.matcher(content).matches() ? "a cell holds a plain number; the unit is the column's" : null;
    }

    /** Written as a number is, and yet none: too large for a double, or too small and not zero. */
    static boolean isBeyond(String content) {
        return NUMBER.matcher(content).matches() && !isNumber(content);
    }

    private static @Nullable String ofTruth(String content) {
        return switch (content.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "t", "1", "on" -> "write `true`";
            case "no", "n", "f", "0", "off" -> "write `false`";
            default -> null;
        };
    }
}
