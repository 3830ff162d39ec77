package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;

/**
 * What is to be said of a value, before a format gives it its look: text for a terminal, Markdown and HTML say the same.
 *
 * @param head the value on one line, or what kind of value it is where parts follow
 */
public record Layout(String head, List<Part> parts) {
    /** The rows of a table that are shown where nobody says otherwise. */
    public static final int ROWS = 20;
    /** A record that is longer on one line gets a line for each member. */
    private static final int LINE = 100;

    public Layout {
        parts = List.copyOf(parts);
    }

    /** What stands below the head. */
    public sealed interface Part {
    }

    /** Lines of words. */
    public record Lines(List<String> lines) implements Part {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A table.
     *
     * @param more what is said of rows that are left out, empty for nothing
     */
    public record Grid(TextTable table, String more) implements Part {
    }

    /** The members of a record that is too long for a line. */
    public record Fields(Map<String, String> members) implements Part {
    }

    /** Lays out a value, of a table at most so many rows. */
    public static Layout of(Value value, Display display, int rows) {
        Wording wording = new Wording(display);
        return switch (value) {
            case TableValue table -> new TableText(wording, rows).layout(table);
            case FitValue fit -> new FitText(wording).layout(fit);
            case AllocationValue allocation -> new AllocationText(wording, rows).layout(allocation);
            case LawValue law -> new LawText(wording).layout(law);
            case RecordValue record when wording.of(record).length() > LINE -> new Layout("", List.of(fields(record, wording)));
            default -> new Layout(wording.of(value), List.of());
        };
    }

    private static Fields fields(RecordValue record, Wording wording) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        record.members().forEach((name, value) -> fields.put(name, wording.within(value)));
        return new Fields(fields);
    }

    /** A layout in the making. */
    static final class Builder {
        private final String head;
        private final List<Part> parts = new ArrayList<>();

        Builder(String head) {
            this.head = head;
        }

        Builder lines(List<String> lines) {
            if (!lines.isEmpty()) {
                parts.add(new Lines(lines));
            }
            return this;
        }

        Builder grid(TextTable table, String more) {
            if (!table.isEmpty()) {
                parts.add(new Grid(table, more));
            }
            return this;
        }

        Layout build() {
            return new Layout(head, parts);
        }
    }
}
