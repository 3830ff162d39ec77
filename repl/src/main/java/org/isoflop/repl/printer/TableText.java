package org.isoflop.repl.printer;

import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.printer.TextTable.Column;

/** A table for people: its first rows, aligned, with the units in the head. */
final class TableText {
    private final Wording wording;
    private final int most;

    TableText(Wording wording, int most) {
        this.wording = wording;
        this.most = most;
    }

    Layout layout(TableValue table) {
        String head = "table of " + table.rows() + (table.rows() == 1 ? " row" : " rows");
        return new Layout.Builder(head).grid(of(table.columns(), Math.min(table.rows(), most)), more(table.rows())).build();
    }

    /** What is said of the rows that are left out. */
    String more(int rows) {
        return rows > most ? "… " + (rows - most) + " more rows" : "";
    }

    TextTable of(Map<String, Value> columns, int rows) {
        TextTable laid = new TextTable();
        columns.forEach((name, column) -> add(laid, name, column, rows));
        return laid;
    }

    private void add(TextTable laid, String name, Value column, int rows) {
        if (column instanceof RecordValue vector && vector.isVector()) {
            vector.members().forEach((part, cells) -> add(laid, name + "." + part, cells, rows));
            return;
        }
        boolean number = column instanceof Quantity;
        Unit unit = column instanceof Quantity quantity ? quantity.unit() : Unit.NONE;
        Column drawn = new Column(name, unit.toString(), number);
        boolean many = Columns.rows(column) >= 0;
        for (int row = 0; row < rows; row++) {
            drawn.cells().add(many || number ? wording.cell(column, row) : wording.of(column));
        }
        if (number) {
            alignPoints(drawn.cells());
        }
        laid.add(drawn);
    }

    /** Plain decimals stand with their points below each other; where one has a suffix, a power or an interval, all stand right. */
    private static void alignPoints(List<String> cells) {
        int places = 0;
        for (String cell : cells) {
            if (cell.equals(Missing.VALUE.text())) {
                continue;
            }
            if (!cell.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-')) {
                return;
            }
            places = Math.max(places, places(cell));
        }
        int most = places;
        cells.replaceAll(cell -> cell + " ".repeat(cell.equals(Missing.VALUE.text()) ? 0 : most - places(cell)));
    }

    /** The cells from the decimal point on, itself included. */
    private static int places(String cell) {
        return cell.indexOf('.') < 0 ? 0 : cell.length() - cell.indexOf('.');
    }
}
