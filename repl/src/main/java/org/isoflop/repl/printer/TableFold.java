package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.repl.printer.TextTable.Column;

/**
 * What becomes of a table that is wider than the terminal: blocks below each other, each with the columns that tell the rows apart before
 * some of the others; or, where few rows fit beside each other and it takes fewer lines, a line for each column. Every cell is shown.
 */
final class TableFold {
    static final String GAP = "  ";
    private final int limit;

    private TableFold(int limit) {
        this.limit = limit;
    }

    /**
     * The columns that begin each block.
     *
     * @param taken how many of the table's own columns they are
     */
    private record Keys(List<Column> columns, int taken) {
    }

    /** The blocks of a table, each with no more cells in a line than there is room for. */
    static List<TextTable> of(TextTable table, int limit) {
        if (width(table.columns()) <= limit) {
            return List.of(table);
        }
        TableFold fold = new TableFold(limit);
        List<TextTable> blocks = fold.blocks(table.columns());
        TextTable turned = turned(table.columns());
        return width(turned.columns()) <= limit && turned.lines() < lines(blocks) ? List.of(turned) : blocks;
    }

    private static int lines(List<TextTable> blocks) {
        int lines = blocks.size() - 1;
        for (TextTable block : blocks) {
            lines += block.lines();
        }
        return lines;
    }

    private static int width(List<Column> columns) {
        int width = Math.max(0, columns.size() - 1) * GAP.length();
        for (Column column : columns) {
            width += column.width();
        }
        return width;
    }

    private List<TextTable> blocks(List<Column> columns) {
        Keys keys = keys(columns);
        int keyed = keys.columns.isEmpty() ? 0 : width(keys.columns) + GAP.length();
        List<TextTable> blocks = new ArrayList<>();
        List<Column> block = new ArrayList<>(keys.columns);
        for (Column column : columns.subList(keys.taken, columns.size())) {
            Column next = column.narrowed(limit - keyed);
            if (block.size() > keys.columns.size() && width(block) + GAP.length() + next.width() > limit) {
                blocks.add(new TextTable(block));
                block = new ArrayList<>(keys.columns);
            }
            block.add(next);
        }
        blocks.add(new TextTable(block));
        return blocks;
    }

    /** The fewest of the first columns that tell the rows apart; where they would take more than half of the room, the numbers of the rows. */
    private Keys keys(List<Column> columns) {
        int rows = columns.getFirst().cells().size();
        for (int count = 1; rows > 1 && count < columns.size(); count++) {
            List<Column> keys = columns.subList(0, count);
            if (count == 1 && keys.getFirst().width() > limit / 2 && tellApart(keys, rows)) {
                return new Keys(List.of(keys.getFirst().narrowed(limit / 2)), 1);
            }
            if (width(keys) > limit / 2) {
                break;
            }
            if (tellApart(keys, rows)) {
                return new Keys(keys, count);
            }
        }
        return new Keys(rows > 1 ? List.of(numbers(rows)) : List.of(), 0);
    }

    private static boolean tellApart(List<Column> keys, int rows) {
        Set<List<String>> seen = new HashSet<>();
        for (int row = 0; row < rows; row++) {
            List<String> key = new ArrayList<>();
            for (Column column : keys) {
                key.add(column.cells().get(row));
            }
            if (!seen.add(key)) {
                return false;
            }
        }
        return true;
    }

    private static Column numbers(int rows) {
        Column numbers = new Column("row", "", true);
        for (int row = 1; row <= rows; row++) {
            numbers.cells().add(Integer.toString(row));
        }
        return numbers;
    }

    /** A line for each column: its name, its unit, and a cell for each row. */
    private static TextTable turned(List<Column> columns) {
        Column names = new Column("", "", false);
        Column units = new Column("", "", false);
        List<Column> rows = new ArrayList<>();
        for (int row = 0; row < columns.getFirst().cells().size(); row++) {
            rows.add(new Column("", "", false));
        }
        for (Column column : columns) {
            names.cells().add(column.head());
            units.cells().add(column.unit());
            for (int row = 0; row < rows.size(); row++) {
                rows.get(row).cells().add(column.cells().get(row).strip());
            }
        }
        List<Column> all = new ArrayList<>(List.of(names));
        if (units.width() > 0) {
            all.add(units);
        }
        all.addAll(rows);
        return new TextTable(all);
    }
}
