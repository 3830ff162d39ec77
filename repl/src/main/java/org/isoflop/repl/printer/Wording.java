package org.isoflop.repl.printer;

import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.file.Harmless;

/** Values on one line, at the study's level and number of digits. */
record Wording(Display display) {
    private static final int ITEMS = 20;
    /** Characters of a list or record after which it is cut: what holds lists of lists may hold more than any screen. */
    private static final int LONGEST = 10_000;
    private static final String MONEY = "USD";

    String of(Value value) {
        return switch (value) {
            case Quantity quantity when quantity.numbers().isColumn() -> list(quantity, quantity.numbers().rows());
            case Quantity quantity -> quantity.text(display);
            case Texts texts -> list(texts, texts.rows());
            case ListValue list -> list(list, list.items().size());
            case Truth truth when !truth.numbers().isColumn() -> truth(truth.numbers(), 0);
            case RangeValue range -> range(range);
            case RecordValue record -> record(record.members());
            default -> value.text();
        };
    }

    private String list(Value column, int rows) {
        StringBuilder text = new StringBuilder("[");
        int shown = 0;
        for (; shown < Math.min(rows, ITEMS) && text.length() < LONGEST; shown++) {
            text.append(shown == 0 ? "" : ", ").append(item(column, shown));
        }
        return text.append(rows > shown ? ", … " + (rows - shown) + " more]" : "]").toString();
    }

    private String item(Value column, int row) {
        return switch (column) {
            case Quantity quantity -> display.quantity(quantity.unit(), quantity.numbers(), row);
            case Texts texts -> texts.row(row) == null ? Missing.VALUE.text() : '"' + texts.row(row) + '"';
            case ListValue list -> of(list.items().get(row));
            default -> column.text();
        };
    }

    private String range(RangeValue range) {
        if (range.lower() instanceof Quantity lower && range.upper() instanceof Quantity upper && !lower.numbers().isColumn()
                && !upper.numbers().isColumn()) {
            String unit = range.unit().toString();
            return bare(range.unit(), lower.numbers(), 0) + ".." + bare(range.unit(), upper.numbers(), 0)
                    + (unit.isEmpty() ? "" : unit.startsWith(MONEY) ? unit.substring(MONEY.length()) : " " + unit);
        }
        return of(range.lower()) + ".." + of(range.upper());
    }

    /** A value within another, where a text stands in quotes. */
    String within(Value value) {
        return value instanceof Text text ? '"' + text.value() + '"' : of(value);
    }

    private String record(Map<String, Value> members) {
        StringBuilder text = new StringBuilder("{");
        int shown = 0;
        for (Map.Entry<String, Value> member : members.entrySet()) {
            if (text.length() >= LONGEST) {
                return text.append(", … ").append(members.size() - shown).append(" more }").toString();
            }
            text.append(shown++ == 0 ? " " : ", ").append(member.getKey()).append(": ").append(within(member.getValue()));
        }
        return text.append(members.isEmpty() ? "}" : " }").toString();
    }

    /** A number without its unit, which stands elsewhere: {@code 70.3B [65.0B, 75.9B]}. */
    String bare(Unit unit, Numbers numbers, int row) {
        String text = display.quantity(unit, numbers, row);
        for (String symbol : List.of(unit.symbol(true), unit.symbol(false))) {
            if (!symbol.isEmpty() && text.endsWith(" " + symbol)) {
                return text.substring(0, text.length() - symbol.length() - 1);
            }
            if (symbol.startsWith(MONEY) && text.endsWith(symbol.substring(MONEY.length()))) {
                return text.substring(0, text.length() - symbol.length() + MONEY.length());
            }
        }
        return text;
    }

    static String truth(Numbers numbers, int row) {
        double truth = numbers.point(row);
        return Double.isNaN(truth) ? Missing.VALUE.text() : truth != 0 ? "true" : "false";
    }

    /** A cell of a table, where texts need no quotes and the unit stands in the head. */
    String cell(Value column, int row) {
        return switch (column) {
            case Quantity quantity -> bare(quantity.unit(), quantity.numbers(), row);
            case Truth truth -> truth(truth.numbers(), row);
            case Texts texts -> {
                String text = texts.row(row);
                yield text == null ? Missing.VALUE.text() : Harmless.of(text).replace('\n', ' ').replace('\t', ' ');
            }
            case ListValue list when list.items().get(row) instanceof LawValue law -> law.signature().name();
            case ListValue list when list.items().get(row) instanceof FitValue fit -> "fit of " + fit.law().signature().name();
            case ListValue list -> of(list.items().get(row));
            default -> of(column);
        };
    }
}
