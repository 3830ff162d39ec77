package org.isoflop.interpreter.node.table;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.function.Groups;
import org.isoflop.interpreter.node.ColumnEffort;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Logic;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Locales;
import org.jspecify.annotations.Nullable;

/** The block of a {@code data} or {@code sweep}: entries top to bottom, each a whole column at a time. */
public final class BlockNode extends Node {
    @Children private final Entry[] entries;

    /** What an entry does. */
    public enum Kind {
        COLUMN, LET, KEEP, KEY, PER
    }

    /** An entry; {@code value} is null for a key and for groups, whose columns are in {@code names}. */
    public static final class Entry extends Node {
        private final Kind kind;
        private final String name;
        private final int slot;
        @Child private @Nullable ExpressionNode value;
        private final List<String> names;
        private final boolean sized;

        /** @param sized whether it counts something, so that it cannot be negative */
        public Entry(Kind kind, String name, int slot, @Nullable ExpressionNode value, List<String> names, boolean sized) {
            this.kind = kind;
            this.name = name;
            this.slot = slot;
            this.value = value;
            this.names = names;
            this.sized = sized;
        }
    }

    public BlockNode(Entry[] entries) {
        this.entries = entries;
    }

    /** The table while it is worked out: its columns, and everything by rows that lies in the frame. */
    static final class State {
        final Map<String, Value> columns = new LinkedHashMap<>();
        /** What may be asked of the table besides its columns. */
        final Map<String, Value> others = new LinkedHashMap<>();
        final List<Integer> slots = new ArrayList<>();
        int rows;
        @Nullable String key;
        /** Says of a row of the source where it stands. */
        SourceRows origin = row -> "row " + (row + 1);
        int[] source = new int[0];
    }

    /** Where a row of the source stands. */
    interface SourceRows {
        String describe(int row);
    }

    /** How many values each row has. */
    int columns() {
        return entries.length;
    }

    void execute(VirtualFrame frame, State state) {
        Run.of(this).columns(effort(frame, state));
        int before = Run.of(this).evaluator().rows(-1);
        try {
            entries(frame, state);
        } finally {
            Run.of(this).evaluator().rows(before);
        }
    }

    /** About how much all entries are, as evaluations of a row. */
    private double effort(VirtualFrame frame, State state) {
        ColumnEffort effort = new ColumnEffort(Run.of(this).evaluator(), state.rows);
        for (int slot : state.slots) {
            effort.holds(slot, (Value) frame.getObject(slot));
        }
        for (Entry entry : entries) {
            if (entry.value != null) {
                effort.add(entry.slot, entry.value);
            }
        }
        return effort.evaluations();
    }

    private void entries(VirtualFrame frame, State state) {
        for (int i = 0; i < entries.length; i++) {
            // A column of many rows and draws takes a second by itself.
            Run.of(this).cancellation().poll();
            Entry entry = entries[i];
            Run.of(this).evaluator().rows(entry.kind == Kind.PER ? -1 : state.rows);
            switch (entry.kind) {
                case COLUMN -> column(entry, frame, state);
                case LET -> {
                    frame.setObject(entry.slot, value(entry, frame));
                    state.slots.add(entry.slot);
                }
                case KEEP -> keep(Logic.numbers(value(entry, frame)), frame, state);
                case KEY -> state.key = entry.name;
                case PER -> {
                    groups(entry, i + 1, frame, state);
                    return;
                }
            }
        }
    }

    private static Value value(Entry entry, VirtualFrame frame) {
        ExpressionNode node = entry.value;
        if (node == null) {
            throw new IllegalStateException("no value");
        }
        return node.execute(frame);
    }

    private static void column(Entry entry, VirtualFrame frame, State state) {
        Value column = Columns.repeated(value(entry, frame), state.rows);
        if (entry.sized && entry.value != null) {
            sized(entry.name, column, entry.value, state);
        }
        if (entry.value != null && column instanceof Quantity quantity) {
            thinned(entry.name, quantity.numbers(), entry.value);
        }
        state.columns.put(entry.name, column);
        frame.setObject(entry.slot, column);
        state.slots.add(entry.slot);
    }

    /** Of a long column only the first draws are kept, which is said of the first that is. */
    private static void thinned(String name, Numbers numbers, ExpressionNode node) {
        int draws = numbers.drawCount();
        if (draws > 0 && draws == Numbers.room(numbers.rows()) && draws < Run.of(node).draws()) {
            node.warn(Diagnostic.of(Code.FEW_DRAWS,
                    String.format(Locales.NONE, "the intervals of `%s` in %,d rows rest on %d draws", name, numbers.rows(), draws)));
        }
    }

