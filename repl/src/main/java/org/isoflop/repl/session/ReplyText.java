package org.isoflop.repl.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.engine.Reply;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.printer.Layout;
import org.jspecify.annotations.Nullable;

/** Words for what an entry defined and what changed by it. */
final class ReplyText {
    /** So many numbers of one item are told one by one. */
    private static final int DIFFERENCES = 8;
    private final Display display;

    ReplyText(Display display) {
        this.display = display;
    }

    /** What became of an item on one line, where others were entered with it. */
    String line(Reply.Defined defined, Reply.@Nullable Change change) {
        Value value = defined.value();
        if (value == null || value instanceof LawValue) {
            return (defined.again() ? "redefined " : "defined ") + defined.word() + " " + defined.name();
        }
        if (value instanceof TableValue table && defined.word().equals("data")) {
            return defined.name() + " = " + columns(table) + (defined.again() && change == null ? ", as before" : "");
        }
        if (change != null && change.differences().size() == 1 && change.differences().getFirst().member().isEmpty()) {
            return change(change);
        }
        Layout layout = Layout.of(value, display, 0);
        String head = layout.head().isEmpty() ? "record" : layout.head();
        return defined.name() + " = " + head + (defined.again() && change == null ? ", as before" : "");
    }

    /** {@code table of 24 rows: N (params), D (tokens)} */
    private static String columns(TableValue table) {
        List<String> columns = new ArrayList<>();
        table.columns().forEach((name, column) -> columns.add(name + unit(column)));
        return "table of " + table.rows() + (table.rows() == 1 ? " row: " : " rows: ") + String.join(", ", columns);
    }

    private static String unit(Value column) {
        if (column instanceof RecordValue vector && vector.isVector()) {
            return "[" + String.join(", ", vector.members().keySet()) + "]"
                    + (vector.members().isEmpty() ? "" : unit(vector.members().values().iterator().next()));
        }
        Unit unit = column instanceof Quantity quantity ? quantity.unit() : Unit.NONE;
        return unit.toString().isEmpty() ? "" : " (" + unit + ")";
    }

    /** {@code curve: alpha 0.348 → 0.351} */
    String change(Reply.Change change) {
        if (change.differences().isEmpty()) {
            return change.name() + " changed";
        }
        List<String> told = new ArrayList<>();
        for (Reply.Difference difference : change.differences()) {
            if (told.size() == DIFFERENCES) {
                told.add("… and " + (change.differences().size() - DIFFERENCES) + " more");
                break;
            }
            String member = difference.member().isEmpty() ? "" : difference.member() + " ";
            told.add(member + text(difference.before()) + " → " + text(difference.after()));
        }
        return change.name() + ": " + String.join(", ", told);
    }

    private String text(@Nullable Value value) {
        return value == null ? "none" : Layout.of(value, display, 0).head();
    }

    static Map<String, Reply.Change> byName(List<Reply.Change> changes) {
        Map<String, Reply.Change> byName = new HashMap<>();
        changes.forEach(change -> byName.put(change.name(), change));
        return byName;
    }
}
