package org.isoflop.interpreter.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.table.WrittenColumn;
import org.isoflop.interpreter.unit.Unit;

/** A table as it is written: numbers in the unit of their column, the ends of intervals beside their points, vectors part by part. */
public final class WrittenTable {
    private WrittenTable() {
    }

    /**
     * The columns of a table.
     *
     * @param level the probability that the intervals of uncertain columns cover
     */
    public static List<WrittenColumn> columns(TableValue table, double level) {
        List<WrittenColumn> columns = new ArrayList<>();
        table.columns().forEach((name, column) -> add(name, column, columns, level));
        return columns;
    }

    private static void add(String name, Value column, List<WrittenColumn> into, double level) {
        switch (column) {
            case Quantity quantity ->
                    into.add(new WrittenColumn(name, quantity.unit().factors().isEmpty() ? null : quantity.unit().toString(),
                            cells(quantity, level)));
            case Truth truth -> into.add(new WrittenColumn(name, null, new WrittenColumn.Truths(truth.numbers().points())));
            case Texts texts -> into.add(new WrittenColumn(name, null, new WrittenColumn.Texts(texts.values())));
            case RecordValue vector -> {
                for (Map.Entry<String, Value> part : vector.members().entrySet()) {
                    add(name + "." + part.getKey(), part.getValue(), into, level);
                }
            }
            default -> {
                String[] texts = new String[Math.max(0, Columns.rows(column))];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = Columns.cell(column, i).text();
                }
                into.add(new WrittenColumn(name, null, new WrittenColumn.Texts(texts)));
            }
        }
    }

    private static WrittenColumn.Cells cells(Quantity quantity, double level) {
        Unit unit = quantity.unit();
        Numbers numbers = quantity.numbers();
        double[] points = numbers.scaled(1 / unit.scale()).points();
        if (!numbers.isUncertain()) {
            return new WrittenColumn.Numbers(points);
        }
        double[] lower = new double[points.length];
        double[] upper = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            lower[i] = numbers.quantile(i, (1 - level) / 2) / unit.scale();
            upper[i] = numbers.quantile(i, (1 + level) / 2) / unit.scale();
        }
        return new WrittenColumn.Intervals(points, lower, upper);
    }
}
