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

    /** Whether a line would hide what was asked for: of a table that is read its columns say enough. */
    boolean isShownWhole(String word, Value value) {
        return List.of("fit", "allocate", "sweep").contains(word)
                || word.equals("let") && !(value instanceof LawValue) && !Layout.of(value, display, 0).parts().isEmpty();
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
        return "table of " + table.rows() + (table.rows() == 1 ? " row" : " rows") + (columns.isEmpty() ? "" : ": ")
                + String.join(", ", columns);
    }

    private static String unit(Value column) {
        if (column instanceof RecordValue vector && vector.isVector()) {
            return "[" + String.join(", ", vector.members().keySet()) + "]"
                    + (vector.members().isEmpty() ? "" : unit(vector.members().values().iterator().next()));
        }
        Unit unit = column instanceof Quantity quantity ? quantity.unit() : Unit.NONE;
        return unit.toString().isEmpty() ? "" : " (" + unit + ")";
    }

    /** {@code seen: 15K images → 18K images}; where several numbers are others, each on a line. */
    String change(Reply.Change change) {
        if (change.differences().isEmpty()) {
            return change.name() + " changed";
        }
        List<Reply.Difference> told = change.differences().subList(0, Math.min(DIFFERENCES, change.differences().size()));
        List<String> before = told.stream().map(difference -> text(difference.before())).toList();
        if (change.differences().size() == 1) {
            String member = told.getFirst().member().isEmpty() ? "" : told.getFirst().member() + " ";
            return change.name() + ": " + member + before.getFirst() + " → " + text(told.getFirst().after());
        }
        int names = longest(told.stream().map(Reply.Difference::member).toList());
        int values = longest(before);
        StringBuilder text = new StringBuilder(change.name()).append(':');
        for (int i = 0; i < told.size(); i++) {
            String member = told.get(i).member();
            text.append("\n  ").append(member).append(" ".repeat(names - member.length() + (names == 0 ? 0 : 2)));
            text.append(before.get(i)).append(" ".repeat(values - before.get(i).length())).append(" → ").append(text(told.get(i).after()));
        }
        int more = change.differences().size() - told.size();
        return text.append(more > 0 ? "\n  … and " + more + " more" : "").toString();
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
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
