package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.isoflop.repl.printer.Ink.Role;

/** Aligned columns: heads, an optional line of units, rows. Where the room ends, the last columns are named instead of shown. */
public final class TextTable {
    private static final String GAP = "  ";
    private static final int NARROW = 40;
    private final List<Column> columns = new ArrayList<>();

    /** A column and its cells; numbers stand right. */
    public record Column(String head, String unit, boolean right, List<String> cells) {
        Column(String head, String unit, boolean right) {
            this(head, unit, right, new ArrayList<>());
        }

        int width() {
            int width = Math.max(Glyphs.width(head), Glyphs.width(unit));
            for (String cell : cells) {
                width = Math.max(width, Glyphs.width(cell));
            }
            return width;
        }
    }

    void add(Column column) {
        columns.add(column);
    }

    /** The columns from left to right, without those that say nothing. */
    public List<Column> columns() {
        return columns.stream().filter(column -> !column.head.isEmpty() || column.cells.stream().anyMatch(cell -> !cell.isEmpty()))
                .toList();
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** The lines of the table, each behind the margin and ended by a line break. */
    void print(StringBuilder text, String margin, IntSupplier room, Ink ink) {
        int shown = fitting(margin.length(), room);
        int[] widths = columns.stream().mapToInt(Column::width).toArray();
        boolean units = false;
        int rows = 0;
        for (Column column : columns) {
            units |= !column.unit.isEmpty();
            rows = Math.max(rows, column.cells.size());
        }
        line(text, margin, shown, -2, widths, ink);
        if (units) {
            line(text, margin, shown, -1, widths, ink);
        }
        for (int row = 0; row < rows; row++) {
            line(text, margin, shown, row, widths, ink);
        }
        if (shown < columns.size()) {
            List<String> hidden = columns.subList(shown, columns.size()).stream().map(Column::head).toList();
            text.append(margin).append("… and ").append(hidden.size() == 1 ? "column " : "columns ").append(String.join(", ", hidden))
                    .append('\n');
        }
    }

    /** The columns there is room for; to ask for the room of a terminal costs more than to lay out a narrow table. */
    private int fitting(int margin, IntSupplier room) {
        int used = margin;
        int limit = NARROW;
        for (int i = 0; i < columns.size(); i++) {
            used += columns.get(i).width() + (i == 0 ? 0 : GAP.length());
            limit = used > NARROW && limit == NARROW ? Math.max(NARROW, room.getAsInt()) : limit;
            if (used > limit && i > 0) {
                return i;
            }
        }
        return columns.size();
    }

    private void line(StringBuilder text, String margin, int shown, int row, int[] widths, Ink ink) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            Column column = columns.get(i);
            String cell = row == -2 ? column.head : row == -1 ? column.unit : row < column.cells.size() ? column.cells.get(row) : "";
            int width = widths[i];
            line.append(i == 0 ? "" : GAP).append(column.right ? Glyphs.paddedLeft(cell, width) : Glyphs.padded(cell, width));
        }
        String whole = line.toString().stripTrailing();
        text.append(margin).append(row == -2 ? ink.of(Role.STRONG, whole) : row == -1 ? ink.of(Role.FAINT, whole) : whole).append('\n');
    }
}