    /** A number of parameters, tokens or operations below zero is a mistake in the data, and its row is named. */
    private static void sized(String name, Value column, ExpressionNode node, State state) {
        if (column instanceof RecordValue vector) {
            vector.members().forEach((part, each) -> sized(name + "." + part, each, node, state));
            return;
        }
        if (column instanceof Quantity quantity) {
            double[] points = quantity.numbers().points();
            for (int row = 0; row < points.length; row++) {
                if (points[row] < 0) {
                    int source = state.source.length > row ? state.source[row] : row;
                    throw node.wrong(Code.DATA,
                            "`" + name + "` is negative in " + state.origin.describe(source)
                                    + ": "
                                    + org.isoflop.interpreter.value.Display.DEFAULT.quantity(quantity.unit(), quantity.numbers(), row));
                }
            }
        }
    }

    private static void keep(Numbers condition, VirtualFrame frame, State state) {
        int count = 0;
        int[] kept = new int[state.rows];
        for (int row = 0; row < state.rows; row++) {
            if (condition.point(row) == 1) {
                kept[count++] = row;
            }
        }
        if (count < state.rows) {
            select(java.util.Arrays.copyOf(kept, count), frame, state);
        }
    }

    /** Leaves only the given rows, in the columns and in everything by rows that the entries below may see. */
    private static void select(int[] rows, VirtualFrame frame, State state) {
        state.columns.replaceAll((name, column) -> Columns.select(column, rows));
        for (int slot : state.slots) {
            frame.setObject(slot, selected((Value) frame.getObject(slot), rows, state.rows));
        }
        int[] source = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            source[i] = state.source.length > rows[i] ? state.source[rows[i]] : rows[i];
        }
        state.source = source;
        state.rows = rows.length;
    }

    /** A local by rows with only some of them; what is no column of the table's length stays. */
    private static Value selected(Value value, int[] rows, int before) {
        return Columns.rows(value) == before ? Columns.select(value, rows) : value;
    }

    /** {@code per a, b}: one row for each group, the entries below evaluated within it. */
    private void groups(Entry per, int next, VirtualFrame frame, State state) {
        List<Value> keys = new ArrayList<>();
        for (String name : per.names) {
            keys.add(state.columns.get(name));
        }
        Groups groups = Groups.by(keys, state.rows);
        Map<String, List<Value>> cells = new LinkedHashMap<>();
        per.names.forEach(name -> cells.put(name, new ArrayList<>()));
        for (int i = next; i < entries.length; i++) {
            if (entries[i].kind == Kind.COLUMN) {
                cells.put(entries[i].name, new ArrayList<>());
            }
        }
        Value[] whole = new Value[state.slots.size()];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (Value) frame.getObject(state.slots.get(i));
        }
        for (int[] rows : groups.rows()) {
            for (int i = 0; i < whole.length; i++) {
                frame.setObject(state.slots.get(i), selected(whole[i], rows, state.rows));
            }
            group(next, frame, state, rows, cells);
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        cells.forEach((name, column) -> columns.put(name, Columns.of(column)));
        state.columns.clear();
        state.columns.putAll(columns);
        state.rows = cells.isEmpty() ? 0 : cells.values().iterator().next().size();
        state.source = new int[0];
    }

    private void group(int next, VirtualFrame frame, State state, int[] rows, Map<String, List<Value>> cells) {
        Map<String, Value> row = new LinkedHashMap<>();
        cells.keySet().forEach(name -> row.put(name, state.columns.containsKey(name)
                ? Columns.cell(state.columns.get(name), rows[0])
                : Missing.VALUE));
        for (int i = next; i < entries.length; i++) {
            Entry entry = entries[i];
            switch (entry.kind) {
                case COLUMN -> {
                    Value value = value(entry, frame);
                    frame.setObject(entry.slot, value);
                    row.put(entry.name, value);
                }
                case LET -> frame.setObject(entry.slot, value(entry, frame));
                case KEEP -> {
                    if (Logic.numbers(value(entry, frame)).point() != 1) {
                        return;
                    }
                }
                case KEY -> state.key = entry.name;
                case PER -> throw new IllegalStateException("groups within groups");
            }
        }
        row.forEach((name, value) -> cells.getOrDefault(name, new ArrayList<>()).add(value));
    }
}
