package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.isoflop.repl.printer.Ink.Role;

/** Aligned columns: heads, an optional line of units, rows. Where the room ends it is folded. */
public final class TextTable {
    private static final int HEAD = -2;
    private static final int UNIT = -1;
    private final List<Column> columns;

    /** A column and its cells; numbers stand right. A cell may have several lines. */
    public record Column(String head, String unit, boolean right, List<String> cells) {
        Column(String head, String unit, boolean right) {
            this(head, unit, right, new ArrayList<>());
        }

        int width() {
            int width = Math.max(width(head), width(unit));
            for (String cell : cells) {
                width = Math.max(width, width(cell));
            }
            return width;
        }

        private static int width(String cell) {
            if (cell.indexOf('\n') < 0) {
                return Glyphs.width(cell);
            }
            return cell.lines().mapToInt(Glyphs::width).max().orElse(0);
        }

        /** The same with no more than so many cells in a line, of which there may then be several. */
        Column narrowed(int most) {
            if (width() <= most) {
                return this;
            }
            List<String> narrow = new ArrayList<>();
            cells.forEach(cell -> narrow.add(broken(cell, most)));
            return new Column(broken(head, most), broken(unit, most), right, narrow);
        }

        private static String broken(String cell, int most) {
            return Glyphs.width(cell) <= most ? cell : String.join("\n", LineBreaks.pieces(cell.strip(), most, 0));
        }

        private String cell(int row) {
            return row == HEAD ? head : row == UNIT ? unit : row < cells.size() ? cells.get(row) : "";
        }
    }

    TextTable() {
        this(List.of());
    }

    TextTable(List<Column> columns) {
        this.columns = new ArrayList<>(columns);
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

    /** The lines of the table, each behind the margin and ended by a line break; a blank line between the blocks of one that is folded. */
    void print(StringBuilder text, String margin, IntSupplier room, Ink ink) {
        String separator = "";
        for (TextTable block : TableFold.of(this, Math.max(LineBreaks.NARROWEST, room.getAsInt()) - margin.length())) {
            text.append(separator);
            block.print(text, margin, ink);
            separator = "\n";
        }
    }

    private void print(StringBuilder text, String margin, Ink ink) {
        int[] widths = columns.stream().mapToInt(Column::width).toArray();
        for (int row = HEAD; row < rows(); row++) {
            if (row >= 0 || !isBlank(row)) {
                row(text, margin, row, widths, ink);
            }
        }
    }

    private int rows() {
        int rows = 0;
        for (Column column : columns) {
            rows = Math.max(rows, column.cells.size());
        }
        return rows;
    }

    /** The lines that it fills. */
    int lines() {
        int lines = 0;
        for (int row = HEAD; row < rows(); row++) {
            lines += row >= 0 || !isBlank(row) ? height(row) : 0;
        }
        return lines;
    }

    private boolean isBlank(int row) {
        return columns.stream().allMatch(column -> column.cell(row).isEmpty());
    }

    private int height(int row) {
        int height = 1;
        for (Column column : columns) {
            height = Math.max(height, (int) column.cell(row).chars().filter(c -> c == '\n').count() + 1);
        }
        return height;
    }

    private void row(StringBuilder text, String margin, int row, int[] widths, Ink ink) {
        int height = height(row);
        for (int i = 0; i < height; i++) {
            String whole = line(row, i, widths);
            text.append(whole.isEmpty() ? "" : margin)
                    .append(row == HEAD ? ink.of(Role.STRONG, whole) : row == UNIT ? ink.of(Role.FAINT, whole) : whole).append('\n');
        }
    }

    /** One of the lines of a row. */
    private String line(int row, int part, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            String cell = column.cell(row);
            if (cell.indexOf('\n') >= 0 || part > 0) {
                cell = cell.lines().skip(part).findFirst().orElse("");
            }
            line.append(i == 0 ? "" : TableFold.GAP)
                    .append(column.right ? Glyphs.paddedLeft(cell, widths[i]) : Glyphs.padded(cell, widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
