package org.isoflop.interpreter.node.table;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Tables that come of no file: derived from others, written out row by row, swept over axes. */
public final class TableNodes {
    private TableNodes() {
    }

    static TableValue table(BlockNode.State state, ExpressionNode node) {
        if (state.rows == 0) {
            throw node.wrong(Code.DATA, "no rows are left in `" + Run.of(node).current().name() + "`");
        }
        return new TableValue(state.columns, state.others, state.rows, stream(node), state.key);
    }

    private static String stream(ExpressionNode node) {
        return Run.of(node).current().name();
    }

    /** A table made from another one, or from a list of records. */
    public static final class Derived extends ExpressionNode {
        @Child private ExpressionNode source;
        private final Typing.TableScope scope;
        @Child private @Nullable BlockNode block;

        public Derived(Place place, ExpressionNode source, Typing.TableScope scope, @Nullable BlockNode block) {
            super(place);
            this.source = source;
            this.scope = scope;
            this.block = block;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value value = source.execute(frame);
            BlockNode.State state = new BlockNode.State();
            if (value instanceof TableValue table) {
                state.columns.putAll(table.columns());
                state.rows = table.rows();
                state.key = table.key();
            } else if (value instanceof ListValue list) {
                records(list, state);
            } else if (value instanceof RecordValue vectors) {
                // Records whose parts have one dimension are vectors, and a list of those is kept part by part.
                state.columns.putAll(vectors.members());
                state.rows = Columns.rows(vectors);
            }
            for (int i = 0; i < scope.slots().length; i++) {
                frame.setObject(scope.slots()[i], state.columns.get(scope.names().get(i)));
                state.slots.add(scope.slots()[i]);
            }
            if (block != null) {
                block.execute(frame, state);
            } else if (value instanceof TableValue table) {
                state.others.putAll(table.others());
                return table(state, this).depicted(table.depiction());
            }
            return table(state, this);
        }

        @TruffleBoundary
        private static void records(ListValue list, BlockNode.State state) {
            Map<String, List<Value>> cells = new LinkedHashMap<>();
            for (Value item : list.items()) {
                ((RecordValue) item).members().forEach((name, value) -> cells.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
            }
            cells.forEach((name, column) -> state.columns.put(name, Columns.of(column)));
            state.rows = list.items().size();
        }
    }

    /** A table written out as rows; cells in order belong to the columns without a formula. */
    public static final class Written extends ExpressionNode {
        @Children private final ExpressionNode[] cells;
        private final String[] names;
        private final Unit[] units;
        private final boolean[] optional;
        private final int slot;
        @Child private BlockNode block;

        /** @param cells row by row, {@code names.length} in each */
        public Written(Place place, ExpressionNode[] cells, String[] names, Unit[] units, boolean[] optional, int slot, BlockNode block) {
            super(place);
            this.cells = cells;
            this.names = names;
            this.units = units;
            this.optional = optional;
            this.slot = slot;
            this.block = block;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            BlockNode.State state = new BlockNode.State();
            state.rows = names.length == 0 ? 0 : cells.length / names.length;
            Map<String, Value> columns = new LinkedHashMap<>();
            for (int column = 0; column < names.length; column++) {
                List<Value> values = new ArrayList<>(state.rows);
                for (int row = 0; row < state.rows; row++) {
                    values.add(cell(cells[row * names.length + column], column, row, frame));
                }
                columns.put(names[column], Columns.of(values));
            }
            frame.setObject(slot, new RecordValue(columns, false));
            state.slots.add(slot);
            block.execute(frame, state);
            return table(state, this);
        }

        /** A plain number takes the unit of its column. */
        private Value cell(ExpressionNode node, int column, int row, VirtualFrame frame) {
            Value given = node.execute(frame);
            if (given instanceof RecordValue vector) {
                Map<String, Value> parts = new LinkedHashMap<>();
                vector.members().forEach((name, part) -> parts.put(name, cell(part, node, column, row)));
                return new RecordValue(parts, true);
            }
            return cell(given, node, column, row);
        }

        private Value cell(Value given, ExpressionNode node, int column, int row) {
            Value value = given;
            if (value instanceof Quantity quantity && !units[column].factors().isEmpty()) {
                value = new Quantity(units[column], quantity.unit().factors().isEmpty()
                        ? quantity.numbers().scaled(units[column].scale())
                        : quantity.numbers());
            }
            boolean missing = value == org.isoflop.interpreter.value.Missing.VALUE;
            if (missing && !optional[column]) {
                throw node.wrong(Code.DATA, "`" + names[column] + "` is missing in row " + (row + 1) + ", and is declared without `?`");
            }
            return missing && !units[column].factors().isEmpty() ? new Quantity(units[column], Numbers.of(Double.NaN)) : value;
        }
    }

    /** {@code sweep}: a row for each combination of the axes, the last one varying fastest. */
    public static final class Swept extends ExpressionNode {
        @Children private final ExpressionNode[] domains;
        private final String[] names;
        private final int[] slots;
        private final Typing.TableScope[] columns;
        @Child private BlockNode block;

        /** @param columns for an axis over a table, where its columns are kept */
        public Swept(Place place, ExpressionNode[] domains, String[] names, int[] slots, Typing.TableScope[] columns, BlockNode block) {
            super(place);
            this.domains = domains;
            this.names = names;
            this.slots = slots;
            this.columns = columns;
            this.block = block;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value[] axes = new Value[domains.length];
            for (int i = 0; i < axes.length; i++) {
                axes[i] = domains[i].execute(frame);
            }
            BlockNode.State state = new BlockNode.State();
            combine(axes, state, frame);
            block.execute(frame, state);
            return table(state, this);
        }

        private void combine(Value[] axes, BlockNode.State state, VirtualFrame frame) {
            long cells = 1;
            for (int i = 0; i < axes.length; i++) {
                int length = length(axes[i]);
                if (length == 0) {
                    throw domains[i].wrong(Code.BAD_VALUE, "the axis `" + names[i] + "` has no values");
                }
                cells *= length;
                Limits.hold(this, Limit.ROWS, "rows of the sweep", cells);
            }
            Limits.holdCells(this, "the sweep", (double) cells * (axes.length + block.columns()), Double.BYTES);
            state.rows = (int) cells;
            int repeat = (int) cells;
            for (int i = 0; i < axes.length; i++) {
                repeat /= length(axes[i]);
                Value column = spread(axes[i], repeat, state.rows);
                frame.setObject(slots[i], column);
                state.slots.add(slots[i]);
                if (axes[i] instanceof TableValue) {
                    Map<String, Value> members = ((RecordValue) column).members();
                    if (Collections.disjoint(members.keySet(), state.columns.keySet())) {
                        state.columns.putAll(members);
                    } else {
                        state.columns.put(names[i], new RecordValue(members, true));
                    }
                    for (int c = 0; c < columns[i].slots().length; c++) {
                        frame.setObject(columns[i].slots()[c], members.get(columns[i].names().get(c)));
                        state.slots.add(columns[i].slots()[c]);
                    }
                } else {
                    state.columns.put(names[i], column);
                }
            }
        }

        private static int length(Value axis) {
            return axis instanceof TableValue table ? table.rows() : Math.max(0, Columns.rows(axis));
        }

        /** Each value {@code repeat} times, the whole as often as fills the rows. */
        private static Value spread(Value axis, int repeat, int rows) {
            int length = length(axis);
            int[] chosen = new int[rows];
            for (int row = 0; row < rows; row++) {
                chosen[row] = row / repeat % length;
            }
            if (axis instanceof TableValue table) {
                return new RecordValue(table.select(chosen).columns(), false);
            }
            Value column = Columns.select(axis, chosen);
            return column instanceof ListValue list ? Columns.ofRecords(list.items()) : column;
        }
    }
}
